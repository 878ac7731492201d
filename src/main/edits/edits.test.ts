import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { EditView } from '@shared/library/edits'
import { ProblemError, sentencesOf } from '@shared/problem'
import { FakeClock } from '../base/testing/fake-clock'
import { closeDatabase, openDatabase, type WritableDatabase } from '../db/connection/database'
import { migrate } from '../db/migrations/migrate'
import { journaledRows } from '../db/recovery/journaled-rows'
import { createClipFinder, createEditStore } from '../db/tables/curation/edit-store'
import { stepStore } from '../db/tables/curation/step-table'
import { createGenerationStore } from '../db/tables/generation-store'
import { fileKey } from '../db/tables/video-table'
import type { DroppedFile } from '../drops/dropped-file'
import type { Generation } from '../generations/domain/generation'
import { journaledEdits } from '../library/journal/journaled-edits'
import { JournalEntry } from '../library/journal/journal-entry'
import { silentLogger } from '../logging/logger'
import { createEdits } from './create'
import { readEditFile } from './read-edit-file'
import { brokenProjects } from './testing/broken-projects'

const saved = join(import.meta.dirname, 'testing', 'saved')
const names = [
  '2026-11-22 harbour-at-dawn veo-3.1-fast 16x9 8s 3f2b.mp4',
  '2026-11-22 夜-market veo-3.1-fast 16x9 8s 9c41.mp4',
  "2026-11-23 it's-raining veo-3.1-fast 16x9 8s 77d0.mp4",
  'never used.mp4'
] as const

let home: string
let database: WritableDatabase
let ids: readonly GenerationId[]
let announced: Generation[]
let editEvents: EditView[]
let journal: JournalEntry[]
let clock: FakeClock
let parts: ReturnType<typeof createEdits>

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'edits-'))
  database = openDatabase(':memory:')
  migrate(database)
  ids = names.map(() => randomUUID() as GenerationId)
  const request = { modelId: 'veo-3.1-fast', prompt: 'boat' }
  createGenerationStore(database).insertBatch(
    randomUUID(),
    ids.map((id) => ({ id, request, place: null, resendOf: null })),
    1
  )
  ids.forEach((id, at) =>
    database
      .prepare(
        `INSERT INTO video (uuid, generation_id, position, state, file_name, file_key)
         SELECT ?, id, 0, 'saved', ?, ? FROM generation WHERE uuid = ?`
      )
      .run(randomUUID(), names[at]!, fileKey(names[at]!), id)
  )
  announced = []
  editEvents = []
  journal = []
  clock = new FakeClock()
  parts = open()
})
afterEach(() => {
  closeDatabase(database)
  rmSync(home, { recursive: true })
})

const open = (): ReturnType<typeof createEdits> =>
  createEdits({
    edits: journaledEdits(createEditStore(database), { append: (entry) => void journal.push(entry), clock }),
    clipFinder: createClipFinder(database),
    readEditFile,
    findPacket: () => Promise.resolve(null),
    folder: { root: join(home, 'library') },
    store: createGenerationStore(database),
    announce: (generation) => void announced.push(generation),
    emit: (_name, payload) => void editEvents.push(payload as EditView),
    onChange: () => undefined,
    clock,
    logger: silentLogger
  })

const dropped = (path: string): DroppedFile => ({
  path,
  name: path.split('/').at(-1) ?? '',
  kind: path.endsWith('d') ? 'folder' : 'file',
  head: new Uint8Array()
})
const drop = (path: string): Promise<unknown> => parts.editDropTarget.take(dropped(path))
const list = (): readonly EditView[] => createEditStore(database).list()

/** The uses of each clip, by its position in `names`. */
const uses = (): unknown[] =>
  createGenerationStore(database)
    .findAll(ids)
    .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    .map((generation) => generation.uses.map(({ edit, onTimeline, ms }) => [edit, onTimeline, ms]))

const mlt = (...entries: readonly number[]): string =>
  `<mlt>${names
    .map(
      (name, at) =>
        `<producer id="p${at}"><property name="resource">/x/${name.replace('&', '&amp;')}</property></producer>`
    )
    .join(
      ''
    )}<playlist id="main_bin">${names.map((_, at) => `<entry producer="p${at}"/>`).join('')}</playlist>
    <playlist id="v"><${entries.map((at) => `entry producer="p${at}" in="0" out="24"/>`).join('<')}</playlist></mlt>`

const write = (name: string, text: string): string => {
  writeFileSync(join(home, name), text)
  return join(home, name)
}

describe('projects that the programs saved', () => {
  it('marks the clips that Shotcut has on its timeline and in its playlist', async () => {
    const path = join(home, 'Film one.mlt')
    copyFileSync(join(saved, 'shotcut-22.12.mlt'), path)
    expect(await drop(path)).toEqual({
      kind: 'edit',
      name: 'Film one',
      message: '“Film one” uses 1 of your clips. 1 more is only in its bin.'
    })
    expect(uses()).toEqual([[['Film one', 2, 4000]], [], [['Film one', 0, 0]], []])
    expect(list()).toMatchObject([
      { name: 'Film one', editor: 'shotcut', clips: 2, used: 1, canBeReadAgain: true }
    ])
  })

  it('marks the clips that Kdenlive has on its timeline and in its bin', async () => {
    const path = join(home, 'Film two.kdenlive')
    copyFileSync(join(saved, 'kdenlive-22.12.kdenlive'), path)
    await drop(path)
    expect(uses()).toEqual([[['Film two', 1, 1960]], [['Film two', 0, 0]], [], []])
    expect(list()).toMatchObject([{ editor: 'kdenlive', clips: 2, used: 1 }])
  })
})

it('replaces what it knew when the same file is dropped again, and says so to each clip', async () => {
  const path = write('Film.mlt', mlt(0, 1))
  await drop(path)
  const [first] = list()
  announced = []
  write('Film.mlt', mlt(1, 1).replace(/<producer id="p0">.*?<\/producer>/, ''))
  clock.advance(1000)
  await drop(path)
  expect(list()).toMatchObject([{ id: first!.id, used: 1, readAtMs: first!.readAtMs + 1000 }])
  expect(uses()[0]).toEqual([])
  expect(uses()[1]).toEqual([['Film', 2, 2000]])
  expect(announced.map(({ id }) => id)).toContain(ids[0])
})

it('knows a project again that was moved, and tells two of one name apart', async () => {
  const path = write('Film.mlt', mlt(0))
  await drop(path)
  mkdirSync(join(home, 'other'))
  const other = write('other/Film.mlt', mlt(1))
  await drop(other)
  expect(list()).toHaveLength(2)
  mkdirSync(join(home, 'moved'))
  renameSync(path, join(home, 'moved', 'Film.mlt'))
  await drop(join(home, 'moved', 'Film.mlt'))
  expect(
    list()
      .map((edit) => edit.path)
      .toSorted()
  ).toEqual([join(home, 'moved', 'Film.mlt'), other])
})

it('lists no project that has none of the clips', async () => {
  const path = write(
    'Other.mlt',
    '<mlt><producer id="p"><property name="resource">/x.mp4</property></producer></mlt>'
  )
  expect(await drop(path)).toEqual({ kind: 'done', message: '“Other” has none of your clips.' })
  expect([list(), journal]).toEqual([[], []])
})

it('reads a file again while it is where it was', async () => {
  const path = write('Film.mlt', mlt(0))
  await drop(path)
  const [edit] = list()
  write('Film.mlt', mlt(0, 0, 0))
  const input = { id: edit!.id }
  expect(await parts.editHandlers['edits.readAgain'](input)).toEqual({
    message: '“Film” uses 1 of your clips. 3 more are only in its bin.'
  })
  expect(uses()[0]).toEqual([['Film', 3, 3000]])
  rmSync(path)
  await expect(parts.editHandlers['edits.readAgain'](input)).rejects.toThrow('“Film.mlt” couldn’t be opened.')
  expect(uses()[0]).toEqual([['Film', 3, 3000]])
})

it('removes an edit, and takes that back', async () => {
  await drop(write('Film.mlt', mlt(0)))
  const [edit] = list()
  await parts.editHandlers['edits.remove']({ id: edit!.id })
  expect([list(), uses()[0]]).toEqual([[], []])
  expect(editEvents.at(-1)).toMatchObject({ id: edit!.id, isRemoved: true })
  const steps = stepStore(database)
  const step = steps.toUndo()!
  expect(step.kind).toBe('edit_removed')
  const [{ id, before, after }] = steps.changes(step.id, 0, 10) as [never, ...never[]] as never as [
    { id: string; before: object; after: object }
  ]
  expect(parts.undoableEdits.apply([{ id, from: { ...after }, to: { ...before } }])).toEqual({
    changed: 1,
    left: 0
  })
  expect(list()).toMatchObject([{ id: edit!.id, clips: 4, used: 1 }])
  expect(uses()[0]).toEqual([['Film', 1, 1000]])
})

it('is restored from the journal, and then opens no path of it', async () => {
  await drop(write('Film.mlt', mlt(0)))
  const [edit] = list()
  const entries = journal.map((entry) => JournalEntry.parse(JSON.parse(JSON.stringify(entry))))
  const before = [uses(), list()]
  database.exec('DELETE FROM edit')
  expect(uses()[0]).toEqual([])
  const rows = journaledRows(database, clock)
  expect(rows.know(entries)).toBe(false)
  rows.startReplay().take(entries, 'journal')
  rows.startReplay().take(entries, 'journal')
  expect(rows.know(entries)).toBe(true)
  expect(uses()).toEqual(before[0])
  expect(list()).toEqual([{ ...edit, canBeReadAgain: false }])
  await expect(parts.editHandlers['edits.readAgain']({ id: edit!.id })).rejects.toThrow(
    'This edit was read on another computer'
  )
  // Dropped again, it is its own.
  await drop(join(home, 'Film.mlt'))
  expect(list()).toMatchObject([{ id: edit!.id, canBeReadAgain: true }])
})

it('opens no path that a journal puts in place of the one that was dropped', async () => {
  await drop(write('Film.mlt', mlt(0)))
  const [edit] = list()
  const [told] = journal.filter((entry) => entry.kind === 'edit')
  const same = { ...told!, revision: told!.revision + 1 }
  const elsewhere = { ...same, revision: same.revision + 1, edit: { ...same.edit, path: '/etc/passwd' } }
  const replay = journaledRows(database, clock).startReplay()
  replay.take([same], 'copy')
  expect(list()).toEqual([edit])
  replay.take([elsewhere], 'copy')
  expect(list()).toEqual([{ ...edit, path: '/etc/passwd', canBeReadAgain: false }])
  await expect(parts.editHandlers['edits.readAgain']({ id: edit!.id })).rejects.toThrow(
    'This edit was read on another computer'
  )
})

it('writes into the journal what could not be written before', async () => {
  await drop(write('Film.mlt', mlt(0)))
  const rows = journaledRows(database, clock)
  const waiting = rows.unjournaled(10)
  expect(waiting).toMatchObject([{ kind: 'edit', revision: 1, edit: { name: 'Film' } }])
  rows.note(waiting, { libraryId: 'x', position: 1 })
  expect(rows.unjournaled(10).every(({ kind }) => kind !== 'edit')).toBe(true)
})

describe('broken and hostile projects', () => {
  it('are at least thirty', () => {
    expect(brokenProjects.length).toBeGreaterThanOrEqual(30)
  })

  it.each(brokenProjects.map((project) => [project.what, project] as const))(
    'says one clear sentence of %s, and changes nothing',
    async (_what, { name, reason, write: make }) => {
      const path = join(home, name)
      await make(path)
      expect(parts.editDropTarget.accepts(dropped(path))).toBe(true)
      const error = await drop(path).then(
        () => null,
        (thrown: unknown) => thrown
      )
      expect(error).toBeInstanceOf(ProblemError)
      const { message, advice } = (error as ProblemError).problem
      const sentence = {
        unknown: `“${name}” isn’t a project that Dailies can read.`,
        damaged: `“${name}” is damaged or incomplete.`,
        too_large: `“${name}” is too large or too complex to be read.`,
        unsafe: `“${name}” defines XML entities, which Dailies doesn’t read.`,
        closed: `“${name}” couldn’t be opened.`
      }[reason]
      expect(message).toBe(sentence)
      expect(sentencesOf({ code: 'bug', message, advice: advice ?? '', retryable: false })).not.toContain(
        home
      )
      expect([list(), journal, announced, editEvents]).toEqual([[], [], [], []])
    }
  )

  it('does not change an edit that was read before', async () => {
    const path = write('Film.mlt', mlt(0))
    await drop(path)
    const before = [uses(), list()]
    write('Film.mlt', mlt(0).slice(0, -8))
    await expect(drop(path)).rejects.toThrow('is damaged or incomplete')
    expect([uses(), list()]).toEqual(before)
  })
})

it('does not run what a project of Flowblade holds', async () => {
  const path = write(
    'Film.flb',
    `\x80\x02cos\nsystem\n(S'touch ${join(home, 'owned')}'\ntR.X\x10\0\0\0/x/never used.mp4q`
  )
  expect(await drop(path)).toMatchObject({ kind: 'edit', message: '“Film” uses 1 of your clips.' })
  expect(uses()[3]).toEqual([['Film', null, null]])
})
