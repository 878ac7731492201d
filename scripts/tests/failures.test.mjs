import { describe, expect, it } from 'vitest'
import { inProject } from '../base/paths.mjs'
import { check } from './step.mjs'
import { failedE2e, failedUnit, failuresText } from './failures.mjs'

const red = (text) => `\u001b[31m${text}\u001b[39m`

describe('the failed tests of a report', () => {
  it('names failed unit tests, and files that could not be run', () => {
    const report = {
      testResults: [
        {
          name: inProject('src/a.test.ts'),
          status: 'failed',
          message: '',
          assertionResults: [
            { fullName: 'a adds', status: 'passed' },
            { fullName: 'a subtracts', status: 'failed', failureMessages: ['expected 1 to be 2\n    at x'] }
          ]
        },
        {
          name: inProject('src/b.test.ts'),
          status: 'failed',
          message: 'No such module',
          assertionResults: []
        }
      ]
    }
    expect(failedUnit(report)).toEqual([
      { test: 'src/a.test.ts: a subtracts', error: 'expected 1 to be 2\n    at x' },
      { test: 'src/b.test.ts: the file', error: 'No such module' }
    ])
  })

  it('names failed end-to-end tests in any group, without colours', () => {
    const failed = { ok: false, file: 'a.spec.ts', line: 7, title: 'plays' }
    const report = {
      errors: [{ message: 'no such option' }],
      suites: [
        {
          specs: [{ ok: true, file: 'a.spec.ts', line: 1, title: 'opens', tests: [] }],
          suites: [
            { specs: [{ ...failed, tests: [{ results: [{ errors: [{ message: red('Timed out') }] }] }] }] }
          ]
        }
      ]
    }
    expect(failedE2e(report)).toEqual([
      { test: 'e2e: outside any test', error: 'no such option' },
      { test: 'e2e/a.spec.ts:7: plays', error: 'Timed out' }
    ])
  })

  it('repeats the end of what a failed end-to-end test printed', () => {
    const stderr = [{ text: `${'early\n'.repeat(60)}` }, { text: red('no space left\n') }]
    const results = [{ errors: [{ message: 'Timed out' }], stderr }]
    const specs = [{ ok: false, file: 'a.spec.ts', line: 7, title: 'plays', tests: [{ results }] }]
    const [{ error }] = failedE2e({ suites: [{ specs }] })
    expect(error.split('\n')).toEqual(['Timed out', ...Array(39).fill('early'), 'no space left'])
  })

  it('repeats the end of what a failed check printed', async () => {
    const run = (script) => check(process.execPath, '-e', script)(() => undefined)
    const many = 'for (let line = 0; line < 60; line += 1) console.error(line)'
    const { counts, failures } = await run(`${many}; process.exitCode = 1`)
    expect(counts).toEqual({ passed: 0, failed: 1 })
    expect(failures).toEqual([
      {
        test: expect.stringContaining('process.exitCode = 1'),
        error: expect.stringMatching(/^20\n[^]*\n59$/)
      }
    ])
    expect(await run('')).toEqual({ ok: true, counts: { passed: 1, failed: 0 } })
  })

  it('describes only the beginning of a long error', () => {
    const error = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n')
    const suites = [
      {
        specs: [
          {
            ok: false,
            file: 'a',
            line: 1,
            title: 't',
            tests: [{ results: [{ errors: [{ message: error }] }] }]
          }
        ]
      }
    ]
    const text = failuresText(failedE2e({ suites }))
    expect(text).toMatch(/^\ne2e\/a:1: t\n {2}line 0\n {2}line 1\n/)
    expect(text).not.toContain('line 20')
  })

  it('says nothing where nothing failed', () => {
    expect(failuresText([])).toBe('')
  })
})
