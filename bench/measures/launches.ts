import { firstClips } from '../../src/shared/library/queries'
import { startBare, startDailies, homeOf, type Context } from '../context'
import { blurAll, spotOf } from '../apps/page-scripts'
import type { WindowApp } from '../apps/window-app'
import { memoryOf } from '../machine/process-usage'
import { total } from '../machine/process-usage'
import { budgets } from '../report/budgets'
import { measurement, type Measurement } from '../report/measurement'
import { median } from '../statistics'

const idleStates = ['nothing focused', 'prompt focused', 'pointer on a tile'] as const
type IdleState = (typeof idleStates)[number]

/** What was seen of one subject, run by run. */
class Seen {
  readonly startMs: number[] = []
  readonly wholeListMs: number[] = []
  readonly pss: number[] = []
  readonly rss: number[] = []
  readonly idle: Readonly<Record<IdleState, Record<string, number>[]>> = {
    'nothing focused': [],
    'prompt focused': [],
    'pointer on a tile': []
  }
  unsettled = 0
}

/** Measures starts, and the memory and processor time of what was started, alternating with the bare window. */
export async function measureLaunches(context: Context): Promise<readonly Measurement[]> {
  const { options, say } = context
  const { sizes, runs, only } = options
  const [bare, bySize] = [new Seen(), new Map(sizes.map((size) => [size, new Seen()]))]
  const largest = sizes.at(-1)
  for (let run = 1; run <= runs; run += 1) {
    say(`Starting ${sizes.length + 1} windows, run ${run} of ${runs}.`)
    await see(context, bare, {
      launch: () => startBare(context),
      withIdle: only.has('idle'),
      withList: false
    })
    for (const [size, seen] of bySize) {
      const launch = (): Promise<WindowApp> => startDailies(context, homeOf(context, size))
      const withIdle = only.has('idle') && size === largest
      await see(context, seen, { launch, withIdle, withList: size > firstClips })
    }
  }
  return [
    ...(only.has('start') ? startsOf(bare, bySize) : []),
    ...(only.has('memory') ? memoryUse(bare, bySize) : []),
    ...(only.has('idle') ? idleUse(bare, bySize) : [])
  ]
}

async function see(
  { options: { only }, pace }: Context,
  seen: Seen,
  {
    launch,
    withIdle,
    withList
  }: {
    readonly launch: () => Promise<WindowApp>
    readonly withIdle: boolean
    readonly withList: boolean
  }
): Promise<void> {
  const app = await launch()
  try {
    seen.startMs.push(app.firstTileMs)
    if (withList) seen.wholeListMs.push(await app.wholeListMs())
    if (!only.has('memory') && !withIdle) return
    // The display's pointer is in the middle of the window, where a clip may be, which would play.
    await app.page.moveMouse(2, 2)
    if (!(await app.settle(pace.settleMs))) seen.unsettled += 1
    const memory = memoryOf(app.pid)
    seen.pss.push(memory.pss)
    seen.rss.push(memory.rss)
    if (withIdle) await seeIdle(app, seen, pace)
  } finally {
    await app.quit()
  }
}

async function seeIdle(app: WindowApp, seen: Seen, pace: Context['pace']): Promise<void> {
  const { page } = app
  await page.run(blurAll)
  await page.moveMouse(2, 2)
  await app.settle(pace.settleMs)
  seen.idle['nothing focused'].push(await app.cpuShares(pace.idleMs))
  const prompt = await page.run(spotOf, 'textarea', '')
  if (!prompt) throw new Error('There is no prompt field to focus')
  await page.click(prompt.x, prompt.y)
  await page.moveMouse(2, 2)
  await app.settle(Math.min(pace.settleMs, 5000))
  seen.idle['prompt focused'].push(await app.cpuShares(pace.idleMs))
  await page.run(blurAll)
  const tile = await page.run(spotOf, '[role="listbox"] [role="option"]', '')
  if (!tile) throw new Error('There is no tile to point at')
  await page.moveMouse(tile.x, tile.y)
  await new Promise((resolve) => setTimeout(resolve, pace.previewMs))
  seen.idle['pointer on a tile'].push(await app.cpuShares(pace.idleMs))
}

function startsOf(bare: Seen, bySize: ReadonlyMap<number, Seen>): readonly Measurement[] {
  const [smallest] = bySize.keys()
  return [...bySize].flatMap(([size, { startMs, wholeListMs }]) => {
    const besideBare = measurement({
      measure: 'start',
      what: 'start to first tile',
      size,
      unit: 'ms',
      values: startMs,
      floor: { what: 'bare window', values: bare.startMs },
      ...(size === smallest && { budget: budgets.startBesideBare })
    })
    const small = smallest === undefined ? undefined : bySize.get(smallest)
    const whole =
      wholeListMs.length === 0
        ? []
        : [
            measurement({
              measure: 'start',
              what: 'start to the whole list',
              size,
              unit: 'ms',
              values: wholeListMs,
              floor: { what: 'start to first tile', values: startMs },
              budget: budgets.wholeListBesideFirst
            })
          ]
    if (size === smallest || !small) return [besideBare, ...whole]
    const besideSmall = measurement({
      measure: 'start',
      what: 'start beside the smallest library',
      size,
      unit: 'ms',
      values: startMs,
      floor: { what: `${smallest} clips`, values: small.startMs },
      budget: budgets.startBesideSmall
    })
    return [besideBare, besideSmall, ...whole]
  })
}

const memoryUse = (bare: Seen, bySize: ReadonlyMap<number, Seen>): readonly Measurement[] =>
  [...bySize].map(([size, { pss, rss, unsettled }]) =>
    measurement({
      measure: 'memory',
      what: 'memory when quiet (shared pages once)',
      size,
      unit: 'MiB',
      values: pss,
      floor: { what: 'bare window', values: bare.pss },
      budget: budgets.memoryBesideBare,
      details: { rssMib: median(rss), bareRssMib: median(bare.rss), unsettledRuns: unsettled }
    })
  )

function idleUse(bare: Seen, bySize: ReadonlyMap<number, Seen>): readonly Measurement[] {
  return [...bySize].flatMap(([size, { idle, unsettled }]) =>
    idleStates.flatMap((state) => {
      const shares = idle[state]
      if (shares.length === 0) return []
      const kinds = [...new Set(shares.flatMap((one) => Object.keys(one)))]
      return measurement({
        measure: 'idle',
        what: `idle, ${state}`,
        size,
        unit: '% of a core',
        values: shares.map(total),
        floor: { what: 'bare window', values: bare.idle[state].map(total) },
        budget: budgets.idle,
        details: {
          ...Object.fromEntries(kinds.map((kind) => [kind, median(shares.map((one) => one[kind] ?? 0))])),
          unsettledRuns: unsettled
        }
      })
    })
  )
}
