import { existsSync, readFileSync, rmSync } from 'node:fs'
import { buildIfNeeded } from '../app/build.mjs'
import { checkHeadlessDesktop } from '../app/headless-desktop.mjs'
import { packageIfNeeded } from '../app/package.mjs'
import { inProject } from '../setup/paths.mjs'
import { runTool } from '../setup/tool.mjs'
import { countE2e, countUnit } from './counts.mjs'

const unitReport = '.cache/reports/unit.json'
const e2eReport = '.cache/reports/e2e.json'

const tool =
  (command, ...args) =>
  async () => ({ ok: (await runTool(command, args)) === 0 })

/** Runs a test runner and reads its report, which an earlier run must not have left. */
function tests(report, count, command, ...args) {
  return async () => {
    const file = inProject(report)
    rmSync(file, { force: true })
    const ok = (await runTool(command, args)) === 0
    return existsSync(file) ? { ok, counts: count(JSON.parse(readFileSync(file, 'utf8'))) } : { ok: false }
  }
}

const prepared = (prepare) => async () => {
  await prepare()
  return { ok: true }
}

async function runE2e() {
  checkHeadlessDesktop({ windowManager: true })
  return await tests(e2eReport, countE2e, 'playwright', 'test')()
}

/** What `npm test` runs, in order. `needs` names the steps without whose success a step makes no sense. */
export const steps = [
  { name: 'types', run: tool('npm', 'run', '--silent', 'types') },
  { name: 'lint', run: tool('npm', 'run', '--silent', 'lint') },
  { name: 'format', run: tool('npm', 'run', '--silent', 'format') },
  {
    name: 'unit tests',
    run: tests(
      unitReport,
      countUnit,
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unitReport}`
    )
  },
  { name: 'build', run: prepared(buildIfNeeded) },
  { name: 'package', needs: ['build'], run: prepared(packageIfNeeded) },
  { name: 'e2e', needs: ['build', 'package'], run: runE2e }
]
