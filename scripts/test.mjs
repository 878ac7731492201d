/** `npm test`: everything that says whether the project is in order. */
import { groupsForTests, setUp } from './setup/index.mjs'
import { Problem, runScript, say } from './setup/say.mjs'
import { summary } from './tests/counts.mjs'
import { steps } from './tests/steps.mjs'

const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`

/** A problem fails its step and leaves the others their turn. */
async function outcomeOf(step) {
  try {
    return await step.run()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    say(error.message)
    return { ok: false }
  }
}

runScript(async () => {
  await setUp(groupsForTests)
  const done = []
  const failed = (name) => done.some((step) => step.name === name && !step.ok)
  for (const step of steps) {
    const startedAtMs = Date.now()
    if (step.needs?.some(failed)) {
      say(`\n${step.name}: not run, because ${step.needs.filter(failed).join(' and ')} failed.`)
      done.push({ name: step.name, ok: false })
      continue
    }
    say(`\n${step.name} …`)
    const outcome = await outcomeOf(step)
    say(`${step.name}: ${outcome.ok ? 'ok' : 'FAILED'} (${seconds(startedAtMs)})`)
    done.push({ name: step.name, ...outcome })
  }
  const failures = done.filter(({ ok }) => !ok).map(({ name }) => name)
  if (failures.length > 0) say(`\nFailed: ${failures.join(', ')}.`)
  process.stdout.write(`${summary(done)}\n`)
  return failures.length === 0 ? 0 : 1
})
