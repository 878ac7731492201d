import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeClock } from '../base/testing/fake-clock'
import { Importer, type ImporterDeps } from './importer'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dailies-importer-'))
  mkdirSync(join(root, 'library'))
})
afterEach(() => rmSync(root, { recursive: true }))

it('stops while it compares a file that has its name', async () => {
  const chosen = join(root, 'plate.mp4')
  for (const path of [chosen, join(root, 'library', 'plate.mp4')]) writeFileSync(path, 'a video')
  const stop = new AbortController()
  const placed: string[] = []
  const folder = {
    root: join(root, 'library'),
    incoming: join(root, 'library'),
    mostNameBytes: 255,
    prepare: () => undefined,
    pathOf: (name: string) => join(root, 'library', name)
  }
  const importer = new Importer({
    folder: folder as unknown as ImporterDeps['folder'],
    whyNotWritable: () => null,
    makeIncoming: () => undefined,
    inspect: () => Promise.resolve({ kind: 'video', container: 'mp4' } as never),
    findPacket: () => Promise.resolve(null),
    findContent: () => null,
    isNameTaken: () => false,
    importedFileName: (name, _ending, attempt) => `${attempt || ''}${name}`,
    place: (_part, target) => {
      placed.push(target)
      stop.abort(new Error('stopped'))
      return Promise.resolve(placed.length === 1 ? 'taken' : 'placed')
    },
    store: {} as ImporterDeps['store'],
    newClips: {} as ImporterDeps['newClips'],
    adopt: () => Promise.reject(new Error('no clip of Dailies')),
    announce: () => undefined,
    newId: () => 'new',
    clock: new FakeClock()
  })
  const taken = importer.take(chosen, 'copy', { onBytes: () => undefined, signal: stop.signal })
  await expect(taken).rejects.toThrow('stopped')
  expect(placed).toEqual([folder.pathOf('plate.mp4')])
})
