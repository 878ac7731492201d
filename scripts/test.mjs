/** `npm test`: everything that says whether the project is in order. */
import { groupsForTests, setUp } from './setup/index.mjs'
import { runScript, say } from './setup/say.mjs'
import { summary } from './tests/counts.mjs'
import { runSteps } from './tests/run-steps.mjs'
import { steps } from './tests/steps.mjs'

runScript(async () => {
  await setUp(groupsForTests)
  const done = await runSteps(steps, say)
  const failures = done.filter(({ ok }) => !ok).map(({ name }) => name)
  if (failures.length > 0) say(`\nFailed: ${failures.join(', ')}.`)
  process.stdout.write(`${summary(done)}\n`)
  return failures.length === 0 ? 0 : 1
})
