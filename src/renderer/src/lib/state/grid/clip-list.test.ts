import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { GenerationView } from '@shared/generation'
import { listedIds, listingEntry } from '@shared/library/listing'
import { packListing } from '@shared/testing/pack-listing'
import { fakeGeneration } from '$lib/api/fake-rows'
import { ClipList, type ListChange } from './clip-list'

const newestFirst = (rows: readonly GenerationView[]): GenerationView[] =>
  rows.toSorted((a, b) => b.createdAtUs - a.createdAtUs)
const packed = (rows: readonly GenerationView[]) => packListing(newestFirst(rows).map(listingEntry))
const clip = (createdAtUs: number, changes: Partial<GenerationView> = {}): GenerationView =>
  fakeGeneration({ createdAtUs, ...changes })
const contents = (list: ClipList) => ({
  keys: [...list.keys],
  shapes: [...list.shapes],
  looks: [...list.looks],
  ids: list.idsBetween(0, list.length)
})

it('becomes what a list of the changed rows would be, for any changes', () => {
  const keys = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 12 })
  fc.assert(
    fc.property(keys, keys, keys, (listed, put, removed) => {
      const before = listed.map((key) => clip(key))
      const added = put.map((key) => {
        const known = before.find(({ createdAtUs }) => createdAtUs === key)
        const request = { modelId: 'veo-3.1-fast', prompt: 'changed', aspectRatio: '9:16' }
        return clip(key, { ...(known && { id: known.id }), request, videos: [] })
      })
      const gone = removed.filter((key) => !put.includes(key))
      const changes: ListChange[] = [
        ...added.map((generation) => ({ key: generation.createdAtUs, generation })),
        ...gone.map((key) => ({ key, generation: null }))
      ]
      const touched = new Set(changes.map(({ key }) => key))
      const expected = [...before.filter(({ createdAtUs }) => !touched.has(createdAtUs)), ...added]
      const after = new ClipList(packed(before)).with(changes)
      expect(contents(after)).toEqual(contents(new ClipList(packed(expected))))
    })
  )
})

it('is the same list where nothing of it changed', () => {
  const rows = [clip(3), clip(1)]
  const list = new ClipList(packed(rows))
  const changes = [
    { key: 3, generation: rows[0]! },
    { key: 2, generation: null }
  ]
  expect(list.with(changes)).toBe(list)
})

it('finds clips by id and by time', () => {
  const rows = newestFirst(Array.from({ length: 30 }, (_, index) => clip(index * 10)))
  const list = new ClipList(packed(rows))
  expect(rows.map(({ id }) => list.positionOf(id))).toEqual(rows.map((_row, position) => position))
  expect(list.positionOf(clip(5).id)).toBe(-1)
  expect([list.positionAt(1000), list.positionAt(285), list.positionAt(-1)]).toEqual([0, 1, 30])
  expect([list.has(280), list.has(285)]).toEqual([true, false])
})

it('returns positions of few and of many clips in order', () => {
  const list = new ClipList(packed(Array.from({ length: 40 }, (_, index) => clip(index))))
  const ids = listedIds(packed([])).concat(list.idsBetween(0, 40))
  const wanted = [30, 3, 17]
  const other = clip(99).id
  expect(list.positionsOf(new Set([...wanted.map((at) => ids[at]!), other]))).toEqual([3, 17, 30])
  expect(list.positionsOf(new Set([other, ...ids.toReversed()]))).toEqual(ids.map((_id, at) => at))
})

it('keeps the places of another order, and puts what is new first', () => {
  const rows = [clip(4), clip(3), clip(2)]
  const sorted = new ClipList({ ...packed(rows), ranks: Float64Array.of(2, 0, 1) })
  const changed = clip(3, { id: rows[1]!.id, videos: [] })
  const after = sorted.with([
    { key: 3, generation: changed },
    { key: 2, generation: null },
    { key: 9, generation: clip(9) },
    { key: 8, generation: clip(8) }
  ])
  expect([...after.keys]).toEqual([9, 8, 4, 3])
  expect([...after.ranks]).toEqual([-1, -2, 2, 0])
})
