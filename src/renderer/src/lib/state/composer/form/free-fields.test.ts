import { expect, it } from 'vitest'
import { fieldsOf, rowProblem, rowsOf } from './free-fields'

it('infers the type of a value from its text', () => {
  const texts = ['true', 'false', '7', '-0.5', '007', '1e3', '', ' a b']
  const rows = texts.map((text, index) => ({ name: `field_${index}`, text }))
  expect(Object.values(fieldsOf(rows))).toEqual([true, false, 7, -0.5, '007', '1e3', '', ' a b'])
})

it('leaves out rows that cannot be sent', () => {
  const rows = [
    { name: 'seed', text: '7' },
    { name: 'key', text: 'x' },
    { name: 'Seed', text: '8' },
    { name: '', text: '' }
  ]
  expect(rows.map((row) => rowProblem(row, rows) === null)).toEqual([true, false, false, true])
  expect(fieldsOf(rows)).toEqual({ seed: 7 })
  expect(fieldsOf(rowsOf({ seed: 7, loop: true }))).toEqual({ seed: 7, loop: true })
})
