import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VideoId } from '@shared/generation'
import { newLibrary } from '../testing/library-folder'
import { reconcileFiles, type FileRecord } from './reconcile'

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
  const source = { sourceBytes: 11, sourceSha256: sha256, mediaSha256: null, traits: [] }
  return { id: randomUUID() as VideoId, state, fileName, bytes: 11, sha256, ...source, savedAtMs: 0 }
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
  await reconcileFiles({ folder, records, comparedAtMs, hashMedia, signal, change })
  return found
}

describe('reconcileFiles [F41]', () => {
  it('reads what was touched since the last time, and nothing else', async () => {
    const record = swapped('a.mp4')
    const touchedAtMs = statSync(join(root, 'a.mp4')).ctimeMs
    expect(await changed([record], touchedAtMs - 1)).toEqual(['a.mp4 changed'])
    expect(await changed([record], touchedAtMs + 1)).toEqual([])
    expect(await changed([{ ...record, savedAtMs: touchedAtMs + 1 }], 0)).toEqual([])
  })

  it('takes a file that was missing or changed for the saved one only after reading it', async () => {
    const later = Date.now() + 60_000
    expect(await changed([swapped('a.mp4', 'missing')], later)).toEqual(['a.mp4 changed'])
    expect(await changed([swapped('b.mp4', 'changed')], later)).toEqual([])
  })

  it('reads five clips of a library that came back elsewhere, from all over it [F40]', async () => {
    const records = Array.from({ length: 50 }, (_, index) => swapped(`${String(index).padStart(2, '0')}.mp4`))
    expect(await changed(records, null)).toEqual(
      [0, 10, 20, 30, 40].map((n) => `${String(n).padStart(2, '0')}.mp4 changed`)
    )
  })

  it('says nothing of any file while the library is away [F39]', async () => {
    const record = swapped('a.mp4')
    const folder = newLibrary(root)
    folder.prepare()
    rmSync(root, { recursive: true })
    const { signal } = new AbortController()
    await reconcileFiles({
      folder,
      records: [record],
      comparedAtMs: 0,
      hashMedia,
      signal,
      change: () => expect.unreachable()
    })
  })
})
