import { buildIfNeeded } from '../app/build.mjs'
import { checkHeadlessDesktop } from '../app/headless-desktop.mjs'
import { packageIfNeeded } from '../app/package.mjs'
import { countE2e, countMutants, countUnit, skippedE2e, skippedUnit } from './counts.mjs'
import { failedE2e, failedUnit } from './failures.mjs'
import { check, prepared, quietTool, tests } from './step.mjs'

const named = (skipped) => skipped.map((title) => `Not run on this machine: ${title}\n`).join('')
const readUnit = (report) => ({
  counts: countUnit(report),
  failures: failedUnit(report),
  said: named(skippedUnit(report))
})
const readE2e = (report) => ({
  counts: countE2e(report),
  failures: failedE2e(report),
  said: named(skippedE2e(report))
})
const readMutants = (report) => ({ counts: countMutants(report) })

const reportOf = (name) => `.cache/reports/${name}.json`

/** Runs Vitest on the tests of some projects (vitest.config.ts). */
const unitTests = (name, ...args) =>
  tests(
    { report: reportOf(name), read: readUnit },
    'vitest',
    'run',
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportOf(name)}`
  )

/** Runs Playwright on one of its projects (playwright.config.ts). */
const e2eTests = (project) => (heard) => {
  checkHeadlessDesktop({ windowManager: true })
  return tests(
    { report: '.cache/reports/e2e.json', read: readE2e },
    'playwright',
    'test',
    `--project=${project}`
  )(heard)
}

const build = { name: 'build', run: prepared(buildIfNeeded) }
const pack = { name: 'package', needs: ['build'], run: prepared(packageIfNeeded) }

/** A check of the sources. Runs beside the unit tests, which wait for much of their time. */
const ofSources = (name) => ({
  name,
  beside: true,
  run: quietTool(`.cache/reports/${name}.log`, 'npm', 'run', '--silent', name)
})

/**
 * Steps of `npm test`, in order: enough to trust a change, and meant to take eight minutes on two cores. `needs` names
 * the steps that must pass first.
 */
export const steps = [
  ...['lint', 'types', 'unused', 'format'].map(ofSources),
  { name: 'unit tests', run: unitTests('unit', '--project=node', '--project=renderer') },
  build,
  pack,
  { name: 'e2e', alone: true, needs: ['build', 'package'], run: e2eTests('e2e') }
]

/** Steps that only `npm run test:full` runs: slow, and they rarely fail. */
export const fullSteps = [
  {
    // With the short ones again: together they cover enough branches of the engine and the downloads, or this fails.
    name: 'long unit tests',
    run: unitTests(
      'unit-full',
      '--project=node',
      '--project=full',
      '--coverage',
      '--coverage.reporter=text-summary'
    )
  },
  build,
  pack,
  // All of them, those of `npm test` as well: this program is the one that users install.
  { name: 'e2e of the package', needs: ['package'], run: e2eTests('packaged') },
  { name: 'Debian package', needs: ['package'], run: check('node', 'scripts/debian/test-deb.mjs') },
  {
    name: '200 kills of the engine',
    run: check('node', 'scripts/chaos.mjs', '--cycles', '200', '--seed', '7')
  },
  {
    name: '20 kills of the app',
    needs: ['build'],
    run: check('node', 'scripts/chaos.mjs', '--app', '--cycles', '20', '--seed', '7')
  },
  {
    // Whether everything can be measured; the figures of a shared machine prove nothing.
    name: 'bench, quickly',
    needs: ['build'],
    run: check('node', 'scripts/bench.mjs', '--quick')
  },
  {
    name: 'mutation, a part',
    run: tests(
      { report: reportOf('mutation'), read: readMutants },
      'node',
      'scripts/mutation.mjs',
      '--part=1/12',
      `--report=${reportOf('mutation')}`
    )
  }
]
