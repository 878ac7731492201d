import { describe, expect, it } from 'vitest'
import { measurement } from './measurement'
import type { Results } from './results'
import { number, tableOf } from './table'

const results: Results = {
  version: 1,
  atMs: Date.UTC(2026, 10, 28, 12, 30),
  runtime: 'Electron 45.4.1',
  platform: 'linux x64',
  cores: 2,
  processor: 'any',
  packaged: false,
  quick: false,
  runs: 3,
  failures: [],
  measurements: [
    measurement({
      measure: 'start',
      what: 'start to first tile',
      size: 10_000,
      unit: 'ms',
      values: [1500, 1600, 1700],
      floor: { what: 'bare window', values: [1000, 1000, 1000] },
      budget: { of: 'ratio', limit: 1.3, is: 'at_most' }
    }),
    measurement({
      measure: 'search',
      what: 'search',
      unit: 'ms',
      values: [4.321],
      budget: { of: 'p95', limit: 16, is: 'at_most' }
    })
  ]
}

describe('the table', () => {
  it('has a line for each measurement, in columns, and says in the end what is not held', () => {
    expect(tableOf(results).split('\n')).toEqual([
      'what                 clips   measured                floor              ratio   budget',
      '-------------------  ------  ----------------------  -----------------  ------  -----------------------------  ----',
      'start to first tile  10,000  1,600 ± 100 (1,690) ms  1,000 bare window  1.60 ×  ratio ≤ 1.3                    OVER',
      'search                       4.32 ± 0 (4.32) ms                                 95th percentile ≤ 16, is 4.32  held',
      '',
      'Electron 45.4.1, 2 cores, 2026-11-28 12:30 UTC. Measured: median ± spread (95th percentile).',
      '1 of 2 budgets are not held.'
    ])
  })

  it('says so where all are held', () => {
    const held = results.measurements.filter(({ isHeld }) => isHeld)
    expect(tableOf({ ...results, measurements: held })).toMatch(/\nAll 1 budgets are held\.$/)
  })

  it('writes numbers with as many digits as mean something', () => {
    expect([0, 0.12345, 9.876, 45.67, 123.45, 12_345.6].map(number)).toEqual([
      '0',
      '0.123',
      '9.88',
      '45.7',
      '123',
      '12,346'
    ])
  })
})
