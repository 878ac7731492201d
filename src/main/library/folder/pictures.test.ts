import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VideoId } from '@shared/generation'
import { silentLogger } from '../../logging/logger'
import { Pictures } from './pictures'
import { canMountDisks, PrivateDisk } from '../testing/private-disk'

const id = '7a1f6c52-58a2-4d6e-9b0e-0d4f4f1f2a11' as VideoId
const jpeg = Uint8Array.of(0xff, 0xd8, ...new Uint8Array(100_000), 0xff, 0xd9)

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dailies-pictures-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const open = (folder = home, decoder = '138'): Pictures => new Pictures(folder, silentLogger, decoder)

it('stores a poster, and finds it after a restart', () => {
  open().save(id, 'poster', jpeg)
  expect([open().has(id, 'poster'), readdirSync(home)]).toEqual([true, [`${id}.jpg`]])
})

it('stores a strip beside the poster', () => {
  const pictures = open()
  pictures.save(id, 'poster', jpeg)
  pictures.save(id, 'strip', jpeg)
  expect(readdirSync(home).sort()).toEqual([`${id}.jpg`, `${id}.strip.jpg`])
  expect(pictures.of(id, null)).toEqual({ hasPoster: true, hasStrip: true, cannotBeShown: false })
})

it('asks for a picture again that was deleted, forgotten or left empty', () => {
  const pictures = open()
  for (const lose of [
    () => rmSync(pictures.pathOf(id, 'strip')),
    () => pictures.forget(id, 'strip'),
    () => writeFileSync(pictures.pathOf(id, 'strip'), '')
  ]) {
    pictures.save(id, 'strip', jpeg)
    expect(pictures.has(id, 'strip')).toBe(true)
    lose()
    expect(open().of(id, null).hasStrip).toBe(false)
  }
})

it('rejects anything but a JPEG', () => {
  expect(() => open().save(id, 'poster', Uint8Array.of(1, 2, 3))).toThrow('has to be a JPEG')
})

it('recreates its folder if it was deleted while the app runs', () => {
  const pictures = open()
  rmSync(home, { recursive: true })
  pictures.save(id, 'poster', jpeg)
  expect(open().has(id, 'poster')).toBe(true)
})

describe('if nothing can be written [F36]', () => {
  it('the app starts without posters', () => {
    const file = join(home, 'no folder')
    writeFileSync(file, '')
    const pictures = open(file)
    pictures.save(id, 'poster', jpeg)
    expect(pictures.has(id, 'poster')).toBe(false)
  })

  it('a poster that cannot be renamed leaves nothing behind', () => {
    mkdirSync(join(home, `${id}.jpg`))
    const pictures = open()
    pictures.save(id, 'poster', jpeg)
    expect(readdirSync(home)).toEqual([`${id}.jpg`])
  })

  it.runIf(canMountDisks)('a poster on a full disk leaves nothing behind', async () => {
    const disk = await PrivateDisk.mount(256 * 1024)
    try {
      await disk.fill(16 * 1024)
      const pictures = open(join(disk.path, 'posters'))
      pictures.save(id, 'poster', jpeg)
      expect([pictures.has(id, 'poster'), readdirSync(join(disk.path, 'posters'))]).toEqual([false, []])
    } finally {
      await disk.remove()
    }
  })
})

it('remembers what this decoder cannot show, and retries with another decoder or other bytes', () => {
  const [hash, other] = ['ab'.repeat(32), 'cd'.repeat(32)]
  open().noteUndecodable(id, hash)
  expect([open().isUndecodable(id, hash), open().isUndecodable(id, other)]).toEqual([true, false])
  expect([open(home, '139').isUndecodable(id, hash), open().has(id, 'poster')]).toEqual([false, false])
})
