import { expect, it } from 'vitest'
import { daysOf } from './days'
import { monthAt, monthsOf } from './months'

const at = (...parts: [number, number, number, number?]): number => new Date(...parts).getTime() * 1000

it('groups clips by local day', () => {
  const keys = [at(2025, 2, 31, 0), at(2025, 2, 30, 23), at(2025, 2, 30, 0), at(2024, 11, 31, 12)]
  expect(daysOf(Float64Array.from(keys))).toEqual([
    { day: 20250331, start: 0, end: 1 },
    { day: 20250330, start: 1, end: 3 },
    { day: 20241231, start: 3, end: 4 }
  ])
  expect(daysOf(new Float64Array())).toEqual([])
})

it('finds where each month begins', () => {
  const section = (day: number, top: number) => ({ day, top }) as Parameters<typeof monthsOf>[0][number]
  const months = monthsOf([section(20250331, 0), section(20250330, 500), section(20241231, 900)])
  expect(months).toEqual([
    { year: 2025, month: 3, top: 0 },
    { year: 2024, month: 12, top: 900 }
  ])
  expect([monthAt(months, 899), monthAt(months, 5000)]).toEqual(months)
})
