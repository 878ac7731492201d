import { setTimeout as wait } from 'node:timers/promises'
import type { AppProcess, Death } from '../engine/app-process'
import { press, resume, type Presses } from './presses'
import type { CyclePlan, Pace } from './schedule'
import type { User } from './user'

/** Above this many generations in progress nothing is added, so that the backlog stays bounded. */
const mostUnderWay = 12
/** Gives each life longer on a busy machine, within limits. */
const mostSlowness = 8

/** Runs one life of the app: it starts, resumes earlier work, gets new requests, and is killed. */
export async function runCycle(
  app: AppProcess,
  cycle: number,
  needs: {
    readonly plan: CyclePlan
    readonly pace: Pace
    readonly presses: Presses
    readonly user: User
  }
): Promise<Death> {
  const { ending } = needs.plan
  const beganMs = performance.now()
  const isCutShort = ending.kind === 'while_starting'
  await Promise.all([app.start(), isCutShort && endOf(app, ending.afterMs)])
  const slowness = Math.min(Math.max((performance.now() - beganMs) / needs.pace.startMs, 1), mostSlowness)
  await Promise.all([useApp(app, cycle, needs), isCutShort || endOf(app, ending.afterMs * slowness)])
  return app.dead
}

async function useApp(
  app: AppProcess,
  cycle: number,
  { plan, presses, user }: { readonly plan: CyclePlan; readonly presses: Presses; readonly user: User }
): Promise<void> {
  for (const open of presses.open) await resume(app, open)
  const state = await app.call('app.state', {})
  if (state?.ok === true && state.value.counts.in_progress < mostUnderWay) {
    for (const { pressId, generations } of plan.presses) {
      // Recorded before the app is called.
      await press(app, presses.generate(cycle, pressId, generations))
    }
  }
  for (const deed of plan.deeds) await user.does(app, cycle, deed)
}

async function endOf(app: AppProcess, afterMs: number): Promise<void> {
  const timer = new AbortController()
  const isTime = wait(afterMs, true, { signal: timer.signal }).catch(() => false)
  const late = await Promise.race([isTime, app.dead.then(() => false)])
  timer.abort()
  if (late) await app.kill()
}
