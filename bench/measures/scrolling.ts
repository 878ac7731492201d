import { setTimeout as wait } from 'node:timers/promises'
import {
  pictureWays,
  scrollState,
  scrollToShare,
  spotOf,
  startFrames,
  stopFrames,
  type Spot
} from '../apps/page-scripts'
import type { Page } from '../apps/page'
import type { WindowApp } from '../apps/window-app'
import { homeOf, startBare, startDailies, type Context } from '../context'
import { searches } from '../library/prompts'
import { budgets } from '../report/budgets'
import { measurement, type Measurement } from '../report/measurement'
import { median } from '../statistics'

const ways = ['by wheel', 'by page', 'by scrollbar'] as const
type Way = (typeof ways)[number]

const wheelStepPx = 600
const inputEveryMs = 50
/** For what a step brings about. */
const pauseMs = 1000
const pageDown = 34
const tile = '[role="listbox"] [role="option"]'

/** What was seen while one list was scrolled. */
class Seen {
  readonly frames: Readonly<Record<Way, number[]>> = { 'by wheel': [], 'by page': [], 'by scrollbar': [] }
  readonly longest: number[] = []
  readonly reach: number[] = []
  readonly nodes: number[] = []
  readonly blocks: number[] = []
}

/** Scrolls each library by wheel, by page and by the scrollbar, alternating with a plain list in a bare window. */
export async function measureScrolling(context: Context): Promise<readonly Measurement[]> {
  const { sizes, runs } = context.options
  const [bare, bySize] = [new Seen(), new Map(sizes.map((size) => [size, new Seen()]))]
  for (let run = 1; run <= runs; run += 1) {
    context.say(`Scrolling ${sizes.length + 1} lists, run ${run} of ${runs}.`)
    const interval = await scrollBare(context, bare)
    for (const [size, seen] of bySize) await scrollLibrary(context, size, seen, interval)
  }
  return [...bySize].flatMap(([size, seen]) => measurementsOf(size, seen, bare))
}

async function scrollBare(context: Context, seen: Seen): Promise<number> {
  const app = await startBare(context, { withLoopProbe: true })
  try {
    await app.page.run(fillWithTiles, 5000)
    await app.settle(context.pace.settleMs)
    const interval = await displayInterval(app.page)
    await app.loopDelay()
    await scrollEachWay(context, app, seen, interval)
    seen.blocks.push((await app.loopDelay()).longest)
    return interval
  } finally {
    await app.quit()
  }
}

async function scrollLibrary(context: Context, size: number, seen: Seen, interval: number): Promise<void> {
  const app = await startDailies(context, homeOf(context, size), { withLoopProbe: true })
  try {
    await app.settle(context.pace.settleMs)
    await app.loopDelay()
    await scrollEachWay(context, app, seen, interval)
    const { lastPlace } = await app.page.run(scrollState)
    const { counts } = await app.page.call('app.state', {})
    seen.reach.push((lastPlace * 100) / counts.all)
    await selectAndSearch(app.page)
    seen.blocks.push((await app.loopDelay()).longest)
    const ways = await app.page.run(pictureWays)
    if (ways.length > 0) context.say(`Pictures of clips were made with: ${ways.join(', ')}.`)
  } finally {
    await app.quit()
  }
}

/** Runs in the bare window. */
function fillWithTiles(count: number): void {
  const list = document.querySelector('[role="listbox"]')
  for (let index = 2; index <= count; index += 1) {
    const tile = document.createElement('div')
    tile.setAttribute('role', 'option')
    tile.setAttribute('aria-posinset', String(index))
    list?.append(tile)
  }
}

/** The usual time between two frames of a page that does nothing. */
async function displayInterval(page: Page): Promise<number> {
  await page.run(startFrames)
  await wait(1000)
  return median(await page.run(stopFrames))
}

async function scrollEachWay(
  context: Context,
  { page }: WindowApp,
  seen: Seen,
  interval: number
): Promise<void> {
  const spot = await page.run(spotOf, tile, '')
  if (!spot) throw new Error('There is no tile to scroll from')
  for (const way of ways) {
    await page.run(scrollToShare, 0)
    await wait(500)
    await page.run(startFrames)
    await scroll(context, page, way, spot, seen)
    const frames = await page.run(stopFrames)
    if (frames.length === 0) throw new Error(`No frame was drawn while scrolling ${way}`)
    // Half a millisecond, because a frame's time is rounded.
    const smooth = frames.filter((ms) => ms <= interval * 2 + 0.5).length
    seen.frames[way].push((smooth * 100) / frames.length)
    seen.longest.push(Math.max(...frames))
  }
}

async function scroll(context: Context, page: Page, way: Way, { x, y }: Spot, seen: Seen): Promise<void> {
  const steps = Math.ceil(context.pace.scrollMs / inputEveryMs)
  if (way === 'by page') await page.run(focusFirstTile)
  for (let step = 1; step <= steps; step += 1) {
    if (way === 'by wheel') await page.wheel(x, y, wheelStepPx)
    else if (way === 'by page') await page.hold('PageDown', pageDown, { isAgain: step > 1 })
    else await page.run(scrollToShare, step / steps)
    await wait(inputEveryMs)
    if (step % 10 === 0) seen.nodes.push((await page.run(scrollState)).nodes)
  }
  if (way === 'by page') await page.release('PageDown', pageDown)
  // The rows at the end may still be on their way.
  await wait(pauseMs)
}

/** Runs in the page. */
function focusFirstTile(): void {
  document.querySelector<HTMLElement>('[role="listbox"] [role="option"]')?.focus({ preventScroll: true })
}

/** Selects one clip after the other, then all, and types a few searches. */
async function selectAndSearch(page: Page): Promise<void> {
  const spot = await page.run(spotOf, tile, '')
  const field = await page.run(spotOf, 'input[aria-label="Search"]', '')
  if (!spot || !field) throw new Error('There is no tile to select or no search field')
  await page.click(spot.x, spot.y)
  for (let step = 0; step < 20; step += 1) {
    await page.press('ArrowUp', 38)
    await wait(inputEveryMs)
  }
  await page.press('a', 65, { withControl: true })
  await wait(pauseMs)
  for (const text of searches) {
    await page.click(field.x, field.y)
    for (const letter of text) await page.insertText(letter)
    await wait(pauseMs)
    await page.press('Escape', 27)
  }
  await wait(pauseMs)
}

function measurementsOf(size: number, seen: Seen, bare: Seen): readonly Measurement[] {
  const { frames, longest, reach, nodes, blocks } = seen
  return [
    ...ways.map((way) =>
      measurement({
        measure: 'scroll',
        what: `smooth frames, scrolling ${way}`,
        size,
        unit: '%',
        values: frames[way],
        floor: { what: 'plain list', values: bare.frames[way] },
        budget: budgets.smoothFrames
      })
    ),
    measurement({
      measure: 'scroll',
      what: 'longest frame',
      size,
      unit: 'ms',
      values: longest,
      floor: { what: 'plain list', values: bare.longest }
    }),
    measurement({
      measure: 'scroll',
      what: 'of the library, reached by the scrollbar',
      size,
      unit: '%',
      values: reach,
      budget: budgets.scrollbarReach
    }),
    measurement({
      measure: 'scroll',
      what: 'elements in the page while scrolling',
      size,
      unit: 'nodes',
      values: nodes
    }),
    measurement({
      measure: 'scroll',
      what: 'main thread blocked at most',
      size,
      unit: 'ms',
      values: blocks,
      floor: { what: 'plain list', values: bare.blocks },
      budget: budgets.mainThreadBlock
    })
  ]
}
