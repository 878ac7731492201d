import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { clearImports, clearParts } from './clear-parts'

it('removes leftovers of saved videos and nothing else [F28]', async () => {
  const incoming = mkdtempSync(join(tmpdir(), 'dailies-parts-'))
  const [saved, other] = [randomUUID(), randomUUID()]
  const kept = [`${saved}.copy`, `${saved}.move`, `${other}.json`, `${other}.part`, 'notes.json'].toSorted()
  const left = [`${saved}.json`, `${saved}.json.new`, `${saved}.part`]
  for (const name of [...kept, ...left]) writeFileSync(join(incoming, name), '')
  await clearParts(incoming, (id) => id === saved)
  expect(readdirSync(incoming).toSorted()).toEqual(kept)
})

it('removes copies of imports and nothing else', async () => {
  const incoming = mkdtempSync(join(tmpdir(), 'dailies-parts-'))
  const kept = [`${randomUUID()}.part`, 'mine.import']
  for (const name of [...kept, `${randomUUID()}.import`]) writeFileSync(join(incoming, name), '')
  await clearImports(incoming)
  expect(readdirSync(incoming).toSorted()).toEqual(kept.toSorted())
})

it('does nothing if the folder is missing [F39]', async () => {
  await expect(clearParts('/nowhere/at/all', () => true)).resolves.toBeUndefined()
})
