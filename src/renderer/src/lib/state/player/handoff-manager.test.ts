import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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
  expect([event.defaultPrevented, handoff.latest]).toEqual([true, [id]])
})

describe('help', () => {
  const { id } = fakeGeneration()
  const isOffered = (started: { readonly tookMs: number; readonly isOver: boolean }): boolean => {
    handoff.drag(dragEvent(), [id])
    expect(handoff.hint).toBeNull()
    handoff.started(started)
    return handoff.hint !== null
  }

  it('is offered after the first drags, and after those that ended at once', () => {
    const long = { tookMs: 4000, isOver: true }
    const helped = Array.from({ length: 5 }, () => isOffered(long))
    expect(helped).toEqual([true, true, true, false, false])
    expect(isOffered({ tookMs: 300, isOver: true })).toBe(true)
  })

  it('waits for the next press where the system says nothing of the drop', () => {
    expect(isOffered({ tookMs: 0, isOver: false })).toBe(false)
    handoff.pressed()
    expect(handoff.hint).toEqual([id])
  })

  it('is not offered for clips that were dropped on this window', () => {
    handoff.drag(dragEvent(), [id])
    handoff.landed()
    handoff.started({ tookMs: 300, isOver: true })
    expect(handoff.hint).toBeNull()
  })
})

it('drags one clip with a file, and says why another cannot be dragged', () => {
  const [ready, waiting] = [fakeGeneration(), fakeGeneration({ state: 'queued' })]
  handoff.dragOne(dragEvent(), ready)
  handoff.dragOne(dragEvent(), waiting)
  expect([fake.sent.map(({ input }) => input), handoff.note?.text]).toEqual([
    [{ ids: [ready.id] }],
    'Not ready yet. You can drag it once it’s on disk.'
  ])
})

it('shows at the pointer why the main process could not begin the drag', () => {
  handoff.drag(dragEvent(), [fakeGeneration().id])
  handoff.refused({ code: 'file_missing', message: 'The file was moved or deleted.', retryable: false })
  expect([handoff.note?.text, handoff.swallowsClick()]).toEqual(['The file was moved or deleted.', false])
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
  const ids = Array.from({ length: 1001 }, () => fakeGeneration().id)
  handoff.drag(dragEvent(), ids)
  expect([fake.sent, handoff.note?.text]).toEqual([[], 'One drag takes at most 1,000 clips.'])
})
