import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VideoId } from '@shared/generation'
import { silentLogger } from '../../logging/logger'
import { Posters } from './posters'
import { canMountDisks, PrivateDisk } from '../testing/private-disk'

const id = '7a1f6c52-58a2-4d6e-9b0e-0d4f4f1f2a11' as VideoId
const jpeg = Uint8Array.of(0xff, 0xd8, ...new Uint8Array(100_000), 0xff, 0xd9)

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dailies-posters-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const open = (folder = home, decoder = '138'): Posters => new Posters(folder, silentLogger, decoder)

it('stores a poster, and finds it after a restart', () => {
  open().save(id, jpeg)
  expect([open().has(id), readdirSync(home)]).toEqual([true, [`${id}.jpg`]])
})

it('rejects anything but a JPEG', () => {
  expect(() => open().save(id, Uint8Array.of(1, 2, 3))).toThrow('has to be a JPEG')
})

it('recreates its folder if it was deleted while the app runs', () => {
  const posters = open()
  rmSync(home, { recursive: true })
  posters.save(id, jpeg)
  expect(open().has(id)).toBe(true)
})

describe('if nothing can be written [F36]', () => {
  it('the app starts without posters', () => {
    const file = join(home, 'no folder')
    writeFileSync(file, '')
    const posters = open(file)
    posters.save(id, jpeg)
    expect(posters.has(id)).toBe(false)
  })

  it('a poster that cannot be renamed leaves nothing behind', () => {
    mkdirSync(join(home, `${id}.jpg`))
    const posters = open()
    posters.save(id, jpeg)
    expect(readdirSync(home)).toEqual([`${id}.jpg`])
  })

  it.runIf(canMountDisks)('a poster on a full disk leaves nothing behind', async () => {
    const disk = await PrivateDisk.mount(256 * 1024)
    try {
      await disk.fill(16 * 1024)
      const posters = open(join(disk.path, 'posters'))
      posters.save(id, jpeg)
      expect([posters.has(id), readdirSync(join(disk.path, 'posters'))]).toEqual([false, []])
    } finally {
      await disk.remove()
    }
  })
})

it('remembers what this decoder cannot show, and retries with another decoder or other bytes', () => {
  const [hash, other] = ['ab'.repeat(32), 'cd'.repeat(32)]
  open().noteUndecodable(id, hash)
  expect([open().isUndecodable(id, hash), open().isUndecodable(id, other)]).toEqual([true, false])
  expect([open(home, '139').isUndecodable(id, hash), open().has(id)]).toEqual([false, false])
})
