import { expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { clipLook, type ClipLook } from '@shared/library/listing'
import { packListing } from '@shared/testing/pack-listing'
import { arrange, type Arrangement } from './arrange'
import { ClipList } from './clip-list'

const dayUs = 24 * 3_600_000_000
const { card, picture, missing, exception } = clipLook
const basic: Arrangement = {
  isTable: false,
  lines: [exception],
  mostLines: 3,
  unfolded: new Set(),
  exceptionKeys: []
}

/** Returns a list with these looks on each day, the newest first; keys fall by one second. */
function listOf(...days: readonly (readonly ClipLook[])[]): ClipList {
  const noon = new Date(2025, 4, 20, 12).getTime() * 1000
  const entries = days.flatMap((looks, day) =>
    looks.map((look, index) => ({
      id: crypto.randomUUID() as GenerationId,
      key: noon - day * dayUs - index * 1_000_000,
      shape: 1,
      look
    }))
  )
  return new ClipList(packListing(entries))
}

const orderOf = (list: ClipList, changes: Partial<Arrangement> = {}): readonly number[] => {
  const clips = arrange(list, { ...basic, ...changes })
  return clips.idsBetween(0, clips.length).map((id) => list.positionOf(id))
}

it('keeps the order of a list without exceptions', () => {
  const list = listOf([picture, card, missing], [picture])
  expect(orderOf(list)).toEqual([0, 1, 2, 3])
  expect(arrange(list, basic).days.map(({ blocks }) => blocks.map(({ kind }) => kind))).toEqual([
    ['tiles'],
    ['tiles']
  ])
})

/** Returns a list of presses of so many clips, each in a millisecond of its own. */
function pressesOf(...counts: readonly number[]): ClipList {
  const noon = new Date(2025, 4, 20, 12).getTime()
  const entries = counts.flatMap((count, press) =>
    Array.from({ length: count }, (_, index) => ({
      id: crypto.randomUUID() as GenerationId,
      key: (noon - press) * 1000 + count - 1 - index,
      shape: 1,
      look: picture as ClipLook
    }))
  )
  return new ClipList(packListing(entries))
}

const blocksOf = (list: ClipList, changes: Partial<Arrangement> = {}): unknown =>
  arrange(list, { ...basic, ...changes }).days.map(({ blocks }) =>
    blocks.map(({ kind, start, end, hasHeading }) => [kind, start, end, hasHeading])
  )

it('gives each batch of several a block with a heading, and the clips between two of them one without', () => {
  expect(blocksOf(pressesOf(1, 1, 3, 2, 1))).toEqual([
    [
      ['tiles', 0, 2, false],
      ['tiles', 2, 5, true],
      ['tiles', 5, 7, true],
      ['tiles', 7, 8, false]
    ]
  ])
  expect(blocksOf(pressesOf(2))).toEqual([[['tiles', 0, 2, true]]])
})

it('keeps batches together below the exceptions of a day', () => {
  const list = pressesOf(3, 2)
  expect(blocksOf(list, { exceptionKeys: [list.keys[1]!, list.keys[4]!] })).toEqual([
    [
      ['lines', 0, 2, false],
      ['tiles', 2, 4, true],
      ['tiles', 4, 5, false]
    ]
  ])
})

it('puts the exceptions of a day above its pictures, the newest first', () => {
  const list = listOf([picture, exception, picture], [card, exception, exception])
  expect(orderOf(list)).toEqual([1, 0, 2, 4, 5, 3])
  expect(arrange(list, basic).days).toMatchObject([
    { start: 0, end: 3, blocks: [{ kind: 'lines', start: 0, end: 1, hasFoot: false }, { kind: 'tiles' }] },
    {
      start: 3,
      end: 6,
      blocks: [
        { kind: 'lines', start: 3, end: 5 },
        { kind: 'tiles', start: 5, end: 6 }
      ]
    }
  ])
})

it('folds the exceptions of a day after the first three until it is unfolded', () => {
  const list = listOf([picture, ...Array.from({ length: 5 }, () => exception)], [exception])
  expect(orderOf(list)).toEqual([1, 2, 3, 0, 6])
  const folded = arrange(list, basic)
  expect(folded.days[0]).toMatchObject({ start: 0, end: 4, listed: { start: 0, end: 6 } })
  expect(folded.days[0]?.blocks[0]).toMatchObject({ hasFoot: true })
  expect(folded.positionOf(list.idAt(4)!)).toBe(-1)
  const unfolded = new Set([20250520])
  expect(orderOf(list, { unfolded })).toEqual([1, 2, 3, 4, 5, 0, 6])
  expect(arrange(list, { ...basic, unfolded }).days[0]?.blocks[0]).toMatchObject({ hasFoot: true })
})

it('makes a row of a card that needs the user now', () => {
  const list = listOf([picture, card, card])
  const exceptionKeys = [list.keys[2]!, 1]
  expect(orderOf(list, { exceptionKeys })).toEqual([2, 0, 1])
  expect(arrange(list, { ...basic, exceptionKeys }).lookAt(0)).toBe(exception)
})

it('makes rows of every look that a view asks for', () => {
  expect(orderOf(listOf([picture, card, exception]), { lines: [exception, card] })).toEqual([1, 2, 0])
  expect(orderOf(listOf([picture, card, exception]), { lines: [] })).toEqual([0, 1, 2])
})

it('finds clips by id and by time, whatever their order on screen', () => {
  const list = listOf([picture, exception, exception, exception, exception, picture])
  const clips = arrange(list, basic)
  const ids = clips.idsBetween(0, clips.length)
  expect(ids.map((id) => clips.positionOf(id))).toEqual([0, 1, 2, 3, 4])
  expect(ids.map((_id, position) => clips.idAt(position))).toEqual(ids)
  const all = new Set(list.idsBetween(0, list.length))
  expect(clips.positionsOf(all)).toEqual([0, 1, 2, 3, 4])
  expect(clips.positionsOf(new Set([list.idAt(5)!, list.idAt(1)!]))).toEqual([0, 4])
  expect([clips.idAt(-1), clips.idAt(5)]).toEqual([undefined, undefined])
  expect(clips.positionOfKey(list.keys[1]!)).toBe(0)
  // Folded away: the next older one takes its place.
  expect(clips.positionOfKey(list.keys[4]!)).toBe(4)
})

it('follows the ranks of a list, in parts without headings', () => {
  const count = 2500
  const list = listOf(Array.from({ length: count }, () => picture))
  const { keys, shapes, looks } = list
  // The oldest first, with gaps where clips are gone, and a new one.
  const ranks = Float64Array.from(keys, (_key, position) => (position === 0 ? -1 : (count - position) * 2))
  const sorted = new ClipList({
    keys: keys.slice(),
    shapes: shapes.slice(),
    looks: looks.slice(),
    ids: list.idsBetween(0, count).join(''),
    ranks
  })
  const clips = arrange(sorted, basic)
  const positions = clips.idsBetween(0, count).map((id) => sorted.positionOf(id))
  expect(positions).toEqual([0, ...Array.from({ length: count - 1 }, (_, index) => count - 1 - index)])
  expect(clips.days.map(({ start, end, hasHeading }) => [start, end, hasHeading])).toEqual([
    [0, 1000, false],
    [1000, 2000, false],
    [2000, 2500, false]
  ])
})

it('draws every clip of a table as a row, in the order of the list', () => {
  const list = listOf([picture, exception, card], [exception])
  const clips = arrange(list, { ...basic, isTable: true })
  expect(orderOf(list, { isTable: true })).toEqual([0, 1, 2, 3])
  expect(clips.days.map(({ start, end, blocks }) => [start, end, blocks.map(({ kind }) => kind)])).toEqual([
    [0, 3, ['lines']],
    [3, 4, ['lines']]
  ])
})
