import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeClock, settle } from '../../base/testing/fake-clock'
import { failing, faultyFiles, systemError, type Fault } from '../testing/faulty-files'
import { place, type Placed } from './placement'
import { defaultPolicy } from '../policy'

let folder: string
let part: string
let final: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-place-'))
  part = join(folder, 'a.part')
  final = join(folder, 'a.mp4')
  await writeFile(part, 'video')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const delays = [50, 100]

/** Places a file with a fake clock that advances as needed. */
async function placed(fault: Fault): Promise<Placed> {
  const clock = new FakeClock()
  const placing = place(faultyFiles(fault), part, final, delays, clock)
  const ended = placing.then(
    () => true,
    () => true
  )
  // Each round lets the real disk work and then advances the clock.
  while (!(await Promise.race([ended, clock.run(100)])));
  return placing
}

const both =
  (...faults: readonly Fault[]): Fault =>
  (operation, path) => {
    for (const fault of faults) fault(operation, path)
  }

describe('place', () => {
  it('moves the file to its final name', async () => {
    expect(await placed(() => undefined)).toBe('placed')
    expect(await readFile(final, 'utf8')).toBe('video')
  })

  it('never replaces a file [F42]', async () => {
    await writeFile(final, 'mine')
    for (const fault of [() => undefined, failing('link', 'EPERM')]) expect(await placed(fault)).toBe('taken')
    expect(await readFile(final, 'utf8')).toBe('mine')
  })

  it.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EISDIR'])(
    'renames if links are %s',
    async (code) => {
      expect(await placed(failing('link', code))).toBe('placed')
      expect(await readdir(folder)).toEqual(['a.mp4'])
    }
  )

  it.each(['EBUSY', 'EPERM', 'EACCES'])('waits while the file is %s [F46]', async (code) => {
    const fault = both(failing('link', 'EPERM', 1, Infinity), failing('rename', code, 1, 2))
    expect(await placed(fault)).toBe('placed')
  })

  it('gives up if the file stays locked, and keeps the partial file [F46]', async () => {
    expect(await placed(failing('link', 'EBUSY', 1, Infinity))).toBe('locked')
    expect(await readdir(folder)).toEqual(['a.part'])
  })

  it('retries with the given delays for ten seconds first [F46]', async () => {
    const clock = new FakeClock()
    let tries = 0
    const files = faultyFiles((operation) => {
      if (operation !== 'link') return
      tries += 1
      throw systemError('EBUSY')
    })
    const startedAtMs = clock.now()
    let isOver = false
    const placing = place(files, part, final, defaultPolicy.placementDelaysMs, clock)
    const ended = placing.finally(() => (isOver = true))
    for (const [index, delayMs] of defaultPolicy.placementDelaysMs.entries()) {
      while (clock.pending === 0) await settle()
      expect([tries, isOver]).toEqual([index + 1, false])
      await clock.run(delayMs)
    }
    expect(await ended).toBe('locked')
    expect(clock.now() - startedAtMs).toBe(10_000)
  })

  it('fails if access stays denied', async () => {
    await expect(placed(failing('link', 'EACCES', 1, Infinity))).rejects.toThrow('EACCES')
  })

  it.each(['EROFS', 'ENOSPC', 'ENOENT', 'EIO'])('does not wait for %s', async (code) => {
    await expect(
      place(
        faultyFiles((operation) => {
          if (operation === 'link') throw systemError(code)
        }),
        part,
        final,
        delays,
        new FakeClock()
      )
    ).rejects.toThrow(code)
  })

  it('fails unless the folder is flushed [F43, F44]', async () => {
    await expect(placed(failing('flushFolder', 'EIO'))).rejects.toThrow('EIO')
  })

  it('recognizes its own link if only the flush failed', async () => {
    expect(await placed(failing('flushFolder', 'EBUSY'))).toBe('taken')
  })
})
