import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import { HandoffManager } from './handoff-manager.svelte'

let fake: FakeBridge
let handoff: HandoffManager
const dragEvent = (): DragEvent => new Event('dragstart', { cancelable: true }) as DragEvent

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  fake = new FakeBridge()
  handoff = new HandoffManager(createClient(fake.bridge))
})
afterEach(() => vi.useRealTimers())

it('starts the file drag synchronously and cancels the page drag', () => {
  const event = dragEvent()
  const { id } = fakeGeneration()
  handoff.drag(event, [id])
  expect(fake.sent).toEqual([{ name: 'handoff.drag', input: { ids: [id] } }])
  expect([event.defaultPrevented, handoff.dragged]).toEqual([true, [id]])
})

it('offers help after the first drags only', () => {
  const { id } = fakeGeneration()
  const helped = Array.from({ length: 5 }, () => {
    handoff.drag(dragEvent(), [id])
    const isHelped = handoff.dragged !== null
    handoff.dismissHint()
    return isHelped
  })
  expect(helped).toEqual([true, true, true, false, false])
})

it('ignores only the click right after a drag', () => {
  handoff.drag(dragEvent(), [fakeGeneration().id])
  expect([handoff.swallowsClick(), handoff.swallowsClick()]).toEqual([true, false])
  handoff.drag(dragEvent(), [fakeGeneration().id])
  handoff.settle()
  handoff.pressed()
  expect(handoff.swallowsClick()).toBe(false)
})

it('refuses a drag without a file and shows why briefly', () => {
  const event = dragEvent()
  handoff.refuse(event, fakeGeneration({ state: 'processing' }), undefined)
  expect([event.defaultPrevented, fake.sent, handoff.note?.text]).toEqual([
    true,
    [],
    'Not ready yet. You can drag it once it’s on disk.'
  ])
  vi.advanceTimersByTime(3000)
  expect(handoff.note).toBeNull()
})

it('refuses more clips than one drag can carry', () => {
  const ids = Array.from({ length: 101 }, () => fakeGeneration().id)
  handoff.drag(dragEvent(), ids)
  expect([fake.sent, handoff.note?.text]).toEqual([[], 'One drag takes at most 100 clips.'])
})
