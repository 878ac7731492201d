import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase, readOnce } from '../../src/main/db/connection/database'
import { promptsIn } from '../../src/main/db/testing/filled-library'
import { randomFor } from '../../src/simulator/random'
import { bundlePrograms } from './bundle'
import { runDatabase } from '../benches/database-process'

let program: string
let folder: string
beforeAll(async () => {
  program = (await bundlePrograms(join(import.meta.dirname, '../../.cache', 'chaos-killed-writes'))).database
  folder = mkdtempSync(join(tmpdir(), 'dailies-killed-writes-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('a killed process keeps every row that it reported as written [F47]', async () => {
  const path = join(folder, 'written.sqlite')
  const random = randomFor(47, 1)
  const kept: string[] = []
  for (let kill = 0; kill < 200; kill += 1) {
    const { end, told } = await runDatabase(
      program,
      { path, work: 'write', first: kill * 10_000 },
      { killAfterMs: Math.floor(random() * 30) }
    )
    expect(end).toBe('SIGKILL')
    kept.push(...told)
  }
  const database = openDatabase(path)
  expect(readOnce(database, 'integrity_check', 'pragma_integrity_check')).toBe('ok')
  const found = new Set(promptsIn(database))
  expect(kept.filter((prompt) => !found.has(prompt))).toEqual([])
  expect(kept.length).toBeGreaterThan(0)
  database.close()
})
