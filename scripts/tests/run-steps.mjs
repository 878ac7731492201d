import { Problem } from '../setup/say.mjs'

const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`

/** A problem fails its step and leaves the others their turn. */
async function outcomeOf(step) {
  const startedAtMs = Date.now()
  try {
    return { ...(await step.run()), took: seconds(startedAtMs) }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { ok: false, said: `${error.message}\n`, took: seconds(startedAtMs) }
  }
}

const reportOf = ({ name }, { ok, said = '', took }) => `${said}${name}: ${ok ? 'ok' : 'FAILED'} (${took})`

/**
 * Runs steps in their order. One that is `beside` runs next to those after it and keeps what it says until it is
 * done; one that is `alone` waits for all of them; one whose `needs` failed is not run.
 * @param say Takes one line for the reader.
 * @returns per step its name, `ok`, and `counts` where it counted tests.
 */
export async function runSteps(steps, say) {
  const done = []
  let beside = []
  const settle = async () => {
    for (const { step, running } of beside) {
      const outcome = await running
      say(reportOf(step, outcome))
      done.push({ name: step.name, ...outcome })
    }
    beside = []
  }
  for (const step of steps) {
    if (step.beside) {
      say(`\n${step.name} … (beside the following)`)
      beside.push({ step, running: outcomeOf(step) })
      continue
    }
    if (step.alone) await settle()
    const missing = (step.needs ?? []).filter((name) =>
      done.some((other) => other.name === name && !other.ok)
    )
    if (missing.length > 0) {
      say(`\n${step.name}: not run, because ${missing.join(' and ')} failed.`)
      done.push({ name: step.name, ok: false })
      continue
    }
    say(`\n${step.name} …`)
    const outcome = await outcomeOf(step)
    say(reportOf(step, outcome))
    done.push({ name: step.name, ...outcome })
  }
  await settle()
  return done
}
