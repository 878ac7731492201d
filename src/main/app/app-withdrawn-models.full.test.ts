import { rmSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { AppBench } from './testing/app-bench'

let bench: AppBench

afterEach(() => bench.end())

const prompts = ['a', 'b', 'c', 'd', 'e', 'f']
const batch = (): Promise<readonly GenerationId[]> => bench.press(...prompts.map((prompt) => ({ prompt })))

/** Counts generations by state once nothing is in progress. */
async function comesToRest(ids: readonly GenerationId[]): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  await expect
    .poll(async () => {
      const states = await Promise.all(
        ids.map(async (id) => {
          const { state, waitingFor } = (await bench.get(id)).generation
          return state === 'queued' && waitingFor === 'click' ? 'held' : state
        })
      )
      for (const state of Object.keys(counts)) Reflect.deleteProperty(counts, state)
      for (const state of states) counts[state] = (counts[state] ?? 0) + 1
      return states.every((state) => ['held', 'failed', 'ready'].includes(state))
    })
    .toBe(true)
  return counts
}

const posts = (): number => bench.simulator.ledger().entries.length

describe('a model that ModelsLab reports as removed', () => {
  it.each(['submit-model-gone', 'submit-model-gone-failed', 'submit-model-gone-404'])(
    'is requested once after %s: the rest of the batch waits with the reason, at no cost',
    async (fault) => {
      bench = await AppBench.start()
      bench.simulator.fault({ fault })
      const ids = await batch()
      expect(await comesToRest(ids)).toEqual({ failed: 1, held: 5 })
      expect(posts()).toBe(1)
      const { generation } = await bench.get(ids[5]!)
      expect(generation.problem).toMatchObject({
        code: 'model_withdrawn',
        message: expect.stringMatching(
          /^ModelsLab said on (?=.*\d{4} that).* that Veo 3\.1 Fast is gone\.$/
        ) as string,
        charged: 'no'
      })
      expect(generation.problem?.theirWords).toMatch(/no longer available|not found for API version/)
      expect(bench.platform.events.some(({ name }) => name === 'models.changed')).toBe(true)
    }
  )

  const inPolls = ['model-gone', 'model-gone-failed', 'model-200', 'model-404']
  it.each(inPolls)('is not requested again after a poll says %s', async (how) => {
    bench = await AppBench.start()
    await bench.call('settings.update', { maximumParallel: 1 })
    bench.simulator.fault({ fault: 'job-fails', value: how })
    const ids = await batch()
    expect(await comesToRest(ids)).toEqual({ failed: 1, held: 5 })
    expect(posts()).toBe(1)
    expect((await bench.get(ids[0]!)).generation.problem?.code).toBe('model_withdrawn')
  })

  it('does not hold other models, and is allowed once it is tried again', async () => {
    bench = await AppBench.start()
    bench.simulator.fault({ fault: 'submit-model-gone', times: 1 })
    const [gone, held] = await bench.press({ prompt: 'a' }, { prompt: 'b' })
    await bench.comesTo(gone!, 'failed')
    const [other] = await bench.press({ prompt: 'c', modelId: 'veo-3.1' })
    await bench.comesTo(other!, 'ready')
    await expect(bench.press({ prompt: 'd' })).rejects.toThrow('model_withdrawn')
    await expect(bench.call('generations.release', { ids: [held!] })).rejects.toThrow('model_withdrawn')
    await bench.call('models.reinstate', { id: 'veo-3.1-fast' })
    await bench.call('generations.release', { ids: [held!] })
    await bench.comesTo(held!, 'ready')
  })

  it('stays marked across a restart, and in the library folder', async () => {
    bench = await AppBench.start()
    bench.simulator.fault({ fault: 'submit-model-gone', times: 1 })
    const [gone] = await bench.press({ prompt: 'a' })
    await bench.comesTo(gone!, 'failed')
    await bench.reopen()
    const { withdrawn } = await bench.call('models.list', {})
    expect(withdrawn).toMatchObject([
      { id: 'veo-3.1-fast', words: 'Model veo-3.1-fast is no longer available' }
    ])
    await expect(bench.press({ prompt: 'b' })).rejects.toThrow('model_withdrawn')
    await bench.reopen(() => rmSync(bench.stateFolder, { recursive: true }))
    await expect.poll(async () => (await bench.call('models.list', {})).withdrawn).toMatchObject(withdrawn)
  })

  it('is not marked by a temporary error', async () => {
    bench = await AppBench.start()
    const value = 'Model veo-3.1-fast is temporarily unavailable'
    bench.simulator.fault({ fault: 'submit-model-gone', value, times: 1 })
    const [failed, next] = await bench.press({ prompt: 'a' }, { prompt: 'b' })
    await bench.comesTo(failed!, 'failed')
    await bench.comesTo(next!, 'ready')
    expect((await bench.call('models.list', {})).withdrawn).toEqual([])
  })
})
