import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withLock } from './lock.mjs'

let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('withLock', () => {
  it('admits one process at a time', async () => {
    const file = join(folder, 'lock')
    let inside = 0
    const work = async () => {
      inside += 1
      await Promise.resolve()
      expect(inside).toBe(1)
      inside -= 1
      return 'done'
    }
    const results = await Promise.all([1, 2, 3].map(() => withLock('test', work, file)))
    expect(results).toEqual(['done', 'done', 'done'])
  })

  it('takes over the lock of a process that ended', async () => {
    const file = join(folder, 'lock')
    // Above Linux's largest process id.
    writeFileSync(file, '4194305')
    expect(await withLock('test', () => 'done', file)).toBe('done')
  })

  it('releases the lock after a failure', async () => {
    const file = join(folder, 'lock')
    const fail = () => {
      throw new Error('no')
    }
    await expect(withLock('test', fail, file)).rejects.toThrow('no')
    expect(await withLock('test', () => 'done', file)).toBe('done')
  })
})
