import { setTimeout as wait } from 'node:timers/promises'
import type { AppProcess, Death } from './app-process'
import type { ChildSettings } from './messages'
import type { Press, Presses } from './presses'
import type { CyclePlan, Ending } from './schedule'
import { pressGenerate } from './settle'

/** A run that is to end at a crash point it does not reach is killed after this. */
const longestRunMs = 800
/** With more than this under way nothing new is asked for, or the backlog would grow for ever. */
const mostUnderWay = 12

export interface CycleOutcome {
  readonly death: Death
  /** The crash point that it ended at. */
  readonly point: string | null
}

/** One life of the app: it starts, takes up what was left, is asked for more, and is killed. */
export async function runCycle(
  app: AppProcess,
  cycle: number,
  needs: { readonly plan: CyclePlan; readonly presses: Presses; readonly settings: ChildSettings }
): Promise<CycleOutcome> {
  const { plan, presses, settings } = needs
  await app.start(settings)
  // Written down before the app hears of it.
  const added = plan.presses.map(({ pressId, generations }) => ({ pressId, generations }))
  const work = pressAll(app, async () => {
    const again = [...presses.open]
    const state = await app.call('app.state', {})
    const isFree = state?.ok === true && state.value.counts.inProgress < mostUnderWay
    const fresh = isFree ? added.map((press) => presses.add(cycle, press.pressId, press.generations)) : []
    return [...again, ...fresh]
  })
  const killedByUs = await endOf(app, plan.ending)
  const death = await app.dead
  await work
  return { death, point: killedByUs || plan.ending.kind !== 'point' ? null : plan.ending.name }
}

async function pressAll(app: AppProcess, which: () => Promise<readonly Press[]>): Promise<void> {
  for (const press of await which()) {
    if (app.isDead) return
    await pressGenerate(app, press)
  }
}

/** True when it had to be killed from outside. */
async function endOf(app: AppProcess, ending: Ending): Promise<boolean> {
  const timer = new AbortController()
  const wholeMs = ending.kind === 'moment' ? ending.afterMs : longestRunMs
  const isTime = wait(wholeMs, true, { signal: timer.signal }).catch(() => false)
  const late = await Promise.race([isTime, app.dead.then(() => false)])
  timer.abort()
  if (late) await app.kill()
  return late
}
