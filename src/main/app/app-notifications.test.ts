import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fastClock } from '../base/testing/fast-clock'
import { AppBench } from './testing/app-bench'

const soon = { interval: 10 }
let bench: AppBench
beforeEach(async () => {
  bench = await AppBench.start({ clock: fastClock(100, Date.now()) })
  bench.platform.desktop.isFront = false
})
afterEach(() => bench.end())

const notified = () => bench.platform.desktop.notified

it('notifies a user in another window, and a click shows the clip', async () => {
  const [id] = await bench.press({ prompt: 'a gull' })
  await vi.waitFor(() => expect(notified()).toMatchObject([{ title: 'Your clip is ready' }]), soon)
  notified()[0]!.click()
  await vi.waitFor(
    () => expect(bench.platform.events).toContainEqual({ name: 'clip.linked', payload: { id } }),
    soon
  )
})
