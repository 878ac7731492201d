import { expect, it } from 'vitest'
import { columnsFor } from './columns'

it.each([
  [430, ['stars', 'length']],
  [500, ['stars', 'length', 'date']],
  [640, ['stars', 'length', 'date', 'cost', 'state']],
  [860, ['stars', 'shot', 'model', 'length', 'shape', 'date', 'cost', 'state']]
])('shows the state of a clip before its model, at %i pixels', (width, names) => {
  expect(columnsFor(width).map(({ name }) => name)).toEqual(names)
})
