import { beforeEach, describe, expect, it } from 'vitest'
import type { VideoId } from '@shared/generation'
import { emptyStore, EngineBench } from '../testing/engine-bench'
import { finished, someProblem } from '../testing/fake-provider'
import type { GenerationStore, Move, VideoChange } from '../domain/ports'

const minute = 60_000

/** A store on a disk that can be full: writes throw, reads succeed. */
class FullableStore {
  isFull = false
  refusals = 0
  readonly store: GenerationStore

  constructor(inner: GenerationStore = emptyStore()) {
    const guarded =
      <Args extends readonly unknown[], Out>(write: (...args: Args) => Out) =>
      (...args: Args): Out => {
        if (!this.isFull) return write(...args)
        this.refusals += 1
        throw new Error('database or disk is full')
      }
    this.store = {
      ...inner,
      move: guarded((move: Move) => inner.move(move)),
      changeVideo: guarded((id: VideoId, change: VideoChange) => inner.changeVideo(id, change))
    }
  }
}

let disk: FullableStore
let bench: EngineBench

beforeEach(() => {
  disk = new FullableStore()
  bench = new EngineBench(disk.store)
})

/** Upper limit of write attempts in five minutes, to detect a busy loop. */
const mostTries = 5 * 60 + 10

describe('a database that cannot be written', () => {
  it('keeps the id of a paid generation, and writes it once there is space', async () => {
    bench.engine.start()
    let answer: () => void = () => undefined
    bench.provider.submitAnswers.push(
      new Promise((resolve) => {
        answer = () => resolve({ kind: 'accepted', remoteId: '4711', etaSeconds: 5, raw: '{}' })
      })
    )
    const [id] = await bench.generate('boat')
    disk.isFull = true
    answer()
    await bench.run(5 * minute)
    expect(bench.state(id!)).toBe('submitting')
    expect(disk.refusals).toBeGreaterThan(1)
    disk.isFull = false
    await bench.run(5_000)
    expect(bench.generation(id!).status).toMatchObject({ state: 'processing', remoteId: '4711' })
    expect(bench.provider.submits).toHaveLength(1)
  })

  it('sends nothing that it cannot write first, and does not spin', async () => {
    bench.engine.start()
    disk.isFull = true
    const [id] = await bench.generate('boat')
    await bench.run(5 * minute)
    expect(bench.provider.submits).toHaveLength(0)
    expect(disk.refusals).toBeLessThan(mostTries)
    disk.isFull = false
    await bench.run(minute)
    expect(bench.state(id!)).toBe('ready')
    expect(bench.provider.submits).toHaveLength(1)
  })

  it('polls and downloads no more often than usual', async () => {
    bench.engine.start()
    bench.provider.pollAnswers.push(...Array.from({ length: 1000 }, () => finished('boat')))
    const [id] = await bench.generate('boat')
    disk.isFull = true
    await bench.run(5 * minute)
    expect(bench.provider.polls.length).toBeLessThan(mostTries)
    disk.isFull = false
    bench.saver.answers.push({ kind: 'blocked', problem: someProblem })
    await bench.run(10_000)
    disk.isFull = true
    await bench.run(5 * minute)
    expect(bench.saver.saves.length).toBeLessThan(mostTries)
    disk.isFull = false
    await bench.run(2 * minute)
    expect(bench.state(id!)).toBe('ready')
  })

  it('starts anyway, and checks requests in flight before it sends anything', async () => {
    bench.engine.start()
    bench.provider.submitAnswers.push(new Promise(() => undefined))
    const [sent] = await bench.generate('was being sent')
    const [waiting] = await bench.generate('waits')
    disk.isFull = true
    const next = new EngineBench(disk.store)
    next.engine.start()
    await next.run(5 * minute)
    expect([next.state(sent!), next.state(waiting!)]).toEqual(['submitting', 'queued'])
    expect(next.provider.submits).toHaveLength(0)
    disk.isFull = false
    await next.run(minute)
    expect([next.state(sent!), next.state(waiting!)]).toEqual(['unconfirmed', 'ready'])
    expect(next.provider.submits).toHaveLength(1)
  })
})
