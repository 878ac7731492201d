import { expect, it } from 'vitest'
import { clipLook } from '@shared/library/listing'
import { fakeGeneration } from '$lib/api/fake-rows'
import { reuseTiles, type PlacedTile } from './placed-tile'

const tileOf = (index: number): PlacedTile => {
  const generation = fakeGeneration()
  return {
    id: generation.id,
    index,
    generation,
    kind: 'tiles',
    look: clipLook.picture,
    left: 0,
    top: 0,
    width: 100,
    height: 50
  }
}

it('keeps the objects of tiles that did not change', () => {
  const before = [tileOf(0), tileOf(1), tileOf(2)]
  const moved = { ...before[1]!, top: 58 }
  const other = tileOf(3)
  const tiles = reuseTiles(before, [{ ...before[0]! }, moved, other])
  expect([tiles[0] === before[0], tiles[1] === moved, tiles[2] === other]).toEqual([true, true, true])
})
