import { expect, it } from 'vitest'
import { FakeClock } from '../base/testing/fake-clock'
import { UnsavedInput } from './unsaved-input'

const isDone = async (promise: Promise<void>): Promise<boolean> => {
  let done = false
  void promise.then(() => (done = true))
  await new Promise((resolve) => setImmediate(resolve))
  return done
}

it('waits until the window has saved', async () => {
  let asked = 0
  const unsaved = new UnsavedInput({ clock: new FakeClock(), askWindow: () => (asked += 1) })
  const saving = unsaved.save()
  expect([asked, await isDone(saving)]).toEqual([1, false])
  unsaved.noteSaved()
  expect(await isDone(saving)).toBe(true)
})

it('does not wait for ever for a window that hangs', async () => {
  const clock = new FakeClock()
  const saving = new UnsavedInput({ clock, askWindow: () => undefined }).save()
  clock.advance(1_000)
  expect(await isDone(saving)).toBe(true)
})
