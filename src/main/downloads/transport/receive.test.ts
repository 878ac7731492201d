import { videoInspector } from '../../platform/processes/video-inspector'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeClock, settle } from '../../base/testing/fake-clock'
import { hasty } from '../testing/download-bench'
import { faultyFiles, quickFiles, systemError } from '../testing/faulty-files'
import type { Files } from '../files'
import { PartFile } from '../part/part-file'
import { defaultPolicy } from '../policy'
import { receive, type Received, type Reception } from './receive'
import { testClip } from '../testing/test-clip'
import { TransportError } from './transport'

let folder: string
let clock: FakeClock
let parts: PartFile[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dailies-receive-'))
  clock = new FakeClock()
  parts = []
})
afterEach(async () => {
  for (const part of parts) await part.close()
  await rm(folder, { recursive: true, force: true })
})

const quiet = { ...hasty, checkpointBytes: Infinity, checkpointMs: Infinity, spaceCheckBytes: Infinity }

/** Production settings. */
const patient = { ...quiet, stallMs: defaultPolicy.stallMs }

/** A body that ends only when the connection is closed. */
async function* endless(
  exchange: AbortController,
  ...chunks: readonly Uint8Array[]
): AsyncGenerator<Uint8Array> {
  yield* chunks
  if (!exchange.signal.aborted) await once(exchange.signal, 'abort')
  throw new TransportError('broken', 'aborted')
}

async function* finite(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
  await settle()
}

function partIn(files: Files): PartFile {
  const part = new PartFile(files, folder, 'video')
  parts.push(part)
  return part
}

async function partOf(files: Files = quickFiles, from = 0): Promise<PartFile> {
  const part = partIn(files)
  await part.begin({ source: 'https://files.example/a.mp4', validator: null, totalBytes: null })
  if (from > 0) await part.append([testClip.subarray(0, from)])
  return part
}

interface Begun {
  readonly reception: Reception
  readonly received: Promise<Received>
}

function begin(part: PartFile, changes: Partial<Reception>): Begun {
  const reception: Reception = {
    body: finite(testClip),
    part,
    bodyBytes: null,
    inspector: videoInspector,
    maximumBytes: 1_000_000,
    exchange: new AbortController(),
    onBytes: () => undefined,
    hasRoom: () => Promise.resolve(true),
    policy: quiet,
    clock,
    ...changes
  }
  return { reception, received: receive(reception) }
}

describe('receive', () => {
  it('closes the connection after any outcome', async () => {
    const { reception, received } = begin(await partOf(), {})
    expect(await received).toEqual({ kind: 'complete' })
    expect(reception.exchange.signal.aborted).toBe(true)
  })

  it('rejects bytes beyond the announced length [F33]', async () => {
    const { received } = begin(await partOf(), { bodyBytes: testClip.length - 1 })
    expect(await received).toEqual({ kind: 'too_large' })
  })

  it('counts bytes received earlier against the limit [F33]', async () => {
    const part = await partOf(quickFiles, 1000)
    const { received } = begin(part, { maximumBytes: testClip.length, body: finite(testClip) })
    expect(await received).toEqual({ kind: 'too_large' })
  })

  it('treats an end before the announced length as interrupted [F32]', async () => {
    const { received } = begin(await partOf(), { bodyBytes: testClip.length + 1 })
    expect(await received).toEqual({ kind: 'cut', why: 'short', detail: 'length' })
  })

  it('stops early if the first bytes are not a video [A13]', async () => {
    const exchange = new AbortController()
    const part = await partOf()
    const body = endless(exchange, Buffer.from('<!doctype'), Buffer.from(' html><html>'))
    const { received } = begin(part, { exchange, body })
    expect(await received).toEqual({ kind: 'text' })
  })

  it('waits for what follows a line of text, which may be a video', async () => {
    const line = Buffer.from('frame=  192 fps= 24 q=-1.0 size=    1024kB\n')
    const { received } = begin(await partOf(), { body: finite(line, testClip) })
    expect(await received).toEqual({ kind: 'complete' })
    const text = finite(...Array.from({ length: 200 }, () => line))
    expect(await begin(await partOf(), { body: text }).received).toEqual({ kind: 'text' })
  })

  it('distinguishes a silent server from a broken connection [F24]', async () => {
    const exchange = new AbortController()
    const silent = begin(await partOf(), { exchange, body: endless(exchange, testClip.subarray(0, 100)) })
    await settle()
    await clock.run(quiet.stallMs)
    expect(await silent.received).toMatchObject({ kind: 'cut', why: 'stalled' })
    const other = new AbortController()
    const broken = begin(await partOf(), { exchange: other, body: endless(other, testClip.subarray(0, 100)) })
    await settle()
    other.abort()
    expect(await broken.received).toMatchObject({ kind: 'cut', why: 'broken' })
  })

  it('closes a connection that is too slow, and keeps the received bytes [F24]', async () => {
    async function* drip(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < testClip.length; at += 1) {
        clock.advance(10_000)
        yield testClip.subarray(at, at + 1)
      }
      await settle()
    }
    const part = await partOf()
    const { received } = begin(part, { body: drip(), policy: patient })
    expect(await received).toMatchObject({ kind: 'cut', why: 'slow' })
    expect(part.bytes).toBe(patient.slowMs / 10_000)
  })

  it('gives up a connection that slows down to a drip [F24]', async () => {
    async function* tired(): AsyncGenerator<Uint8Array> {
      for (let second = 0; second < 1_000; second += 1) {
        clock.advance(1_000)
        yield Buffer.alloc(second < 90 ? 20 * 1024 : 1)
      }
      await settle()
    }
    const part = await partOf(quickFiles, 5_000)
    const { received } = begin(part, { body: tired(), policy: patient, maximumBytes: Infinity })
    expect(await received).toMatchObject({ kind: 'cut', why: 'slow' })
    expect(part.bytes).toBeGreaterThan(5_000 + 90 * 20 * 1024)
  })

  it('waits for a slow connection, and for a slow disk [F24]', async () => {
    async function* slowLine(): AsyncGenerator<Uint8Array> {
      for (let second = 0; second < 600; second += 1) {
        clock.advance(1_000)
        yield Buffer.alloc(20 * 1024)
      }
      await settle()
    }
    async function* fewBytes(): AsyncGenerator<Uint8Array> {
      for (let byte = 0; byte < 100; byte += 1) yield Buffer.alloc(1)
      await settle()
    }
    const part = await partOf(quickFiles, 5_000)
    const changes = { policy: patient, maximumBytes: Infinity }
    expect(await begin(part, { ...changes, body: slowLine() }).received).toEqual({ kind: 'complete' })
    const onBytes = (): void => clock.advance(10_000)
    expect(await begin(part, { ...changes, body: fewBytes(), onBytes }).received).toEqual({
      kind: 'complete'
    })
  })

  it('checks the free space once in a given number of bytes', async () => {
    let looks = 0
    const chunks = Array.from({ length: 100 }, (_, index) =>
      testClip.subarray(index * 100, index * 100 + 100)
    )
    const { received } = begin(await partOf(), {
      body: finite(...chunks),
      policy: { ...quiet, spaceCheckBytes: 1000 },
      hasRoom: () => Promise.resolve((looks += 1) > 0)
    })
    expect(await received).toEqual({ kind: 'complete' })
    expect(looks).toBe(10)
  })

  it('saves progress after an interval, even for few bytes', async () => {
    const exchange = new AbortController()
    const part = await partOf()
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield testClip.subarray(0, 100)
      clock.advance(1000)
      yield testClip.subarray(100, 200)
      yield* endless(exchange)
    }
    const { received } = begin(part, { exchange, body: slow(), policy: { ...quiet, checkpointMs: 1000 } })
    await vi.waitFor(() => expect(part.control?.heldBytes).toBe(200))
    exchange.abort()
    expect(await received).toMatchObject({ kind: 'cut', why: 'broken' })
  })

  it('closes the connection at once when the disk is full [F35]', async () => {
    const exchange = new AbortController()
    const files = faultyFiles((operation, path) => {
      if (operation === 'write' && path.endsWith('.part')) throw systemError('ENOSPC')
    })
    const policy = { ...quiet, checkpointBytes: 1 }
    const { received } = begin(await partOf(files), { exchange, policy, body: endless(exchange, testClip) })
    await expect(received).rejects.toThrow('ENOSPC')
  })

  it('leaves nothing pending after an error', async () => {
    let writing = 0
    const slow: Files = {
      ...quickFiles,
      open: async (path, mode) => {
        const real = await quickFiles.open(path, mode)
        return {
          ...real,
          sync: () => Promise.reject(systemError('EIO')),
          write: async (bytes, position) => {
            writing += 1
            await real.write(bytes, position)
            for (let turn = 0; turn < 20; turn += 1) await settle()
            writing -= 1
          }
        }
      }
    }
    await partOf()
    const failing = partIn(slow)
    await failing.load()
    const policy = { ...quiet, checkpointBytes: 1 }
    const big = Buffer.concat([testClip, Buffer.alloc(2 ** 20)])
    const body = finite(big, big, big, big)
    await expect(begin(failing, { policy, body, maximumBytes: Infinity }).received).rejects.toThrow('EIO')
    expect(writing).toBe(0)
  })
})
