import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../logging/logger'
import { listBackups } from '../recovery/backup'
import { closeDatabase, openDatabase, quickCheck, type WritableDatabase } from '../connection/database'
import { createGenerationStore } from '../tables/generation-store'
import { migrate, newestSchema, schemaVersion } from './migrate'
import { backupFolder, openLibraryDatabase } from '../connection/open-library'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-migrate-'))
  path = join(folder, 'library.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Rows in schema 1, one in each state; every later schema still has these columns. */
function writeRows(database: WritableDatabase): void {
  const states = [
    'queued',
    'submitting',
    'unconfirmed',
    'processing',
    'downloading',
    'ready',
    'failed',
    'cancelled'
  ]
  const insert = database.prepare(
    `INSERT INTO generation (id, uuid, batch_uuid, batch_position, request, prompt, model_id, state,
       state_since_ms, submitted_at_ms, remote_id)
     VALUES (?, ?, 'batch', ?, ?, ?, 'veo-3.1-fast', ?, 5, 4, ?)`
  )
  states.forEach((state, index) => {
    const prompt = `boat ${state}`
    const request = JSON.stringify({ modelId: 'veo-3.1-fast', prompt, durationSeconds: 4 })
    insert.run(index + 1, crypto.randomUUID(), index, request, prompt, state, index > 2 ? `r${index}` : null)
  })
  database
    .prepare(
      `INSERT INTO video (uuid, generation_id, position, state, file_name, file_key) VALUES (?, 6, 0, 'saved', 'A.mp4', 'a.mp4')`
    )
    .run(crypto.randomUUID())
  database.exec(`
    INSERT INTO generation_event (generation_id, at_ms, to_state, why) VALUES (6, 5, 'ready', 'Saved');
    INSERT INTO remembered (name, value) VALUES ('draft', 'half a');
  `)
}

function oldLibrary(schema: number): void {
  const database = openDatabase(path)
  migrate(database, schema)
  expect(schemaVersion(database)).toBe(schema)
  writeRows(database)
  closeDatabase(database)
}

/** Returns the data that a user would miss. */
function contents(database: WritableDatabase): unknown {
  const rows = createGenerationStore(database).inStates(
    'queued',
    'submitting',
    'unconfirmed',
    'processing',
    'downloading',
    'ready',
    'failed',
    'cancelled'
  )
  return rows.map(({ request, status, videos }) => [
    request.prompt,
    status.state,
    'remoteId' in status ? status.remoteId : null,
    videos.map(({ fileName }) => fileName)
  ])
}

const expected = [
  ['boat queued', 'queued', null, []],
  ['boat submitting', 'submitting', null, []],
  ['boat unconfirmed', 'unconfirmed', null, []],
  ['boat processing', 'processing', 'r3', []],
  ['boat downloading', 'downloading', 'r4', []],
  ['boat ready', 'ready', 'r5', ['A.mp4']],
  ['boat failed', 'failed', 'r6', []],
  ['boat cancelled', 'cancelled', null, []]
]

const older = Array.from({ length: newestSchema - 1 }, (_, index) => index + 1)
const open = (): WritableDatabase =>
  openLibraryDatabase(path, { logger: silentLogger, nowMs: 1_000_000 }).database

describe.each(older)('a library of schema %i', (schema) => {
  it('is migrated to the newest with every row, after a backup', () => {
    oldLibrary(schema)
    const database = open()
    expect(schemaVersion(database)).toBe(newestSchema)
    expect(contents(database)).toEqual(expected)
    expect(quickCheck(database)).toBe('ok')
    // Older versions had no hold.
    const [ready] = createGenerationStore(database).inStates('ready')
    expect(ready?.videos[0]?.held).toBeNull()
    database.close()
    const [backup] = listBackups(backupFolder(path), 1_000_000)
    expect(backup).toMatchObject({ beforeMigration: true })
    const before = openDatabase(backup!.path)
    expect(schemaVersion(before)).toBe(schema)
    before.close()
  })
})
