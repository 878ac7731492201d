import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration, fakeVideo } from '$lib/api/fake-rows'
import { HandoffManager } from './handoff-manager.svelte'

let fake: FakeBridge
let handoff: HandoffManager
const dragEvent = (): DragEvent => new Event('dragstart', { cancelable: true }) as DragEvent

beforeEach(() => {
  vi.useFakeTimers()
  fake = new FakeBridge()
  handoff = new HandoffManager(createClient(fake.bridge))
})
afterEach(() => vi.useRealTimers())

it('sends in the same turn and stops the drag of the page', () => {
  const event = dragEvent()
  const { id } = fakeVideo()
  handoff.drag(event, [id])
  expect(fake.sent).toEqual([{ name: 'handoff.drag', input: { ids: [id] } }])
  expect([event.defaultPrevented, handoff.dragged]).toEqual([true, [id]])
})

it('swallows the click that follows a drag, and no other', () => {
  handoff.drag(dragEvent(), [fakeVideo().id])
  expect([handoff.swallowsClick(), handoff.swallowsClick()]).toEqual([true, false])
  handoff.drag(dragEvent(), [fakeVideo().id])
  handoff.settle()
  handoff.pressed()
  expect(handoff.swallowsClick()).toBe(false)
})

it('lets nothing go that has no file, and says why for a moment', () => {
  const event = dragEvent()
  handoff.refuse(event, fakeGeneration({ state: 'processing' }), undefined)
  expect([event.defaultPrevented, fake.sent, handoff.note?.text]).toEqual([
    true,
    [],
    'Not made yet. You can drag it when it is on disk.'
  ])
  vi.advanceTimersByTime(3000)
  expect(handoff.note).toBeNull()
})

it('refuses more files than one drag takes, instead of leaving some behind', () => {
  const ids = Array.from({ length: 101 }, () => fakeVideo().id)
  handoff.drag(dragEvent(), ids)
  expect([fake.sent, handoff.note?.text]).toEqual([[], 'One drag takes at most 100 files.'])
})
