import { beforeEach, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { clipLook } from '@shared/library/listing'
import { packListing } from '@shared/testing/pack-listing'
import { ClipList } from '../grid/clip-list'
import { SelectionManager } from './selection-manager.svelte'

const ids = Array.from({ length: 5 }, () => crypto.randomUUID() as GenerationId)
const [a, b, c, d, e] = ids as [GenerationId, GenerationId, GenerationId, GenerationId, GenerationId]
const order = new ClipList(
  packListing(ids.map((id, position) => ({ id, key: 5 - position, shape: 1, look: clipLook.picture })))
)
let selection: SelectionManager

beforeEach(() => {
  selection = new SelectionManager(() => order)
})

it('extends the range from its anchor in both directions', () => {
  selection.select(c)
  selection.extendTo(e)
  expect(selection.inOrder()).toEqual([c, d, e])
  selection.extendTo(a)
  expect(selection.inOrder()).toEqual([a, b, c])
})

it('returns the selection in screen order', () => {
  for (const id of [e, a, c]) selection.toggle(id)
  expect(selection.inOrder()).toEqual([a, c, e])
  selection.toggle(a)
  expect(selection.inOrder()).toEqual([c, e])
})

it('shows the last clicked clip while it is selected', () => {
  selection.toggle(b)
  selection.toggle(d)
  expect(selection.shown).toBe(d)
  selection.toggle(d)
  expect(selection.shown).toBe(b)
  selection.clear()
  expect(selection.shown).toBeNull()
})

it('shows the inspector what was selected before it ran through the list, until it settles', () => {
  selection.select(a)
  for (const id of [b, c]) {
    selection.run()
    selection.select(id)
  }
  expect([selection.shown, selection.inspected.shown]).toEqual([c, a])
  selection.settle()
  expect(selection.inspected).toEqual({ shown: c, positions: [2] })
})

it('selects everything and keeps the focus', () => {
  selection.select(d)
  selection.selectAll()
  expect([selection.size, selection.active]).toEqual([5, d])
})

it('selects the clip in the place of a deleted one', () => {
  selection.select(b)
  selection.remove([b], c)
  expect([selection.inOrder(), selection.active]).toEqual([[c], c])
  selection.remove([c], null)
  expect([selection.size, selection.active]).toEqual([0, null])
})
