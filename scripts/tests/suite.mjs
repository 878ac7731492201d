import { groupsForTests, setUp } from '../setup/index.mjs'
import { runScript, say } from '../base/say.mjs'
import { summary } from './counts.mjs'
import { failuresText } from './failures.mjs'
import { runSteps } from './run-steps.mjs'

/** Installs what is missing, runs steps, and ends with the failed tests and `N passed, N failed`. */
export function runSuite(steps) {
  return runScript(async () => {
    await setUp(groupsForTests)
    const done = await runSteps(steps, say)
    const failed = done.filter(({ ok }) => !ok).map(({ name }) => name)
    if (failed.length > 0) say(`\nFailed: ${failed.join(', ')}.`)
    process.stdout.write(failuresText(done.flatMap(({ failures = [] }) => failures)))
    process.stdout.write(`${summary(done)}\n`)
    return failed.length === 0 ? 0 : 1
  })
}
