import { beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { EngineBench } from '../testing/engine-bench'

const minute = 60_000
const certificate: Problem = {
  code: 'download_interrupted',
  message: "The video server's certificate isn't trusted.",
  advice: 'Check the clock.',
  retryable: true
}

let bench: EngineBench
beforeEach(() => {
  bench = new EngineBench()
  bench.engine.start()
})

const generateOne = async (prompt: string): Promise<GenerationId> => (await bench.generate(prompt))[0]!

describe('a network that blocks downloads', () => {
  let id: GenerationId
  beforeEach(async () => {
    bench.downloadsBlocked = certificate
    id = await generateOne('a')
  })

  it('stops paid requests, and reports why', () => {
    expect(bench.provider.submits).toEqual([])
    expect(bench.state(id)).toBe('queued')
    expect(bench.gate.waitingFor(bench.generation(id))).toBe('downloads')
    expect(bench.downloadNotice).toEqual({
      code: 'downloads_blocked',
      message: "Nothing was sent: your clips couldn't be downloaded from this network.",
      advice: "The video server's certificate isn't trusted. Check the clock.",
      retryable: true,
      charged: 'no'
    })
  })

  it('is checked once a minute, and the clip is sent once nothing is blocked', async () => {
    await bench.run(10 * minute)
    expect(bench.downloadChecks).toBeLessThanOrEqual(12)
    expect(bench.provider.submits).toEqual([])
    bench.downloadsBlocked = null
    await bench.run(minute)
    expect(bench.provider.submits).toHaveLength(1)
    expect(bench.downloadNotice).toBeNull()
  })

  it('is checked at once when the network changes', async () => {
    bench.downloadsBlocked = null
    bench.engine.retryNow()
    await bench.run(0)
    expect(bench.provider.submits).toHaveLength(1)
  })

  it('still polls running generations', async () => {
    bench.downloadsBlocked = null
    bench.engine.retryNow()
    await bench.run(minute)
    expect(bench.state(id)).toBe('ready')
    bench.downloadsBlocked = certificate
    await bench.run(11 * minute)
    const [second] = await bench.generate('b')
    expect(bench.gate.waitingFor(bench.generation(second!))).toBe('downloads')
    expect(bench.connectivity.offline).toBe(false)
  })
})

describe('a network that allows downloads', () => {
  it('is checked once for ten minutes of clips, and again afterwards', async () => {
    await bench.generate('a', 'b', 'c')
    await bench.run(9 * minute)
    await generateOne('d')
    expect(bench.downloadChecks).toBe(1)
    await bench.run(minute)
    await generateOne('e')
    expect(bench.downloadChecks).toBe(2)
    expect(bench.provider.submits).toHaveLength(5)
  })

  it('is checked again as soon as clips come from another server', async () => {
    await generateOne('a')
    bench.latestLinks = ['https://files.example/a.mp4']
    bench.downloadsBlocked = certificate
    const second = await generateOne('b')
    expect(bench.provider.submits).toHaveLength(1)
    expect(bench.gate.waitingFor(bench.generation(second))).toBe('downloads')
    bench.downloadsBlocked = null
    bench.latestLinks = ['https://files.example/b.mp4']
    await bench.run(minute)
    await generateOne('c')
    expect(bench.downloadChecks).toBe(3)
  })

  it('is one where a clip can be had from another of its servers', async () => {
    bench.latestLinks = ['https://files.example/a.mp4', 'https://proxy.example/a.mp4']
    bench.downloadsBlocked = certificate
    bench.reachable.add('https://proxy.example/')
    await bench.generate('a', 'b')
    expect(bench.provider.submits).toHaveLength(2)
    expect(bench.downloadChecks).toBe(2)
  })

  it('is checked again after the clock was set back', async () => {
    await generateOne('a')
    bench.clock.jumpTo(bench.clock.now() - 60 * minute)
    await generateOne('b')
    expect(bench.downloadChecks).toBe(2)
  })
})
