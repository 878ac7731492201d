import { groupsForTests, setUp } from '../setup/index.mjs'
import { runScript, say } from '../base/say.mjs'
import { summary } from './counts.mjs'
import { runSteps } from './run-steps.mjs'

/** Installs what is missing, runs steps, and prints `N passed, N failed` last.  */
export function runSuite(steps) {
  return runScript(async () => {
    await setUp(groupsForTests)
    const done = await runSteps(steps, say)
    const failures = done.filter(({ ok }) => !ok).map(({ name }) => name)
    if (failures.length > 0) say(`\nFailed: ${failures.join(', ')}.`)
    process.stdout.write(`${summary(done)}\n`)
    return failures.length === 0 ? 0 : 1
  })
}
