import { expect, it } from 'vitest'
import { groupPlanned } from './batch-groups'
import { placeAlone } from './batch-place'
import type { PlannedRequest } from './batch-plan'

const planned = (prompt: string, modelId: string, take = 1, line: number | null = null): PlannedRequest => ({
  request: { prompt, modelId },
  place: { ...placeAlone, take, row: line === null ? null : { line, cells: [] } },
  price: { about: 1, most: 1 }
})
const shape = (requests: readonly PlannedRequest[]): unknown =>
  groupPlanned(requests).map(({ prompt, orders }) => [
    prompt,
    orders.map(({ planned: { request }, count, lines }) => [request.modelId, count, lines])
  ])

it('groups takes, and models by prompt, in sending order', () => {
  expect(
    shape([
      planned('a', 'x'),
      planned('a', 'x', 2),
      planned('a', 'y'),
      planned('a', 'y', 2),
      planned('b', 'x')
    ])
  ).toEqual([
    [
      'a',
      [
        ['x', 2, []],
        ['y', 2, []]
      ]
    ],
    ['b', [['x', 1, []]]]
  ])
})

it('groups the same prompt from several rows and lists their lines', () => {
  expect(shape([planned('a', 'x', 1, 1), planned('b', 'x', 1, 2), planned('a', 'x', 1, 3)])).toEqual([
    ['a', [['x', 2, [1, 3]]]],
    ['b', [['x', 1, [2]]]]
  ])
})

it('separates requests that differ only in a setting', () => {
  const long: PlannedRequest = {
    ...planned('a', 'x'),
    request: { prompt: 'a', modelId: 'x', durationSeconds: 8 }
  }
  expect(groupPlanned([planned('a', 'x'), long])[0]?.orders).toHaveLength(2)
})
