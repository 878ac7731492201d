import { openReadOnly, type ReadableDatabase } from '../../src/main/db/connection/database'
import { attachIndex } from '../../src/main/db/search/search-index'
import { readListing } from '../../src/main/db/queries/generation-queries'
import { createGenerationStore } from '../../src/main/db/tables/generation-store'
import { firstClips, pageLimit, type GenerationQuery, type ListQuery } from '../../src/shared/library/queries'
import { listedIds } from '../../src/shared/library/listing'
import { shownAfterMs, spotOf, timeCalls, watchForTile } from '../apps/page-scripts'
import type { Page } from '../apps/page'
import type { WindowApp } from '../apps/window-app'
import { homeOf, startDailies, type Context } from '../context'
import { searches } from '../library/prompts'
import { mainThreadMs } from '../machine/process-usage'
import { budgets } from '../report/budgets'
import { measurement, type Measurement } from '../report/measurement'
import { median } from '../statistics'
import { statementsOf, timeStatements } from './statements'

/** A call that does next to nothing: what every call costs on its way. */
const least = { name: 'draft.get', input: {} } as const
const leastRepeats = 30

type Database = Parameters<typeof createGenerationStore>[0]

/** Measures pages, searches and the app's small state, each library in one window. */
export async function measureQueries(context: Context): Promise<readonly Measurement[]> {
  const measured: Measurement[] = []
  for (const size of context.options.sizes) {
    context.say(`Paging and searching in ${size} clips.`)
    const home = homeOf(context, size)
    const app = await startDailies(context, home)
    const database = openReadOnly(home.database)
    attachIndex(database, home.searchIndex)
    try {
      await app.settle(context.pace.settleMs)
      measured.push(...(await measureLibrary(context, size, app, database)))
    } finally {
      database.close()
      await app.quit()
    }
  }
  return measured
}

async function measureLibrary(
  context: Context,
  size: number,
  app: WindowApp,
  database: Database
): Promise<readonly Measurement[]> {
  const { only } = context.options
  const floorMs = median(await app.page.run(timeCalls, least.name, repeat(least.input, leastRepeats)))
  const measured: Measurement[] = []
  if (only.has('state')) measured.push(await measureState(context, size, app))
  if (only.has('page')) {
    const pages = [pageFrom(null), pageFrom(keyAt(database, 0.5)), pageFrom(keyAt(database, 0.98))]
    const calls = pages.map(pageCall)
    measured.push(await timeQueries(context, { size, app, database, floorMs, calls, measure: 'page' }))
  }
  if (only.has('search')) {
    const calls = searches.flatMap(prefixesOf).map(searchCall)
    measured.push(await timeQueries(context, { size, app, database, floorMs, calls, measure: 'search' }))
    measured.push(await measureTyping(context, size, app.page, database))
  }
  return measured
}

const repeat = <T>(value: T, times: number): readonly T[] => Array.from({ length: times }, () => value)

const pageFrom = (before: number | null): GenerationQuery => ({
  view: 'all',
  text: '',
  before,
  limit: pageLimit
})

/** A call of the window, and the same reads without the app. */
interface TimedCall {
  readonly name: 'generations.page' | 'generations.list'
  readonly input: GenerationQuery | ListQuery
  readonly read: (database: Database) => unknown
}

const pageCall = (input: GenerationQuery): TimedCall => ({
  name: 'generations.page',
  input,
  read: (database) => createGenerationStore(database).page(input)
})

/** Returns what the window asks for first while someone types. */
function searchCall(text: string): TimedCall {
  const input = { view: 'all', text, before: null, limit: firstClips, sort: 'newest' } as const
  return {
    name: 'generations.list',
    input,
    read: (database) => createGenerationStore(database).findAll(listedIds(readListing(database, input)))
  }
}

/** As it is typed: the first letters, and the whole. */
function prefixesOf(text: string): readonly string[] {
  const letters = Array.from(text)
  return [...new Set([1, 2, 3, letters.length])].map((length) => letters.slice(0, length).join(''))
}

/** The key of the clip that has this share of the library above it. */
function keyAt(database: ReadableDatabase, share: number): number {
  const { newest, oldest } = database
    .prepare('SELECT MAX(id) AS newest, MIN(id) AS oldest FROM generation')
    .get() as { readonly newest: number; readonly oldest: number }
  return Math.round(newest - (newest - oldest) * share)
}

/** Times calls of the window, each beside its own statements run by SQLite alone. */
async function timeQueries(
  { options, pace }: Context,
  asked: {
    readonly size: number
    readonly app: WindowApp
    readonly database: Database
    /** What a call takes that does nothing. */
    readonly floorMs: number
    readonly calls: readonly TimedCall[]
    readonly measure: 'page' | 'search'
  }
): Promise<Measurement> {
  const { size, app, database, floorMs, calls, measure } = asked
  const [values, floors, held]: [number[], number[], number[]] = [[], [], []]
  const leastHeld = await mainThreadOf(app, least.name, repeat(least.input, leastRepeats))
  for (let run = 0; run < Math.max(options.runs, pace.repeats); run += 1) {
    for (const { name, input, read } of calls) {
      const statements = statementsOf(database, (recording) => read(recording as Database))
      const before = mainThreadMs(app.pid)
      const [ms = 0] = await app.page.run(timeCalls, name, [input])
      held.push(Math.max(0, mainThreadMs(app.pid) - before - leastHeld))
      values.push(Math.max(0, ms - floorMs))
      floors.push(timeStatements(database, statements))
    }
  }
  return measurement({
    measure,
    what: measure === 'page' ? 'a page of clips' : 'search, answered by the main process',
    size,
    unit: 'ms',
    values,
    floor: { what: 'its SQL alone', values: floors },
    ...(measure === 'search' && { budget: budgets.searchInMain }),
    details: {
      mainThreadMedianMs: median(held),
      mainThreadLargestMs: Math.max(...held),
      emptyCallMs: floorMs
    }
  })
}

/** Processor time of the main thread for one call. */
async function mainThreadOf(app: WindowApp, name: string, inputs: readonly unknown[]): Promise<number> {
  const before = mainThreadMs(app.pid)
  await app.page.run(timeCalls, name, inputs)
  return (mainThreadMs(app.pid) - before) / inputs.length
}

/** Times what is gathered for every `app.changed`. */
async function measureState(context: Context, size: number, app: WindowApp): Promise<Measurement> {
  const calls = repeat({}, 10)
  const [values, floors]: [number[], number[]] = [[], []]
  for (let run = 0; run < context.options.runs; run += 1) {
    floors.push(await mainThreadOf(app, least.name, repeat(least.input, 10)))
    values.push(Math.max(0, (await mainThreadOf(app, 'app.state', calls)) - (floors.at(-1) ?? 0)))
  }
  return measurement({
    measure: 'state',
    what: 'main thread for one app.changed',
    size,
    unit: 'ms',
    values,
    budget: budgets.appChanged,
    details: { emptyCallMs: median(floors) }
  })
}

/** Types each search into its field and waits until its newest clip is on screen. */
async function measureTyping(
  { options }: Context,
  size: number,
  page: Page,
  database: Database
): Promise<Measurement> {
  const field = await page.run(spotOf, 'input[aria-label="Search"]', '')
  if (!field) throw new Error('There is no search field')
  const store = createGenerationStore(database)
  const newest = firstWord(store.page({ ...pageFrom(null), limit: 1 }).items[0]?.request.prompt)
  const values: number[] = []
  for (let run = 0; run < options.runs; run += 1) {
    for (const text of searches) {
      await page.click(field.x, field.y)
      const [found] = store.page({ ...pageFrom(null), text, limit: 1 }).items
      const expected = found ? firstWord(found.request.prompt) : null
      // It would be there before anything was typed.
      if (expected === newest) continue
      await page.run(watchForTile, 'input', expected, false)
      await page.insertText(text)
      values.push(await page.run(shownAfterMs))
      await page.run(watchForTile, 'keydown', newest, false)
      await page.press('Escape', 27)
      await page.run(shownAfterMs)
    }
  }
  return measurement({
    measure: 'search',
    what: 'search, typed until painted',
    size,
    unit: 'ms',
    values,
    budget: budgets.searchToPaint
  })
}

/** How the name of a clip's tile begins. */
const firstWord = (prompt: string | undefined): string => `${(prompt ?? '').split('.')[0] ?? ''}.`
