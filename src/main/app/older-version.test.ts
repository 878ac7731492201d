import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeDatabase, openDatabase, openReadOnly } from '../db/connection/database'
import { filesComparedAtMs } from '../db/tables/key-value/library'
import { makeMark } from '../installation/mark-file'
import { AppBench } from './testing/app-bench'

const fixtures = join(import.meta.dirname, 'testing', 'older-libraries')

let bench: AppBench
beforeEach(async () => {
  bench = await AppBench.start()
  await bench.close()
})
afterEach(() => bench.end())

/** Copies a library and settings of an older version to the folders of this app. */
function install(version: string): void {
  for (const folder of [bench.stateFolder, bench.library]) rmSync(folder, { recursive: true })
  cpSync(join(fixtures, version, 'state'), bench.stateFolder, { recursive: true })
  cpSync(join(fixtures, version, 'library'), bench.library, { recursive: true })
  moveToThisComputer()
}

/** Adapts paths specific to the computer: the library folder, and the place of the installation mark. */
function moveToThisComputer(): void {
  const database = openDatabase(bench.databasePath)
  const set = database.prepare('UPDATE remembered SET value = json_set(value, ?, ?) WHERE name = ?')
  set.run('$.folder', bench.library, 'library')
  const mark = database
    .prepare(`SELECT value ->> '$.id' AS id FROM remembered WHERE name = 'installation'`)
    .get() as { id: string } | undefined
  if (mark) {
    const { place } = makeMark(join(bench.folder, 'installation', 'mark.json'), mark.id, 0)
    set.run('$.place', place, 'installation')
  }
  closeDatabase(database)
}

const tables = ['generation', 'video', 'generation_event', 'saved_item'] as const
type Row = Record<string, unknown>
type Rows = Record<(typeof tables)[number], Row[]>

/** Columns of each table in the older schema. The journal may lack the last change of a row; the start appends it. */
function columnsOf(path: string): ReadonlyMap<string, readonly string[]> {
  const database = openReadOnly(path)
  const columns = tables.map((table): [string, string[]] => [
    table,
    (database.prepare(`SELECT name FROM pragma_table_info('${table}')`).all() as { name: string }[])
      .map(({ name }) => name)
      .filter((name) => name !== 'journaled_revision')
  ])
  database.close()
  return new Map(columns)
}

function rowsOf(path: string, columns: ReadonlyMap<string, readonly string[]>): Rows {
  const database = openReadOnly(path)
  const rows = [...columns].map(([table, names]) => [
    table,
    database.prepare(`SELECT ${names.join(', ')} FROM ${table} ORDER BY 1`).all()
  ])
  database.close()
  return Object.fromEntries(rows) as Rows
}

/** Returns hashes of the clips and of the marker of the folder. */
function filesIn(folder: string): Record<string, string> {
  const names = (readdirSync(folder, { recursive: true }) as string[]).filter((name) =>
    /\.mp4$|library\.json$/.test(name)
  )
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex')
    ])
  )
}

/** Reads the two files to which a newer version may add. */
const writtenIn = (): readonly Row[] =>
  [join(bench.stateFolder, 'settings.json'), join(bench.library, '.dailies', 'belongings.json')].map(
    (path) => JSON.parse(readFileSync(path, 'utf8')) as Row
  )

/** Starts the app and waits until every file was compared with its row. */
async function openAndSettle(): Promise<void> {
  const before = Date.now()
  bench.open()
  const comparedAt = (): number => {
    const database = openReadOnly(bench.databasePath)
    const atMs = filesComparedAtMs(database)
    database.close()
    return atMs
  }
  await vi.waitFor(() => expect(comparedAt()).toBeGreaterThanOrEqual(before))
}

/** Returns the rows without the waiting generation and without added history. */
function withoutQueued(rows: Rows, { generation_event: known }: Rows): Rows {
  const generation = rows.generation.filter(({ state }) => state !== 'queued')
  return { ...rows, generation, generation_event: rows.generation_event.slice(0, known.length) }
}

/** Returns the view of the waiting generation. Its revision increases with each start. */
const queuedIn = ({ generation }: Rows): readonly Row[] =>
  generation.filter(({ state }) => state === 'queued').map(({ revision: _, ...row }) => row)

describe.each(['schema-4', 'schema-6'])('a library and settings of an older version, %s', (version) => {
  beforeEach(() => install(version))

  it('keep every row, file and setting', async () => {
    const columns = columnsOf(bench.databasePath)
    const [rows, files] = [rowsOf(bench.databasePath, columns), filesIn(bench.library)]
    const [written, journal] = [writtenIn(), readFileSync(bench.journalPath, 'utf8')]
    await openAndSettle()
    await bench.close()
    const after = rowsOf(bench.databasePath, columns)
    expect(withoutQueued(after, rows)).toEqual(withoutQueued(rows, rows))
    expect(filesIn(bench.library)).toEqual(files)
    expect(writtenIn()).toMatchObject(written)
    expect(readFileSync(bench.journalPath, 'utf8').startsWith(journal)).toBe(true)
    const [queued] = queuedIn(after)
    if (version === 'schema-6') return expect(queuedIn(after)).toEqual(queuedIn(rows))
    // Without an installation mark the library may be a copy, so the waiting generation may have been sent.
    expect(queued).toMatchObject({ prompt: 'a queued clip', needs_click: 1 })
    expect(queued?.['problem']).toContain('may_have_been_sent')
  })

  it('are shown in the window', async () => {
    await openAndSettle()
    const page = (view: 'all' | 'trash'): ReturnType<typeof bench.call<'generations.page'>> =>
      bench.call('generations.page', { view, text: '', before: null, limit: 50 })
    const summary = async (view: 'all' | 'trash'): Promise<unknown> =>
      (await page(view)).items.map(({ request, state, videos }) => [
        request.prompt,
        state,
        ...videos.map((video) => video.state)
      ])
    expect(await summary('all')).toEqual([
      ['a queued clip', 'queued'],
      ['an unconfirmed clip', 'unconfirmed'],
      ['a failed clip', 'failed'],
      ['a clip that was moved away', 'ready', 'missing'],
      ['an own model', 'failed'],
      ['a street in the rain', 'ready', 'saved'],
      ['a paper boat on a lake', 'ready', 'saved']
    ])
    expect(await summary('trash')).toEqual([
      ['Große Straße, cancelled', 'cancelled'],
      ['a clip in the trash', 'ready', 'saved']
    ])
    const { presets, snippets } = await bench.call('presets.list', {})
    expect(presets.map(({ name, parameters }) => [name, parameters.generateAudio])).toEqual([
      ['Wide with sound', true]
    ])
    expect(snippets.map(({ name, text }) => [name, text])).toEqual([['Rain', 'in warm rain, ärger im Regen']])
    expect((await bench.call('models.list', {})).custom).toEqual([
      { id: 'studio-model', name: 'Studio model' }
    ])
    expect((await bench.call('draft.get', {})).draft).toBe('{"prompt":"a half-written prompt"}')
    const { settings, notices } = await bench.call('app.state', {})
    expect(settings).toMatchObject({
      theme: 'dark',
      tileSize: 'small',
      maximumParallel: 10,
      muted: true,
      loop: true,
      dayCapMicrodollars: 25_000_000,
      askAboveCount: 4,
      sendingPaused: false
    })
    expect(notices).toEqual([])
  })

  it('send nothing', async () => {
    await openAndSettle()
    const { items } = await bench.call('generations.page', {
      view: 'needs_you',
      text: 'queued',
      before: null,
      limit: 1
    })
    expect(items.map(({ waitingFor }) => waitingFor)).toEqual(['click'])
    await bench.close()
    expect(bench.simulator.ledger().entries).toEqual([])
  })
})
