import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { lockFile } from './file-lock'

const folder = mkdtempSync(join(tmpdir(), 'dailies-lock-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A program that locks the file as the app does, and reports it. */
const holder = (path: string): string => `
  const { DatabaseSync } = require('@photostructure/sqlite')
  new DatabaseSync(${JSON.stringify(path)}).exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  process.stdout.write('locked')
  setInterval(() => {}, 1000)`

it('releases a lock with its process, however that ends, and leaves no file [F56]', async () => {
  const path = join(folder, 'lock')
  const other = spawn(process.execPath, ['-e', holder(path)], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(other.stdout, 'data')
  expect(lockFile(path)).toBe('in_use')

  other.kill('SIGKILL')
  await once(other, 'exit')
  const release = lockFile(path)
  expect(lockFile(path)).toBe('in_use')
  if (release !== 'in_use') release()
  expect(lockFile(path)).toBeTypeOf('function')
  expect(readdirSync(folder)).toEqual(['lock'])
  expect(statSync(path).size).toBe(0)
})

it('throws if the file cannot be locked', () => {
  expect(() => lockFile(join(folder, 'not', 'there', 'lock'))).toThrow()
})
