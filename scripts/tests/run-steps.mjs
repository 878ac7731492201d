import { startHeartbeat, stopwatch } from '../base/heartbeat.mjs'
import { Problem } from '../base/say.mjs'

/** Runs one step. A problem fails the step, and the others still run. */
async function outcomeOf(step, heard) {
  const passed = stopwatch()
  try {
    return { ...(await step.run(heard)), took: passed() }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { ok: false, said: `${error.message}\n`, took: passed() }
  }
}

const reportOf = ({ name }, { ok, said = '', took }) => `${said}${name}: ${ok ? 'ok' : 'FAILED'} (${took})`

/**
 * Runs steps in order. A step with `beside` runs in parallel with those after it and buffers its output until it is
 * done; one with `alone` waits for all others; one whose `needs` failed is not run. A step calls `heard`, which
 * its `run` gets, on output of its own: after ten silent seconds a line names the running steps.
 * @param say Prints one line.
 * @returns per step its name, `ok`, and where it ran tests `counts` and `failures`.
 */
export async function runSteps(steps, say) {
  const running = new Map()
  const heartbeat = startHeartbeat(
    () => [...running].map(([name, passed]) => `  ${name}: ${passed()} so far`).join('\n'),
    say
  )
  const timed = async (step) => {
    running.set(step.name, stopwatch())
    try {
      return await outcomeOf(step, heartbeat.heard)
    } finally {
      running.delete(step.name)
    }
  }
  try {
    return await inOrder(steps, say, timed)
  } finally {
    heartbeat.stop()
  }
}

async function inOrder(steps, say, timed) {
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
      beside.push({ step, running: timed(step) })
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
    const outcome = await timed(step)
    say(reportOf(step, outcome))
    done.push({ name: step.name, ...outcome })
  }
  await settle()
  return done
}
