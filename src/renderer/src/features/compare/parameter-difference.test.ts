import { expect, it } from 'vitest'
import { fakeGeneration } from '$lib/api/fake-rows'
import { columnsFor } from './layout'
import { parameterDifference } from './parameter-difference'

it('lists what differs, and nothing that is the same', () => {
  const one = fakeGeneration({})
  const other = {
    ...one,
    modelName: 'Another model',
    request: { ...one.request, durationSeconds: 5, further: { seed: 7 } }
  }
  const rows = parameterDifference([one, other])
  expect(rows.map(({ name }) => name)).toEqual(['Model', 'Duration', 'seed'])
  expect(rows.at(-1)?.values).toEqual([null, '7'])
  expect(parameterDifference([one, one])).toEqual([])
})

it('puts upright clips into one row, and four wide ones into two', () => {
  const wide = 16 / 9
  const columns = [
    [wide, wide],
    [wide, wide, wide],
    [wide, wide, wide, wide],
    [0.56, 0.56, 0.56, 0.56]
  ]
  expect(columns.map((shapes) => columnsFor(shapes))).toEqual([2, 2, 2, 4])
})
