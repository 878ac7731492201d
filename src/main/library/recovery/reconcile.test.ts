import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VideoId } from '@shared/generation'
import { newLibrary } from '../testing/library-folder'
import { recordsPerPage, reconcileFiles, type FileRecord, type FileRecordPages } from './reconcile'

let root: string
/** None of these files is a video. */
const hashMedia = (): Promise<null> => Promise.resolve(null)
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dailies-reconcile-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A row whose file holds something else of the same length. */
function swapped(fileName: string, state: FileRecord['state'] = 'saved'): FileRecord {
  writeFileSync(join(root, fileName), 'other bytes')
  const sha256 = createHash('sha256').update('saved bytes').digest('hex')
  const source = { sourceBytes: 11, sourceSha256: sha256, mediaSha256: null, traits: [], linkedPath: null }
  return { id: randomUUID() as VideoId, state, fileName, bytes: 11, sha256, ...source, savedAtMs: 0 }
}

/** Pages of an array, and how many records were read of it. */
function pagesOf(records: readonly FileRecord[]): FileRecordPages & { read: number } {
  const pages = {
    read: 0,
    count: () => records.length,
    after: (id: VideoId | null, limit: number) => {
      const start = records.findIndex((record) => record.id === id) + 1
      const page = records.slice(start, start + limit)
      pages.read += page.length
      return page
    }
  }
  return pages
}

async function changed(
  records: readonly FileRecord[],
  comparedAtMs: number | null
): Promise<readonly string[]> {
  const folder = newLibrary(root)
  folder.prepare()
  const found: string[] = []
  const { signal } = new AbortController()
  const change = ({ fileName }: FileRecord, { state }: { state: string }): void =>
    void found.push(`${fileName} ${state}`)
  await reconcileFiles({ folder, records: pagesOf(records), comparedAtMs, hashMedia, signal, change })
  return found
}

describe('reconcileFiles [F41]', () => {
  it('reads only files touched since the last comparison', async () => {
    const record = swapped('a.mp4')
    const touchedAtMs = statSync(join(root, 'a.mp4')).ctimeMs
    expect(await changed([record], touchedAtMs - 1)).toEqual(['a.mp4 changed'])
    expect(await changed([record], touchedAtMs + 1)).toEqual([])
    expect(await changed([{ ...record, savedAtMs: touchedAtMs + 1 }], 0)).toEqual([])
  })

  it('accepts a missing or changed file as the saved one only after reading it', async () => {
    const later = Date.now() + 60_000
    expect(await changed([swapped('a.mp4', 'missing')], later)).toEqual(['a.mp4 changed'])
    expect(await changed([swapped('b.mp4', 'changed')], later)).toEqual([])
  })

  it('reads a sample of five clips of a library that was moved [F40]', async () => {
    const records = Array.from({ length: 50 }, (_, index) => swapped(`${String(index).padStart(2, '0')}.mp4`))
    expect(await changed(records, null)).toEqual(
      [0, 10, 20, 30, 40].map((n) => `${String(n).padStart(2, '0')}.mp4 changed`)
    )
  })

  it('changes no record while the library is away [F39]', async () => {
    const record = swapped('a.mp4')
    const folder = newLibrary(root)
    folder.prepare()
    rmSync(root, { recursive: true })
    const { signal } = new AbortController()
    await reconcileFiles({
      folder,
      records: pagesOf([record]),
      comparedAtMs: 0,
      hashMedia,
      signal,
      change: () => expect.unreachable()
    })
  })
})

describe('comparing a large library', () => {
  const compare = (
    records: FileRecordPages,
    signal: AbortSignal,
    onProgress: (at: { readonly done: number; readonly total: number }) => void
  ): Promise<void> => {
    const folder = newLibrary(root)
    folder.prepare()
    const change = (): void => undefined
    return reconcileFiles({ folder, records, comparedAtMs: Infinity, hashMedia, signal, change, onProgress })
  }
  const library = (): ReturnType<typeof pagesOf> =>
    pagesOf(Array.from({ length: 10 * recordsPerPage + 1 }, (_, index) => swapped(`${index}.mp4`)))

  it('reads page by page, yields before each, and reports progress', async () => {
    const [records, turns] = [library(), new Set<number>()]
    let turn = 0
    const count = (): void => {
      turn += 1
      counting = setImmediate(count)
    }
    let counting = setImmediate(count)
    const seen: number[] = []
    await compare(records, new AbortController().signal, ({ done, total }) => {
      expect(records.read - done).toBeLessThan(recordsPerPage)
      if (done % recordsPerPage === 1) turns.add(turn)
      seen.push(done / total)
    })
    clearImmediate(counting)
    expect([seen.length, seen.at(-1), turns.size]).toEqual([10 * recordsPerPage + 1, 1, 11])
  })

  it('stops reading pages when aborted', async () => {
    const [records, stopping] = [library(), new AbortController()]
    await compare(records, stopping.signal, ({ done }) => {
      if (done === recordsPerPage + 5) stopping.abort()
    })
    expect(records.read).toBe(2 * recordsPerPage)
  })
})
