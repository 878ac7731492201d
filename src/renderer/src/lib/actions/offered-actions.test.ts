import { flushSync } from 'svelte'
import { expect, it, onTestFinished, vi } from 'vitest'
import { FakeBridge } from '../api/fake-bridge'
import { fakeGeneration, fakeVideo } from '../api/fake-rows'
import { createServices } from '../services'
import { offerActions } from './offered-actions.svelte'
import { createUserActions } from './user-actions'

it('offers in the menu bar what can be done, and says so once', async () => {
  const row = fakeGeneration({ videos: [fakeVideo({})] })
  const fake = new FakeBridge([row])
  const services = createServices(fake.bridge)
  onTestFinished(() => {
    services.app.destroy()
    services.library.destroy()
  })
  const offered = (): readonly (readonly string[])[] =>
    fake.sent.flatMap(({ input }) => ('actions' in input ? [input.actions] : []))
  onTestFinished(offerActions(services, createUserActions(services)))
  await services.app.start()
  await services.library.start()
  services.firstPaint.expect()
  await services.firstPaint.done
  await vi.waitFor(() => expect(offered()).toHaveLength(1))
  expect(offered()[0]).toContain('settings')
  expect(offered()[0]).not.toContain('reuse')

  services.selection.select(row.id)
  flushSync()
  expect(offered().at(-1)).toContain('reuse')
  const times = offered().length
  fake.emit('app.changed', { ...fake.state, revision: fake.state.revision + 1 })
  flushSync()
  expect(offered()).toHaveLength(times)

  services.window.open('settings')
  flushSync()
  expect(offered().at(-1)).toEqual([])
})
