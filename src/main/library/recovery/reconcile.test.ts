import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase, type WritableDatabase } from '../../db/connection/database'
import { migrate } from '../../db/migrations/migrate'
import { scanFiles } from '../../db/queries/scan-files'
import { countFiles, fileRecord } from '../../db/tables/file-records'
import { fillLibrary } from '../../db/testing/filled-library'
import type { LibraryFolder } from '../folder/library-folder'
import { newLibrary } from '../testing/library-folder'
import {
  filesPerPage,
  reconcileFiles,
  type FileRecord,
  type FileScan,
  type PageToScan,
  type ScannedPage
} from './reconcile'

let root: string
let database: WritableDatabase
/** None of these files is a video. */
const hashMedia = (): Promise<null> => Promise.resolve(null)
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dailies-reconcile-'))
  database = openDatabase(':memory:')
  migrate(database)
})
afterEach(() => {
  database.close()
  rmSync(root, { recursive: true, force: true })
})

type File = Pick<FileRecord, 'state' | 'fileName' | 'linkedPath' | 'bytes' | 'sha256' | 'savedAtMs'>

const savedHash = createHash('sha256').update('saved bytes').digest('hex')

/** A row whose file holds something else of the same length. */
function swapped(fileName: string, state: FileRecord['state'] = 'saved'): File {
  writeFileSync(join(root, fileName), 'other bytes')
  return { state, fileName, linkedPath: null, bytes: 11, sha256: savedHash, savedAtMs: 0 }
}

/** Writes rows, of which the first has the first id. */
function write(files: readonly File[]): void {
  fillLibrary(database, 1)
  database.exec('DELETE FROM video')
  const insert = database.prepare(
    `INSERT INTO video (uuid, generation_id, position, state, file_name, file_key, linked_path, file_bytes, file_sha256,
       source_bytes, source_sha256, saved_at_ms)
     SELECT ?1, (SELECT id FROM generation), ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?6, ?7, ?8`
  )
  files.forEach((file, at) => {
    const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`
    insert.run(id, at, file.state, file.fileName, file.linkedPath, file.bytes, file.sha256, file.savedAtMs)
  })
}

/** Scans in this process, and notes which pages were read and whether the thread was ended. */
function scanHere(): FileScan & { readonly pages: ScannedPage[]; ended: number } {
  const scan = {
    pages: [] as ScannedPage[],
    ended: 0,
    count: () => Promise.resolve(countFiles(database, {}).count),
    page: (page: PageToScan) => {
      const scanned = scanFiles(database, page)
      scan.pages.push(scanned)
      return Promise.resolve(scanned)
    },
    end: () => {
      scan.ended += 1
      return Promise.resolve()
    }
  }
  return scan
}

interface Run {
  readonly scan?: FileScan
  readonly signal?: AbortSignal
  readonly onProgress?: (at: { readonly done: number; readonly total: number }) => void
  readonly folder?: LibraryFolder
}

function library(): LibraryFolder {
  const folder = newLibrary(root)
  folder.prepare()
  return folder
}

/** Compares, and returns what became of which file. */
async function compare(comparedAtMs: number | null, run: Run = {}): Promise<readonly string[]> {
  const found: string[] = []
  await reconcileFiles({
    scan: scanHere(),
    signal: new AbortController().signal,
    ...run,
    // Not made again where it is away.
    folder: run.folder ?? library(),
    findRecord: (id) => fileRecord(database, id),
    comparedAtMs,
    hashMedia,
    change: ({ fileName }, { state }) => void found.push(`${String(fileName)} ${state}`)
  })
  return found
}

const changed = (files: readonly File[], comparedAtMs: number | null): Promise<readonly string[]> => {
  write(files)
  return compare(comparedAtMs)
}

describe('reconcileFiles [F41]', () => {
  it('reads only files touched since the last comparison', async () => {
    const file = swapped('a.mp4')
    const touchedAtMs = Math.ceil(statSync(join(root, 'a.mp4')).ctimeMs)
    expect(await changed([file], touchedAtMs - 2)).toEqual(['a.mp4 changed'])
    expect(await changed([file], touchedAtMs + 1)).toEqual([])
    expect(await changed([{ ...file, savedAtMs: touchedAtMs + 1 }], 0)).toEqual([])
  })

  it('notices a file that is gone, another length, and a folder in its place', async () => {
    const later = Date.now() + 60_000
    const [gone, longer, folder] = ['gone.mp4', 'longer.mp4', 'folder.mp4'].map((name) => swapped(name))
    rmSync(join(root, 'gone.mp4'))
    appendFileSync(join(root, 'longer.mp4'), '!')
    rmSync(join(root, 'folder.mp4'))
    mkdirSync(join(root, 'folder.mp4'))
    expect(await changed([gone!, longer!, folder!], later)).toEqual([
      'gone.mp4 missing',
      'longer.mp4 changed',
      'folder.mp4 missing'
    ])
  })

  it('looks at no file outside of the folder', async () => {
    const later = Date.now() + 60_000
    writeFileSync(join(root, 'a.mp4'), 'other bytes')
    expect(await changed([{ ...swapped('b.mp4'), fileName: `../${basename(root)}/a.mp4` }], later)).toEqual([
      `../${basename(root)}/a.mp4 missing`
    ])
  })

  it('finds a linked file only at exactly its path', async () => {
    const later = Date.now() + 60_000
    const linked = (name: string): File => ({
      ...swapped(name),
      fileName: null,
      linkedPath: join(root, name)
    })
    const [there, turned] = [linked('there.mp4'), linked('turned.mp4')]
    rmSync(join(root, 'turned.mp4'))
    symlinkSync(join(root, 'there.mp4'), join(root, 'turned.mp4'))
    expect(await changed([there, turned], later)).toEqual(['null missing'])
  })

  it('accepts a missing or changed file as the saved one only after reading it', async () => {
    const later = Date.now() + 60_000
    expect(await changed([swapped('a.mp4', 'missing')], later)).toEqual(['a.mp4 changed'])
    expect(await changed([swapped('b.mp4', 'changed')], later)).toEqual([])
  })

  it('reads a sample of five clips of a library that was moved [F40]', async () => {
    const files = Array.from({ length: 50 }, (_, index) => swapped(`${String(index).padStart(2, '0')}.mp4`))
    expect(await changed(files, null)).toEqual(
      [0, 10, 20, 30, 40].map((n) => `${String(n).padStart(2, '0')}.mp4 changed`)
    )
  })

  it('changes no record while the library is away [F39]', async () => {
    write([swapped('a.mp4')])
    const folder = library()
    rmSync(root, { recursive: true })
    const scan = scanHere()
    expect([await compare(0, { folder, scan }), scan.pages]).toEqual([[], []])
    expect(existsSync(root)).toBe(false)
  })
})

describe('comparing a large library', () => {
  const large = (): void =>
    write(Array.from({ length: 10 * filesPerPage + 1 }, (_, index) => swapped(`${index}.mp4`)))

  it('looks at files page by page, reads none that is as it was, and reports progress', async () => {
    large()
    const [scan, seen] = [scanHere(), [] as number[]]
    const findRecord = vi.spyOn(database, 'prepare')
    await compare(Infinity, { scan, onProgress: ({ done, total }) => void seen.push(done / total) })
    expect(findRecord.mock.calls.filter(([sql]) => sql.includes('uuid = ?'))).toEqual([])
    findRecord.mockRestore()
    expect([scan.pages.length, seen.length, seen.at(-1), scan.ended]).toEqual([11, 11, 1, 1])
    expect(scan.pages.map(({ count }) => count)).toEqual([...Array<number>(10).fill(filesPerPage), 1])
  })

  it('reads the sample of a library that was moved from all of its pages', async () => {
    large()
    const at = (n: number): string => `${n}.mp4 changed`
    expect(await compare(null)).toEqual([0, 201, 402, 603, 804].map(at))
  })

  it('reads nothing when the app quits before it begins', async () => {
    large()
    const scan = scanHere()
    await compare(Infinity, { scan, signal: AbortSignal.abort() })
    expect([scan.pages.length, scan.ended]).toEqual([0, 0])
  })

  it('stops reading pages when aborted, and ends the thread', async () => {
    large()
    const [scan, stopping] = [scanHere(), new AbortController()]
    await compare(Infinity, {
      scan,
      signal: stopping.signal,
      onProgress: ({ done }) => {
        if (done === 2 * filesPerPage) stopping.abort()
      }
    })
    expect([scan.pages.length, scan.ended]).toEqual([2, 1])
  })
})
