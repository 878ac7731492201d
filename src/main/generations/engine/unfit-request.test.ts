import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { emptyStore, EngineBench } from '../testing/engine-bench'
import type { Generation } from '../domain/generation'

const minute = 60_000

let bench: EngineBench

beforeEach(() => {
  bench = new EngineBench()
  bench.engine.start()
})

describe('a request that its model does not support [I14]', () => {
  it.each([
    ['a model of nobody', { modelId: 'nobody-9', prompt: 'boat' }, 'modelId'],
    ['a model that was switched off', { modelId: 'sora-2', prompt: 'boat' }, 'modelId'],
    [
      'a length it does not make',
      { modelId: 'veo-3.1-fast', prompt: 'boat', durationSeconds: 7 },
      'durationSeconds'
    ],
    [
      'a shape it does not make',
      { modelId: 'veo-3.1-fast', prompt: 'boat', aspectRatio: '21:9' },
      'aspectRatio'
    ]
  ])('is refused at no cost: %s', async (_name, request, field) => {
    const good = { modelId: 'veo-3.1-fast', prompt: 'boat' }
    const create = (): unknown => bench.commands.create({ pressId: randomUUID(), requests: [good, request] })
    expect(create).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ field }) as unknown })
    )
    await bench.run(minute)
    expect([bench.provider.submits.length, bench.store.counts().all]).toEqual([0, 0])
  })

  it('is held back with the reason if its model was removed while it waited', async () => {
    bench.paused = true
    const id = randomUUID() as GenerationId
    const request = { modelId: 'sora-2', prompt: 'boat' }
    bench.store.insertBatch(randomUUID(), [{ id, request, resendOf: null }], bench.clock.now())
    const [behind] = await bench.generate('behind')
    bench.paused = false
    bench.engine.wake()
    await bench.run(minute)
    expect(bench.generation(id).status).toMatchObject({
      state: 'queued',
      needsClick: true,
      problem: { code: 'bad_request', charged: 'no' }
    })
    expect([bench.state(behind!), bench.provider.submits.length]).toEqual(['ready', 1])
    expect(() => bench.commands.release([id])).toThrow('was switched off')
    bench.commands.cancel([id])
    expect(bench.state(id)).toBe('cancelled')
  })

  it('is never sent without its unreadable part', async () => {
    const inner = emptyStore()
    const spoilt = (generation: Generation): Generation => ({ ...generation, isRequestReadable: false })
    bench = new EngineBench({
      ...inner,
      find: (id) => {
        const found = inner.find(id)
        return found && spoilt(found)
      }
    })
    bench.engine.start()
    const [made] = await bench.generate('boat')
    const id = made!
    await bench.run(minute)
    expect(bench.generation(id).status).toMatchObject({ state: 'queued', needsClick: true })
    expect(() => bench.commands.release([id])).toThrow('can’t be read')
    bench.commands.cancel([id])
    expect(() => bench.commands.sendAgain(id, randomUUID())).toThrow('can’t be read')
    expect(bench.provider.submits).toEqual([])
  })

  it('is not sent again either', () => {
    const id = randomUUID() as GenerationId
    const request = { modelId: 'sora-2', prompt: 'boat' }
    bench.store.insertBatch(randomUUID(), [{ id, request, resendOf: null }], bench.clock.now())
    bench.commands.cancel([id])
    expect(() => bench.commands.sendAgain(id, randomUUID())).toThrow('was switched off')
  })
})
