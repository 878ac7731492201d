import { describe, expect, it } from 'vitest'
import { countE2e, countUnit, skippedE2e, skippedUnit, summary } from './counts.mjs'

describe('counting tests', () => {
  it('reads both reports and counts no skipped test as passed', () => {
    expect(
      countUnit({ numTotalTests: 10, numPassedTests: 7, numFailedTests: 1, numPendingTests: 1 })
    ).toEqual({ passed: 7, failed: 2 })
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 1 }
    expect(countE2e({ stats, errors: [{ message: 'a spec could not be loaded' }] })).toEqual({
      passed: 5,
      failed: 4
    })
  })

  it('names skipped tests', () => {
    const assertionResults = [
      { fullName: 'runs', status: 'passed' },
      { fullName: 'needs a mount', status: 'skipped' }
    ]
    expect(skippedUnit({ testResults: [{ assertionResults }] })).toEqual(['needs a mount'])
  })

  it('counts a skipped end-to-end test with a reason as skipped, and without one as failed', () => {
    const skipped = (title, annotations) => ({ title, tests: [{ status: 'skipped', annotations }] })
    const report = {
      stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 2 },
      errors: [],
      suites: [
        {
          specs: [skipped('was never begun', [])],
          suites: [{ specs: [skipped('pulls a disk', [{ type: 'skip', description: 'no mounts' }])] }]
        }
      ]
    }
    expect(skippedE2e(report)).toEqual(['pulls a disk (no mounts)'])
    expect(countE2e(report)).toEqual({ passed: 5, failed: 1 })
  })

  it('sums them up', () => {
    const steps = [
      { ok: true },
      { ok: true, counts: { passed: 8, failed: 0 } },
      { ok: true, counts: { passed: 5, failed: 0 } }
    ]
    expect(summary(steps)).toBe('13 passed, 0 failed')
  })

  it('never says 0 failed when a step failed', () => {
    expect(summary([{ ok: false }, { ok: true, counts: { passed: 8, failed: 0 } }])).toBe(
      '8 passed, 1 failed'
    )
    expect(summary([{ ok: false, counts: { passed: 8, failed: 2 } }])).toBe('8 passed, 2 failed')
    expect(summary([{ ok: false, counts: { passed: 0, failed: 0 } }])).toBe('0 passed, 1 failed')
  })
})
