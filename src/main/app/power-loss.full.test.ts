import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { randomFor } from '../../simulator/random'
import { ClipBench } from './testing/clip-bench'
import { FileDownloader } from '../downloads/run/file-downloader'
import { PinnedTransport } from '../downloads/transport/pinned-transport'
import { RecordedDisk, type Fate } from '../downloads/testing/recorded-disk'
import { videoInspector } from '../platform/processes/video-inspector'

const prompt = 'a boat'
let clips: ClipBench
let disk: RecordedDisk
/** States of the database on disk, in order: every commit of ours is flushed when it returns. */
let databases: Buffer[]
/** Journal lines at that point, never ahead of the database. */
let journals: Buffer[]
/** Index of the database state before each disk write. */
let databaseBefore: number[]

beforeEach(async () => {
  databases = []
  journals = []
  databaseBefore = []
  disk = new RecordedDisk(() => databaseBefore.push(currentDatabase()))
  clips = await ClipBench.start({
    downloader: new FileDownloader({
      transport: new PinnedTransport(),
      inspector: videoInspector,
      files: disk.files
    })
  })
})
afterEach(() => clips.end())

/** Returns the index of the current database state. */
function currentDatabase(): number {
  const copy = join(clips.home, 'copy.sqlite')
  const database = new DatabaseSync(clips.bench.databasePath)
  database.exec(`VACUUM INTO '${copy}'`)
  database.close()
  const now = readFileSync(copy)
  rmSync(copy)
  if (!databases.at(-1)?.equals(now)) {
    databases.push(now)
    journals.push(existsSync(clips.bench.journalPath) ? readFileSync(clips.bench.journalPath) : Buffer.of())
  }
  return databases.length - 1
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Possible effects of a power loss on unflushed data. */
const losses: Readonly<Record<string, (position: number, isName: boolean) => Fate>> = {
  'nothing is lost': () => 'kept',
  'everything is lost': () => 'lost',
  'names outlive their bytes': (_position, isName) => (isName ? 'kept' : 'zeros'),
  'bytes outlive their names': (_position, isName) => (isName ? 'lost' : 'kept'),
  'one here, one there': (position) =>
    (['kept', 'lost', 'zeros'] as const)[Math.floor(randomFor(44, position)() * 3)]!
}

interface Wreck {
  readonly what: string
  readonly database: Buffer
  readonly journal: Buffer
  readonly files: ReadonlyMap<string, Buffer>
}

/** Returns every distinct state of disk and database that a power loss can leave. */
function wrecks(): readonly Wreck[] {
  const last = currentDatabase()
  const found = new Map<string, Wreck>()
  for (let changes = 0; changes <= disk.changes.length; changes += 1) {
    const around = [databaseBefore[Math.max(changes - 1, 0)] ?? last, databaseBefore[changes] ?? last]
    for (const [loss, fateOf] of Object.entries(losses)) {
      const files = disk.rebuilt(changes, fateOf)
      const hashes = [...files].map(([path, bytes]) => `${path} ${sha256(bytes)}`)
      for (const database of around) {
        const what = `after ${changes} of ${disk.changes.length} changes, ${loss}`
        found.set([database, ...hashes.sort()].join('\n'), {
          what,
          database: databases[database]!,
          journal: journals[database]!,
          files
        })
      }
    }
  }
  return [...found.values()]
}

/** Restores database, journal, clips and partial files to an earlier state; other files stay. */
function restore({ database, journal, files }: Wreck): void {
  rmSync(join(clips.library, '.dailies', 'incoming'), { recursive: true, force: true })
  for (const name of clipNames()) rmSync(join(clips.library, name))
  for (const suffix of ['', '-wal', '-shm']) rmSync(clips.bench.databasePath + suffix, { force: true })
  writeFileSync(clips.bench.databasePath, database)
  // The copy includes its log: a missing log would count as lost writes.
  writeFileSync(`${clips.bench.databasePath}-wal`, '')
  writeFileSync(clips.bench.journalPath, journal)
  for (const [path, bytes] of files) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
}

const clipNames = (): readonly string[] => readdirSync(clips.library).filter((name) => name.endsWith('.mp4'))

function savedHashes(): readonly string[] {
  const database = new DatabaseSync(clips.bench.databasePath)
  const rows = database.prepare(`SELECT file_sha256 AS hash FROM video WHERE state = 'saved'`).all()
  database.close()
  return (rows as unknown as { readonly hash: string }[]).map(({ hash }) => hash)
}

it('a power loss between any two disk writes leaves the old state or the new one [F44]', async () => {
  const { sha256: whole } = await clips.makeClip(prompt)
  await clips.until(async () => expect((await clips.generation(prompt)).state).toBe('ready'))
  const all = wrecks()
  expect(disk.changes.length).toBeGreaterThan(20)
  expect(all.length).toBeGreaterThan(20)
  for (const wreck of all) {
    await clips.restart(() => {
      restore(wreck)
      // A saved row always has its bytes.
      const kept = clipNames().map((name) => sha256(readFileSync(join(clips.library, name))))
      for (const hash of savedHashes()) expect(kept, wreck.what).toContain(hash)
    })
    await clips.until(async () => expect((await clips.generation(prompt)).state, wreck.what).toBe('ready'))
    const incoming = join(clips.library, '.dailies', 'incoming')
    expect(
      {
        clips: clipNames().map((name) => sha256(readFileSync(join(clips.library, name)))),
        parts: existsSync(incoming) ? readdirSync(incoming) : []
      },
      wreck.what
    ).toEqual({ clips: [whole], parts: [] })
  }
  expect(clips.simulator.ledger().entries).toHaveLength(1)
})
