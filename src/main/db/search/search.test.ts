import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GenerationState, type GenerationId } from '@shared/generation'
import type { Annotations } from '@shared/library/annotations'
import type { EditId } from '@shared/library/clip-uses'
import type { GenerationRequest } from '@shared/request'
import { Item } from '@shared/library/items'
import { matchesSearch } from '@shared/search/match-search'
import { samePrompt } from '@shared/search/operators'
import { parseSearch } from '@shared/search/parse-search'
import { toGenerationView } from '../../generations/domain/view'
import { closeDatabase, openDatabase, type WritableDatabase } from '../connection/database'
import { migrate } from '../migrations/migrate'
import { createEditStore } from '../tables/curation/edit-store'
import { createCurationStore } from '../tables/curation/curation-store'
import { createGenerationStore } from '../tables/generation-store'
import { promptHistory } from '../queries/prompt-queries'
import { indexPending } from './index-pending'
import { hasNotes, nameModels, removeNotes } from './notes'
import { attachIndex, detachIndex, hasIndex, isIndexOf, makeIndex } from './search-index'

const names: Readonly<Record<string, string>> = { 'veo-3.1-fast': 'Veo 3.1 Fast', own: 'Ünser Modell' }
const nameOf = (id: string): string => names[id] ?? id

let folder: string
let rows: string
let index: string
let database: WritableDatabase

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-search-'))
  rows = join(folder, 'library.sqlite')
  index = join(folder, 'search.sqlite')
  database = openDatabase(rows)
  migrate(database)
  makeIndex(database, index)
  attachIndex(database, index)
})
afterEach(() => {
  closeDatabase(database)
  rmSync(folder, { recursive: true, force: true })
})

function add(...requests: readonly (Partial<GenerationRequest> & { readonly prompt: string })[]): void {
  const drafts = requests.map((request) => ({
    id: randomUUID() as GenerationId,
    request: { modelId: 'veo-3.1-fast', ...request },
    resendOf: null
  }))
  createGenerationStore(database).insertBatch(randomUUID(), drafts, 1_000)
  nameModels(database, nameOf)
}

function annotate(prompt: string, annotations: Partial<Annotations>): void {
  const [row] = createGenerationStore(database)
    .inStates(...GenerationState.options)
    .filter(({ request }) => request.prompt === prompt)
  if (!row) throw new Error(prompt)
  const clip = { id: row.id, annotations: { ...row.annotations, ...annotations } }
  createCurationStore(database).write({ clips: [clip], items: [], step: null })
}

function indexEverything(): void {
  while (hasNotes(database)) removeNotes(database, indexPending({ rows, index }).last ?? 0)
}

const found = (text: string): readonly string[] =>
  createGenerationStore(database)
    .page({ view: 'all', text, before: null, limit: 200 })
    .items.map(({ request }) => request.prompt)

/** Returns what a search finds in memory, by the window's rule. */
const foundInWindow = (text: string): readonly string[] =>
  createGenerationStore(database)
    .inStates(...GenerationState.options)
    .map((generation) =>
      toGenerationView(generation, {
        waitingFor: null,
        picturesOf: () => ({ hasPoster: false, hasStrip: false, cannotBeShown: false }),
        findModel: (id) => ({ name: nameOf(id) }) as never
      })
    )
    .filter((generation) => matchesSearch(generation, parseSearch(text)))
    .map(({ request }) => request.prompt)
    .toReversed()

const prompts = [
  '夕暮れの海辺を走る少女',
  '赤い車が路地に止まる',
  'เรือกระดาษลอยไปตามลำคลอง',
  '작은 배 한 척이 안개 낀 호수를',
  'Title card in c++ code, “made by hand” 🎈',
  'kn-95 masks, #tag, 100% cotton, snake_case',
  'Старый маяк на берегу',
  'The Café opens its shutters',
  "don't AND * NEAR( ^ rain"
] as const

const cases: readonly (readonly [search: string, ...found: number[]])[] = [
  ['海辺', 0],
  ['車', 1],
  ['กระดาษ', 2],
  ['배', 3],
  ['c++', 4],
  ['"', 4],
  ['🎈', 4],
  ['"made by hand"', 4],
  ['kn-95', 5],
  ['#tag', 5],
  ['%', 5],
  ['_', 5],
  ['СТАРЫЙ МАЯК', 6],
  ['маяк ста', 6],
  ['café', 7],
  ['cafe\u0301', 7],
  ["'", 8],
  ['AND', 4, 8],
  ['*', 8],
  ['NEAR(', 8],
  ['^', 8],
  ['rain* OR code'],
  ['text:rain'],
  ['{text}:rain'],
  ['qxzvw'],
  ['the -shutters'],
  ['c -кот -海 -code -cotton -car', 7],
  ['a b c d e f g h i j k l m n o p q r s t u v w x y z'],
  ['x'.repeat(500)],
  ['海'.repeat(500)],
  ['😀'.repeat(250)]
]

describe.each([
  ['everything is indexed', indexEverything],
  ['a part is not indexed yet', () => undefined],
  ['there is no index', () => detachIndex(database)]
])('where %s', (_, prepare) => {
  beforeEach(() => {
    add(...prompts.slice(0, 5).map((prompt) => ({ prompt })))
    indexEverything()
    add(...prompts.slice(5).map((prompt) => ({ prompt })))
    prepare()
  })

  it.each(cases.map(([search, ...expected]) => ({ search, expected })))(
    'finds $search',
    ({ search, expected }) => {
      const texts = expected.map((at) => prompts[at] ?? '')
      expect(found(search).toSorted()).toEqual(texts.toSorted())
      expect(foundInWindow(search).toSorted()).toEqual(texts.toSorted())
      const history = promptHistory(database, { text: search, before: null, limit: 100 })
      expect(history.prompts.map(({ prompt }) => prompt).toSorted()).toEqual(texts.toSorted())
    }
  )
})

it('finds everything that is written about a clip, and nothing across two texts', () => {
  add({ prompt: 'one', negativePrompt: 'blurry hands' }, { prompt: 'two', modelId: 'own' })
  const change = database.prepare('UPDATE generation SET enhanced_prompt = ? WHERE prompt = ?')
  change.run('A single dawn', 'one')
  database.exec(`INSERT INTO video (uuid, generation_id, position, state, file_name)
    SELECT uuid || 'v', id, 0, 'saved', 'zwei.mp4' FROM generation WHERE prompt = 'two'`)
  annotate('two', { title: 'Harbour', notes: 'Use the end', tags: ['Évian', 'night shot'] })
  for (const prepare of [() => undefined, indexEverything]) {
    prepare()
    for (const search of ['harbour', 'use the end', 'evian', '"night shot"']) {
      expect(found(search)).toEqual(['two'])
      expect(foundInWindow(search)).toEqual(['two'])
    }
    expect(found('"end evian"')).toEqual([])
    expect(found('blurry')).toEqual(['one'])
    expect(found('dawn')).toEqual(['one'])
    expect(found('zwei.mp4')).toEqual(['two'])
    expect(found('unser modell')).toEqual(['two'])
    expect(found('model:veo')).toEqual(['one'])
    expect(found('-model:veo')).toEqual(['two'])
    expect(found('model:zwei')).toEqual([])
    expect(found('"one a single"')).toEqual([])
  }
})

it('follows each change: a new text, another file name, another name of a model, a row that is gone', () => {
  add({ prompt: 'boat' }, { prompt: 'car' })
  indexEverything()
  const run = (sql: string): unknown => database.exec(sql)
  const changes: readonly (readonly [() => unknown, string, readonly string[]])[] = [
    [
      () => run(`UPDATE generation SET enhanced_prompt = 'harbour' WHERE prompt = 'boat'`),
      'harbour',
      ['boat']
    ],
    [() => run(`UPDATE generation SET enhanced_prompt = 'lake' WHERE prompt = 'boat'`), 'harbour', []],
    [() => annotate('boat', { tags: ['harbour'] }), 'harbour', ['boat']],
    [() => annotate('boat', { tags: ['lake'] }), 'harbour', []],
    [() => nameModels(database, () => 'Renamed'), 'model:renamed', ['boat', 'car']],
    [() => nameModels(database, nameOf), 'renamed', []],
    [() => run(`DELETE FROM generation_event; DELETE FROM generation WHERE prompt = 'car'`), 'a', ['boat']]
  ]
  for (const [change, search, expected] of changes) {
    change()
    expect(hasNotes(database)).toBe(true)
    expect(found(search)).toEqual(expected)
    indexEverything()
    expect(found(search)).toEqual(expected)
  }
})

it('notes nothing for a change that is not searched', () => {
  add({ prompt: 'boat' })
  indexEverything()
  annotate('boat', { stars: 5, isFavourite: true })
  annotate('boat', { stars: 4 })
  createGenerationStore(database).setDeleted(
    createGenerationStore(database)
      .inStates('queued')
      .map(({ id }) => id),
    5
  )
  expect(hasNotes(database)).toBe(false)
})

it('indexes again what a killed run had indexed and not noted', () => {
  add(...prompts.map((prompt) => ({ prompt })))
  // The index is written; the process ends before the notes are removed.
  indexPending({ rows, index })
  expect(found('the')).toEqual([prompts[7]])
  indexEverything()
  expect(found('the')).toEqual([prompts[7]])
})

it('finds the same where the index turns out to be damaged', () => {
  add(...prompts.map((prompt) => ({ prompt })))
  indexEverything()
  detachIndex(database)
  const writer = openDatabase(index)
  writer.enableDefensive(false)
  writer.exec('DELETE FROM search_text_data WHERE id > 10')
  closeDatabase(writer)
  attachIndex(database, index)
  expect(found('the')).toEqual([prompts[7]])
  expect([hasIndex(database), existsSync(index)]).toEqual([false, false])
})

it('knows its index from that of another library, an older version, and a damaged file', () => {
  expect(isIndexOf(database, index)).toBe(true)
  const other = join(folder, 'other.sqlite')
  const second = openDatabase(other)
  migrate(second)
  expect(isIndexOf(second, index)).toBe(false)
  closeDatabase(second)
  expect(isIndexOf(database, join(folder, 'absent.sqlite'))).toBe(false)
  expect(isIndexOf(database, join(folder, 'library.sqlite'))).toBe(false)
})

it('finds all clips of the very prompt of a clip, by an index', () => {
  add({ prompt: 'A boat' }, { prompt: 'A boat in a storm' }, { prompt: 'a boat' })
  add({ prompt: 'A boat', modelId: 'own' })
  indexEverything()
  const idOf = (prompt: string): string =>
    (database.prepare('SELECT uuid FROM generation WHERE prompt = ?').get(prompt) as { uuid: string }).uuid
  const search = samePrompt(idOf('A boat') as GenerationId)
  expect(found(search)).toEqual(['A boat', 'A boat'])
  expect(found(`-${search}`)).toEqual(['A boat in a storm', 'a boat'])
  expect(found(samePrompt(randomUUID() as GenerationId))).toEqual([])
  const plan = database
    .prepare(
      `EXPLAIN QUERY PLAN SELECT id FROM generation WHERE substr(prompt, 1, 64) = 'A boat' AND prompt = 'A boat'`
    )
    .all() as { detail: string }[]
  expect(plan.map(({ detail }) => detail).join()).toContain('generation_by_prompt')
})

it('finds clips whose frame rate varies', () => {
  add({ prompt: 'steady' }, { prompt: 'phone' }, { prompt: 'not saved' })
  for (const [prompt, traits] of [
    ['steady', '["metadata_added"]'],
    ['phone', '["unchecked","variable_frame_rate"]']
  ] as const) {
    database
      .prepare(
        `INSERT INTO video (uuid, generation_id, position, state, traits)
         SELECT ?, id, 0, 'saved', ? FROM generation WHERE prompt = ?`
      )
      .run(randomUUID(), traits, prompt)
  }
  expect(found('is:variable')).toEqual(['phone'])
  expect(found('-is:variable')).toEqual(['steady', 'not saved'])
})

/** Any mix of words, phrases, exclusions and operators. */
const letters = Array.from('aàÀéßẞİıIÇςΣёЁйя“"’\'–- %_\\ｶが각\u0301\u00AD🎈海c:')
const piece = fc.oneof(
  fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 5 }),
  fc.constantFrom(
    'model:veo',
    'model:"ünser m"',
    'aspect:portrait',
    'aspect:16:9',
    'duration:>5',
    'duration:4..6',
    'state:ready',
    'state:waiting',
    'is:missing',
    'is:silent',
    'is:black',
    'is:frozen',
    'is:variable',
    'is:different',
    'is:circled',
    'is:rejected',
    'is:favourite',
    'is:dragged',
    'is:used',
    'is:unused',
    'edit:É',
    'edit:film',
    'stars:>2',
    'stars:0',
    'tag:É',
    'before:1970-01-02',
    'after:today',
    'cost:1',
    'cost:>1',
    'aspect:odd'
  )
)
const Search = fc
  .array(fc.tuple(fc.boolean(), piece), { minLength: 1, maxLength: 4 })
  .map((pieces) => pieces.map(([isExcluded, text]) => `${isExcluded ? '-' : ''}${text}`).join(' '))

const Row = fc.record({
  prompt: fc
    .string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 })
    .filter((one) => one.trim() !== ''),
  modelId: fc.constantFrom('veo-3.1-fast', 'own', 'other'),
  enhanced: fc.constantFrom(null, 'É', 'ca'),
  state: fc.constantFrom('queued', 'ready', 'failed'),
  aspectRatio: fc.constantFrom('16:9', '720x1280'),
  durationSeconds: fc.constantFrom(undefined, 4, 8),
  charged: fc.constantFrom(null, 1_000_000, 1_920_000),
  video: fc.constantFrom(null, 'saved', 'missing'),
  durationMs: fc.constantFrom(null, 5_040, 8_000),
  width: fc.constantFrom(null, 720),
  isSilent: fc.boolean(),
  tag: fc.constantFrom(null, 'é', 'model:'),
  stars: fc.constantFrom(0, 3, 5),
  isRejected: fc.boolean(),
  isFavourite: fc.boolean(),
  edit: fc.constantFrom(null, 'Éa film', 'ca'),
  onTimeline: fc.constantFrom(null, 0, 2),
  isEditRemoved: fc.boolean(),
  audio: fc.constantFrom(undefined, true, false),
  resolution: fc.constantFrom(undefined, '720p', '1920x1080', '480', '2K'),
  fps: fc.constantFrom(undefined, 25, 29.97, 50, '50', 0),
  framesPerSecond: fc.constantFrom(null, 25, 30),
  traits: fc.constantFrom(null, [], ['metadata_added'], ['unchecked', 'variable_frame_rate']),
  checks: fc.constantFrom(
    null,
    { peakDecibels: null, blackMs: 0, frozenMs: 1200 },
    { peakDecibels: -75, blackMs: 700, frozenMs: 0 }
  )
})

const newest = (): GenerationId =>
  (database.prepare('SELECT uuid FROM generation ORDER BY id DESC LIMIT 1').get() as { uuid: GenerationId })
    .uuid

function addRow(row: ReturnType<typeof Row.generate>['value']): void {
  const { prompt, modelId, aspectRatio, durationSeconds, resolution, audio } = row
  add({
    prompt,
    modelId,
    aspectRatio,
    ...(durationSeconds && { durationSeconds }),
    ...(resolution && { resolution }),
    ...(audio !== undefined && { generateAudio: audio }),
    ...(row.fps !== undefined && { further: { fps: row.fps } })
  })
  database
    .prepare(
      `UPDATE generation SET state = ?, enhanced_prompt = ?, charged_microdollars = ?
       WHERE id = (SELECT MAX(id) FROM generation)`
    )
    .run(row.state, row.enhanced, row.charged)
  const { stars, isRejected, isFavourite, tag } = row
  if (tag !== null || stars > 0 || isRejected || isFavourite)
    annotate(prompt, { stars, isRejected, isFavourite, ...(tag !== null && { tags: [tag] }) })
  if (row.edit !== null) {
    createEditStore(database).write({
      edit: {
        id: randomUUID() as EditId,
        name: row.edit,
        path: '/film.mlt',
        editor: 'mlt',
        readAtMs: 1,
        isRemoved: row.isEditRemoved
      },
      uses: [{ generationId: newest(), onTimeline: row.onTimeline, ms: row.onTimeline }],
      isPathOwn: true,
      step: null
    })
  }
  if (row.video === null) return
  database
    .prepare(
      `INSERT INTO video (uuid, generation_id, position, state, file_name, file_sha256, source_sha256, saved_at_ms,
         width, height, duration_ms, frames_per_second, video_codec, audio_codec, traits, checks)
       SELECT ?, MAX(id), 0, ?, MAX(id) || '.mp4', 'f', 's', 1, ?, 720, ?, ?, 'avc', ?, ?, ? FROM generation`
    )
    .run(
      randomUUID(),
      row.video,
      row.width,
      row.durationMs,
      row.framesPerSecond,
      row.isSilent ? null : 'aac',
      row.traits && JSON.stringify(row.traits),
      row.checks && JSON.stringify(row.checks)
    )
}

it('finds the same as the window for any search, however far the index is', () => {
  fc.assert(
    fc.property(
      fc.array(Row, { minLength: 1, maxLength: 6 }),
      fc.array(Row, { maxLength: 3 }),
      fc.array(Search, { minLength: 1, maxLength: 4 }),
      (indexed, noted, searches) => {
        database.exec('DELETE FROM edit; DELETE FROM generation_event; DELETE FROM generation')
        indexed.forEach(addRow)
        indexEverything()
        noted.forEach(addRow)
        const answers = (): unknown => searches.map((search) => [search, found(search)])
        const expected = searches.map((search) => [search, foundInWindow(search)])
        expect(answers()).toEqual(expected)
        indexEverything()
        expect(answers()).toEqual(expected)
        detachIndex(database)
        expect(answers()).toEqual(expected)
        attachIndex(database, index)
      }
    ),
    { numRuns: 100 }
  )
})

it('finds the clips of projects, shots and collections by their names', () => {
  add({ prompt: 'one' }, { prompt: 'two' }, { prompt: 'three' })
  const [project, shot, collection] = (['project', 'shot', 'collection'] as const).map((kind) =>
    Item.parse({ id: randomUUID(), kind, name: `Élan of a ${kind}`, position: 0 })
  )
  if (!project || !shot || !collection) throw new Error('There are three kinds')
  const items = [project, shot, collection]
  createCurationStore(database).write({ clips: [], items, step: null })
  annotate('one', { projectId: project.id })
  annotate('two', { shotId: shot.id, take: 1 })
  annotate('three', { collectionIds: [collection.id] })
  expect(found('project:elan')).toEqual(['one'])
  expect(found('shot:"of a shot"')).toEqual(['two'])
  expect(found('-collection:ÉLAN')).toEqual(['one', 'two'])
  const removed = items.map((item) => ({ ...item, isRemoved: true }))
  createCurationStore(database).write({ clips: [], items: removed, step: null })
  expect(found('project:elan')).toEqual([])
})
