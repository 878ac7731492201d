import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { mostTakes } from '@shared/library/annotations'
import type { ItemId } from '@shared/library/items'
import { takeCounter } from './take-counter'

const [shot, other] = [randomUUID(), randomUUID()] as string[] as [ItemId, ItemId]

it('counts the takes of each shot on from the last one', () => {
  const nextTake = takeCounter({ nextTake: (of) => (of === shot ? 3 : 1) })
  expect([shot, shot, other, shot].map(nextTake)).toEqual([3, 4, 1, 5])
})

it('never gives a number that cannot be read back', () => {
  const nextTake = takeCounter({ nextTake: () => mostTakes })
  expect([nextTake(shot), nextTake(shot)]).toEqual([mostTakes, mostTakes])
  expect(takeCounter({ nextTake: () => mostTakes + 1 })(shot)).toBe(mostTakes)
})
