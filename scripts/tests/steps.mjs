import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { buildIfNeeded } from '../app/build.mjs'
import { checkHeadlessDesktop } from '../app/headless-desktop.mjs'
import { packageIfNeeded } from '../app/package.mjs'
import { inProject } from '../setup/paths.mjs'
import { runTool } from '../setup/tool.mjs'
import { countE2e, countUnit, skippedE2e, skippedUnit } from './counts.mjs'

const unitReport = '.cache/reports/unit.json'
const e2eReport = '.cache/reports/e2e.json'

const tool =
  (command, ...args) =>
  async () => ({ ok: (await runTool(command, args)) === 0 })

/** Runs a tool whose words are kept until it is done. */
function quietTool(log, command, ...args) {
  return async () => {
    const file = inProject(log)
    mkdirSync(dirname(file), { recursive: true })
    const output = openSync(file, 'w')
    try {
      const ok = (await runTool(command, args, { stdio: ['ignore', output, output] })) === 0
      return { ok, said: readFileSync(file, 'utf8') }
    } finally {
      closeSync(output)
    }
  }
}

/** Runs a test runner and reads its report, which an earlier run must not have left. */
function tests(report, read, command, ...args) {
  return async () => {
    const file = inProject(report)
    rmSync(file, { force: true })
    const ok = (await runTool(command, args)) === 0
    return existsSync(file) ? { ok, ...read(JSON.parse(readFileSync(file, 'utf8'))) } : { ok: false }
  }
}

const named = (skipped) => skipped.map((title) => `Not run on this machine: ${title}\n`).join('')
const readUnit = (report) => ({ counts: countUnit(report), said: named(skippedUnit(report)) })
const readE2e = (report) => ({ counts: countE2e(report), said: named(skippedE2e(report)) })

const prepared = (prepare) => async () => {
  await prepare()
  return { ok: true }
}

async function runE2e() {
  checkHeadlessDesktop({ windowManager: true })
  return await tests(e2eReport, readE2e, 'playwright', 'test')()
}

/**
 * What `npm test` runs, in order. `needs` names the steps without whose success a step makes no sense. The linter
 * uses one core for longer than all other checks take on another, so it runs beside them.
 */
export const steps = [
  {
    name: 'lint',
    beside: true,
    run: quietTool('.cache/reports/lint.log', 'npm', 'run', '--silent', 'lint')
  },
  { name: 'types', run: tool('npm', 'run', '--silent', 'types') },
  { name: 'format', run: tool('npm', 'run', '--silent', 'format') },
  {
    name: 'unit tests',
    run: tests(
      unitReport,
      readUnit,
      'vitest',
      'run',
      // It costs seconds, and says no where too few branches of the engine and the downloads are reached.
      '--coverage',
      '--coverage.reporter=text-summary',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unitReport}`
    )
  },
  { name: 'build', run: prepared(buildIfNeeded) },
  { name: 'package', needs: ['build'], run: prepared(packageIfNeeded) },
  { name: 'e2e', alone: true, needs: ['build', 'package'], run: runE2e }
]
