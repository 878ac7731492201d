import { existsSync } from 'node:fs'
import { open, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clearParts } from '../../library/folder/clear-parts'
import { makePacket } from '../../media/xmp/xmp-packet'
import { videoInspector } from '../../platform/processes/video-inspector'
import { DownloadBench, hasty, sha256, videoId } from '../testing/download-bench'
import { failing, faultyFiles, Killed, quickFiles, systemError, type Fault } from '../testing/faulty-files'
import { systemFiles, type Files } from '../files'
import { box, clipOfLength, testClip } from '../testing/test-clip'
import { file } from '../testing/video-server'

const packet = makePacket({
  videoId,
  generationId: '0b7c2f0e-8f4d-4a1c-8a52-5f1e6f3a9d10',
  createdAtUs: 1_795_000_000_000_000,
  position: 0,
  modelId: 'veo-3.1-fast',
  prompt: 'A lighthouse',
  request: null,
  remoteId: null
})

let bench: DownloadBench
beforeEach(async () => {
  bench = await DownloadBench.start(videoInspector, packet)
})
afterEach(() => bench.stop())

const problem = (code: string): unknown => expect.objectContaining({ code })

/** Fails every file operation from the nth on, as if the process was killed there. */
function killAt(nth: number): { readonly fault: Fault; readonly hasStruck: () => boolean } {
  let operations = 0
  return {
    fault: () => {
      operations += 1
      if (operations >= nth) throw new Killed()
    },
    hasStruck: () => operations >= nth
  }
}

/** Tracks the flushed bytes of each file; a power loss turns the rest into zeros. */
class UnsafeDisk {
  readonly #flushed = new Map<string, number>()
  readonly files: Files = {
    ...quickFiles,
    open: async (path, mode) => {
      const real = await systemFiles.open(path, mode)
      return {
        ...real,
        truncate: async (length) => {
          this.#flushed.set(path, Math.min(length, this.#flushed.get(path) ?? 0))
          await real.truncate(length)
        },
        sync: async () => {
          this.#flushed.set(path, await real.size())
        }
      }
    }
  }

  async losePower(path: string): Promise<void> {
    const size = await systemFiles.size(path)
    if (size === null) return
    const handle = await open(path, 'r+')
    const flushed = this.#flushed.get(path) ?? 0
    if (size > flushed) await handle.write(Buffer.alloc(size - flushed), 0, size - flushed, flushed)
    await handle.close()
  }
}

describe('a killed download', () => {
  it.each([
    ['process', false, Buffer.from(testClip)],
    ['power', true, clipOfLength(400_000)]
  ])('is completed after a kill at any point (%s) [F28, F44]', async (_what, losesPower, clip) => {
    const source = bench.server.on('/a', file(clip))
    const whole = sha256(bench.expectedFile(clip))
    let points = 0
    for (let nth = 1; ; nth += 1) {
      const disk = new UnsafeDisk()
      const { fault, hasStruck } = killAt(nth)
      const killed = await bench
        .download([source], { files: faultyFiles(fault, disk.files) })
        .catch((error: unknown) => error)
      if (hasStruck()) expect(killed).toBeInstanceOf(Killed)
      if (losesPower) await disk.losePower(bench.partPath)
      expect(await bench.download([source])).toMatchObject({
        kind: 'saved',
        sha256: whole,
        bytes: bench.expectedFile(clip).length,
        sourceBytes: clip.length,
        sourceSha256: sha256(clip)
      })
      expect(sha256(await bench.saved())).toBe(whole)
      expect(await bench.everyFile()).toEqual(['clip.mp4'])
      await rm(bench.finalPath)
      if (!hasStruck()) break
      points = nth
    }
    expect(points).toBeGreaterThan(30)
  })

  it('is completed without hard links, and for a file without a packet [F28]', async () => {
    const clip = Buffer.concat([testClip, box('free', Buffer.from('rest'), 0)])
    const source = bench.server.on('/a', file(clip))
    for (let nth = 1; ; nth += 1) {
      const { fault, hasStruck } = killAt(nth)
      const withoutLinks: Files = { ...quickFiles, link: () => Promise.reject(systemError('EPERM')) }
      await bench
        .download([source], { files: faultyFiles(fault, withoutLinks) })
        .catch((error: unknown) => expect(error).toBeInstanceOf(Killed))
      // The note stays until the row is saved, and every call adopts the file.
      for (let call = 1; call <= 2; call += 1) {
        const again = await bench.download([source])
        expect(again).toMatchObject({ kind: 'saved', sha256: sha256(clip) })
        expect((await bench.everyFile()).toSorted()).toEqual([`${videoId}.json`, 'clip.mp4'])
      }
      await clearParts(bench.partFolder, (id) => id === videoId)
      expect(await bench.everyFile()).toEqual(['clip.mp4'])
      await rm(bench.finalPath)
      if (!hasStruck()) break
    }
  })

  it('does not adopt another video of the same length without a packet', async () => {
    const clip = (words: string): Buffer => Buffer.concat([testClip, box('free', Buffer.from(words), 0)])
    const source = bench.server.on('/a', file(clip('rest')))
    expect(await bench.download([source])).toMatchObject({ kind: 'saved' })
    await writeFile(bench.finalPath, clip('else'))
    expect(await bench.download([source])).toEqual({ kind: 'name_taken' })
    expect(await bench.saved()).toEqual(clip('else'))
  })
})

describe('a download with disk errors', () => {
  const part = (fault: Fault): Fault => {
    return (operation, path) => {
      if (path.endsWith('.part')) fault(operation, path)
    }
  }

  it.each([
    ['ENOSPC', 'blocked', 'disk_full'],
    ['EDQUOT', 'blocked', 'disk_full'],
    ['EROFS', 'blocked', 'folder_read_only'],
    ['EACCES', 'blocked', 'folder_read_only'],
    ['ENOENT', 'blocked', 'folder_missing'],
    ['ENXIO', 'blocked', 'folder_missing'],
    ['EFBIG', 'blocked', 'too_large'],
    ['EIO', 'retry', 'file_damaged'],
    ['EMFILE', 'retry', 'download_interrupted']
  ])('with %s while writing is %s [F35, F38, F43, F45]', async (code, kind, problemCode) => {
    const clip = clipOfLength(3_000_000)
    const source = bench.server.on('/a', file(clip))
    const files = faultyFiles(part(failing('write', code, 2, Infinity)))
    const outcome = await bench.download([source], { files })
    expect(outcome).toMatchObject({ kind, problem: problem(problemCode) })
    expect(await bench.download([source])).toMatchObject({ kind: 'saved', sourceSha256: sha256(clip) })
    expect(await bench.everyFile()).toEqual(['clip.mp4'])
    const wasKept = bench.ranges[1]?.[0] !== undefined
    expect(wasKept).toBe(code !== 'EIO')
  })

  it('reports how much space is needed [F35]', async () => {
    const clip = clipOfLength(3_000_000)
    const files = faultyFiles(part(failing('write', 'ENOSPC', 1, Infinity)))
    const outcome = await bench.download([bench.server.on('/a', file(clip))], { files })
    expect(outcome).toMatchObject({
      problem: { needBytes: clip.length, freeBytes: expect.any(Number) as number }
    })
  })

  it('reports a full disk even if the free space is unknown', async () => {
    const fault: Fault = (operation, path) => {
      if (operation === 'write' && path.endsWith('.part')) throw systemError('ENOSPC')
      if (operation === 'freeBytes' && bench.server.requests.length > 1) throw systemError('EIO')
    }
    const source = bench.server.on('/a', file(testClip))
    await bench.download([source], { files: faultyFiles(fault) })
    expect(await bench.download([source], { files: faultyFiles(failing('open', 'ENOSPC')) })).toMatchObject({
      kind: 'blocked',
      problem: problem('disk_full')
    })
  })

  it('stops before the disk is full [F35]', async () => {
    const clip = clipOfLength(3_000_000)
    let asked = 0
    const files: Files = {
      ...quickFiles,
      freeBytes: () => Promise.resolve((asked += 1) === 1 ? 10_000_000 : 1_000)
    }
    const policy = { ...hasty, reserveBytes: 2_000, spaceCheckBytes: 1_000_000 }
    const source = bench.server.on('/a', file(clip))
    const outcome = await bench.download([source], { files, policy })
    expect(outcome).toMatchObject({ kind: 'blocked', problem: { code: 'disk_full', freeBytes: 1000 } })
    expect(await bench.download([source])).toMatchObject({ kind: 'saved', sourceSha256: sha256(clip) })
    expect(bench.ranges[1]?.[0]).toMatch(/^bytes=1\d{6}-$/)
  })

  it('is retried if there is space again in the meantime', async () => {
    let asked = 0
    const files: Files = {
      ...quickFiles,
      freeBytes: () => Promise.resolve((asked += 1) === 2 ? 0 : 10_000_000)
    }
    const policy = { ...hasty, reserveBytes: 1, spaceCheckBytes: 1_000_000 }
    const source = bench.server.on('/a', file(clipOfLength(3_000_000)))
    expect(await bench.download([source], { files, policy })).toMatchObject({ kind: 'retry' })
  })

  it('reports a read-only disk at the end, and downloads nothing again [F38]', async () => {
    const source = bench.server.on('/a', file(testClip))
    const files = faultyFiles(failing('link', 'EACCES', 1, Infinity))
    expect(await bench.download([source], { files })).toEqual({
      kind: 'blocked',
      problem: problem('folder_read_only')
    })
    expect(await bench.download([source])).toMatchObject({ kind: 'saved' })
    expect(bench.server.requests).toHaveLength(1)
  })

  it('keeps the video if the disk is full when the packet is written', async () => {
    const source = bench.server.on('/a', file(testClip))
    const files = faultyFiles(part(failing('write', 'ENOSPC', 2, Infinity)))
    expect(await bench.download([source], { files })).toMatchObject({ kind: 'blocked' })
    expect(await bench.download([source])).toMatchObject({ kind: 'saved' })
    expect(bench.server.requests).toHaveLength(1)
  })

  it.each([1, 2, 3])('saves no file after an I/O error at flush %i [F43]', async (nth) => {
    const source = bench.server.on('/a', file(testClip))
    const outcome = await bench.download([source], { files: faultyFiles(part(failing('sync', 'EIO', nth))) })
    expect(outcome).toEqual({ kind: 'retry', problem: problem('file_damaged'), retryAfterMs: null })
    expect(await bench.everyFile()).toEqual([])
    expect(await bench.download([source])).toMatchObject({ kind: 'saved' })
  })

  it('reports a new file locked by another program, and renames it later [F46]', async () => {
    const source = bench.server.on('/a', file(testClip))
    const files = faultyFiles(failing('link', 'EBUSY', 1, Infinity))
    const outcome = await bench.download([source], { files })
    expect(outcome).toMatchObject({ kind: 'retry', problem: problem('download_interrupted') })
    expect(outcome).toMatchObject({
      problem: { message: expect.stringContaining('using the file') as string }
    })
    expect((await bench.everyFile()).some((name) => name.endsWith('.part'))).toBe(true)
    expect(await bench.download([source])).toMatchObject({ kind: 'saved' })
    expect(bench.server.requests).toHaveLength(1)
    expect(await bench.everyFile()).toEqual(['clip.mp4'])
  })

  it('saves the video if only the flush of the name was locked', async () => {
    const source = bench.server.on('/a', file(testClip))
    let isLocked = true
    const files = faultyFiles((operation, path) => {
      if (operation !== 'flushFolder' || path !== bench.library || !isLocked) return
      isLocked = false
      throw systemError('EBUSY')
    })
    expect(await bench.download([source], { files })).toMatchObject({ kind: 'saved' })
    expect(await bench.everyFile()).toEqual(['clip.mp4'])
  })

  it('saves a video without a packet even if the last cleanup fails', async () => {
    const source = bench.server.on('/a', file(Buffer.concat([testClip, box('free', Buffer.from('rest'), 0)])))
    const files = faultyFiles((operation, path) => {
      const isOver = operation === 'flushFolder' && path === bench.partFolder
      if (isOver && existsSync(bench.finalPath) && !existsSync(bench.partPath)) throw systemError('EMFILE')
    })
    expect(await bench.download([source], { files })).toMatchObject({ kind: 'saved' })
  })

  it('flushes each note before renaming it, and the folder after that [F44]', async () => {
    const log: string[] = []
    const files = faultyFiles((operation, path) => {
      if (path.endsWith('.json.new') || path === bench.partFolder) log.push(operation)
    })
    await bench.download([bench.server.on('/a', file(testClip))], { files })
    const note = ['open', 'truncate', 'write', 'sync', 'rename', 'flushFolder']
    expect(log.slice(log.indexOf('open'), log.indexOf('open') + note.length)).toEqual(note)
  })

  it('keeps the video if the flush of its packet fails', async () => {
    const source = bench.server.on('/a', file(testClip))
    const files = faultyFiles(part(failing('sync', 'ENOSPC', 2)))
    expect(
      await bench.download([source], { files, policy: { ...hasty, checkpointBytes: Infinity } })
    ).toMatchObject({
      kind: 'blocked'
    })
    expect(await bench.download([source])).toMatchObject({ kind: 'saved', sourceSha256: sha256(testClip) })
    expect(bench.server.requests).toHaveLength(1)
  })

  it('closes the partial file before moving it to its final name', async () => {
    const open = new Set<string>()
    const strict: Files = {
      ...quickFiles,
      open: async (path, mode) => {
        const real = await quickFiles.open(path, mode)
        open.add(path)
        return { ...real, close: () => real.close().finally(() => open.delete(path)) }
      },
      link: async (existing, path) => {
        if (open.has(existing)) throw systemError('EBUSY')
        await quickFiles.link(existing, path)
      }
    }
    const policy = { ...hasty, placementDelaysMs: [] }
    const source = bench.server.on('/a', file(testClip))
    expect(await bench.download([source], { files: strict, policy })).toMatchObject({ kind: 'saved' })
  })

  it('rethrows an error that is not from the file system', async () => {
    const inspector = { ...videoInspector, inspect: () => Promise.reject(new TypeError('oh')) }
    const source = bench.server.on('/a', file(testClip))
    await expect(bench.download([source], { inspector })).rejects.toThrow('oh')
  })

  it('is retried if its note is briefly locked', async () => {
    const source = bench.server.on('/a', file(testClip))
    const files = faultyFiles(failing('rename', 'EBUSY'))
    expect(await bench.download([source], { files })).toMatchObject({ kind: 'retry' })
    expect(await bench.download([source])).toMatchObject({ kind: 'saved' })
  })
})
