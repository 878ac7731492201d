import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inProject } from '../base/paths.mjs'

let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-ci-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs `.ci/run` with a fake `npm` that runs the given commands as the two suites. */
function runCi(everyday, full) {
  const script = `#!/bin/sh\nif [ "$1" = test ]; then ${everyday}; else ${full}; fi\n`
  writeFileSync(join(folder, 'npm'), script, { mode: 0o755 })
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` }
  const { stdout, status } = spawnSync(inProject('.ci/run'), { env, encoding: 'utf8' })
  return { status, lines: stdout.trimEnd().split('\n') }
}

describe.runIf(process.platform !== 'win32')('.ci/run', () => {
  it('runs both suites and ends with the sum', () => {
    expect(runCi('echo "7 passed, 0 failed"', 'echo "3 passed, 0 failed"')).toEqual({
      status: 0,
      lines: ['7 passed, 0 failed', '3 passed, 0 failed', '10 passed, 0 failed']
    })
  })

  it('runs the second suite where the first fails, and fails', () => {
    const { status, lines } = runCi('echo "7 passed, 2 failed"; exit 1', 'echo "3 passed, 0 failed"')
    expect([status, lines.at(-1)]).toEqual([1, '10 passed, 2 failed'])
  })

  it('tells again at its end what failed in the first', () => {
    const everyday = 'echo "far above"; echo "Failed: unit."; echo "7 passed, 2 failed"; exit 1'
    const { lines } = runCi(everyday, 'echo "3 passed, 0 failed"')
    expect(lines.slice(lines.indexOf('3 passed, 0 failed') + 1)).toEqual([
      '',
      'In the everyday tests:',
      'Failed: unit.',
      '7 passed, 2 failed',
      '',
      '10 passed, 2 failed'
    ])
  })

  it('fails where a suite ends without a count', () => {
    const { status, lines } = runCi('exit 1', 'echo "3 passed, 0 failed"')
    expect([status, lines.at(-1)]).toEqual([1, '3 passed, 1 failed'])
  })
})
