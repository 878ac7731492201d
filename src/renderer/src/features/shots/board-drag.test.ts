import { beforeEach, expect, it, vi } from 'vitest'
import type { ItemId } from '@shared/library/items'
import { BoardDrag } from './board-drag.svelte'

const [one, two, three] = ['one', 'two', 'three'] as unknown as [ItemId, ItemId, ItemId]
const rowHeight = 100
const moveShot = vi.fn<(id: ItemId, before: ItemId | null) => void>()
const moveClips = vi.fn<(files: readonly File[], shot: ItemId) => boolean>()
let isDraggingClips: boolean
let drag: BoardDrag

const event = (type: string): DragEvent => new Event(type, { cancelable: true }) as DragEvent
/** Moves the pointer over the board, and returns whether it can drop there. */
const over = (y: number, types: readonly string[] = []): boolean => {
  const moved = Object.assign(event('dragover'), { dataTransfer: { types } })
  drag.over(moved, y)
  return moved.defaultPrevented
}
const drop = (): boolean => {
  const dropped = event('drop')
  drag.drop(dropped)
  return dropped.defaultPrevented
}

beforeEach(() => {
  isDraggingClips = false
  moveShot.mockReset()
  moveClips.mockReset().mockReturnValue(true)
  drag = new BoardDrag({
    shots: () => [one, two, three].map((id) => ({ id })),
    rowHeight,
    isDraggingClips: () => isDraggingClips,
    moveShot,
    moveClips
  })
})

it('moves a shot before the nearest edge of a row, or to the end', () => {
  for (const [y, before] of [
    [140, two],
    [160, three],
    [290, null]
  ] as const) {
    drag.start(event('dragstart'), one)
    expect(over(y)).toBe(true)
    expect(drag.before).toBe(before ?? 'end')
    expect([drop(), drag.before]).toEqual([true, null])
    expect(moveShot).toHaveBeenLastCalledWith(one, before)
  }
  expect(moveClips).not.toHaveBeenCalled()
})

it('leaves a shot that is dropped on itself', () => {
  drag.start(event('dragstart'), two)
  over(110)
  expect([drag.before, drop()]).toEqual([two, true])
  expect(moveShot).not.toHaveBeenCalled()
})

it('moves clips into the shot under the pointer', () => {
  isDraggingClips = true
  expect([over(190), drag.into]).toEqual([true, two])
  expect([drop(), drag.into]).toEqual([true, null])
  expect(moveClips).toHaveBeenCalledWith([], two)
})

it('moves no clips below the last row, or once the pointer has left', () => {
  isDraggingClips = true
  over(350)
  expect([drag.into, drop()]).toEqual([null, false])
  over(50)
  drag.leave()
  expect([drag.into, drop()]).toEqual([null, false])
  expect(moveClips).not.toHaveBeenCalled()
})

it('leaves files of other programs to the window', () => {
  expect([over(50), drop()]).toEqual([false, false])
  isDraggingClips = true
  over(50)
  moveClips.mockReturnValue(false)
  expect(drop()).toBe(false)
})

it('takes files for no shot whose drag never ended', () => {
  drag.start(event('dragstart'), one)
  expect([over(290, ['Files']), drop()]).toEqual([false, false])
  drag.start(event('dragstart'), one)
  isDraggingClips = true
  expect([over(290, ['Files']), drag.into, drop()]).toEqual([true, three, true])
  expect(moveShot).not.toHaveBeenCalled()
})
