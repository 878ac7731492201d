import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { recordWrites } from '../../base/testing/recorded-writes'
import { silentLogger } from '../../logging/logger'
import { SavedItemChanges, SavedItemsFile, type SavedItemRows } from './saved-items'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-saved-items-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const noRows: SavedItemRows = {
  read: () => ({ presets: [], snippets: [] }),
  savePreset: () => undefined,
  saveSnippet: () => undefined,
  revision: () => 1,
  setRevision: () => undefined,
  copiesRead: () => [],
  noteCopies: () => undefined
}
const noModels = { sources: () => ({ custom: [], withdrawn: [] }), importModels: () => undefined }

it('flushes the file of saved items and its folder', async () => {
  const path = join(folder, 'belongings.json')
  const file = new SavedItemsFile({
    path: () => path,
    rows: noRows,
    models: noModels,
    changes: new SavedItemChanges(noRows),
    logger: silentLogger
  })
  expect(await recordWrites(() => file.sync(false))).toEqual([
    'flush belongings.json.new',
    'rename belongings.json',
    `flush ${basename(folder)}`
  ])
})
