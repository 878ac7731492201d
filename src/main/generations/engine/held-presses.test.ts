import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { EngineBench } from '../testing/engine-bench'

const unclear: Problem = { code: 'may_have_been_sent', message: 'No answer.', retryable: false }

let bench: EngineBench

beforeEach(() => {
  bench = new EngineBench()
  bench.undoSeconds = 3
  bench.engine.start()
})

const press = (...prompts: readonly string[]): { pressId: string; ids: readonly GenerationId[] } => {
  const pressId = randomUUID()
  const requests = prompts.map((prompt) => ({ modelId: 'veo-3.1-fast', prompt, durationSeconds: 8 }))
  return { pressId, ids: bench.commands.create({ pressId, requests }).map(({ id }) => id) }
}
const states = (ids: readonly GenerationId[]): string[] => ids.map((id) => bench.state(id))
const waitingFor = (id: GenerationId): string | null => bench.gate.waitingFor(bench.generation(id))

describe('an undoable press', () => {
  it('is stored at once, and sent only after its undo time', async () => {
    const { ids } = press('one', 'two')
    await bench.run(2_999)
    expect([states(ids), bench.provider.submits, waitingFor(ids[0]!)]).toEqual([
      ['queued', 'queued'],
      [],
      'undo'
    ])
    await bench.run(1)
    expect(bench.provider.submits.map(({ prompt }) => prompt)).toEqual(['one', 'two'])
  })

  it('is sent at once if the undo time is off', async () => {
    bench.undoSeconds = 0
    press('one')
    await bench.run(0)
    expect([bench.provider.submits.length, bench.presses.current()]).toEqual([1, []])
  })

  it('is undone as a whole, and none of it is ever sent', async () => {
    const { pressId, ids } = press('one', 'two', 'three')
    await bench.run(2_000)
    expect(bench.presses.current()).toEqual([{ pressId, count: 3, untilMs: bench.clock.now() + 1_000 }])
    expect(bench.commands.undoPress(pressId)).toEqual({ undone: 3, sent: 0 })
    await bench.run(60_000)
    expect([states(ids), bench.provider.submits, bench.presses.current()]).toEqual([
      ['cancelled', 'cancelled', 'cancelled'],
      [],
      []
    ])
  })

  it('is undone alone: another held press stays held', async () => {
    const first = press('one')
    await bench.run(1_000)
    const second = press('two')
    bench.commands.undoPress(first.pressId)
    await bench.run(3_000)
    expect(bench.provider.submits.map(({ prompt }) => prompt)).toEqual(['two'])
    expect(() => bench.commands.undoPress(second.pressId)).toThrow(/Too late/)
  })

  it('cannot be undone after its time, even while it waits for a slot', async () => {
    bench.slots = 1
    bench.provider.isStuck = true
    press('runs')
    await bench.run(3_000)
    const { pressId, ids } = press('waits')
    await bench.run(3_000)
    expect(() => bench.commands.undoPress(pressId)).toThrow(/Too late/)
    expect(waitingFor(ids[0]!)).toBe('slot')
  })

  it('counts once, with one undo time, when the message is repeated', async () => {
    const pressId = randomUUID()
    const requests = [{ modelId: 'veo-3.1-fast', prompt: 'one', durationSeconds: 8 }]
    bench.commands.create({ pressId, requests })
    await bench.run(2_000)
    bench.commands.create({ pressId, requests })
    expect(bench.presses.current()).toHaveLength(1)
    await bench.run(1_000)
    bench.commands.create({ pressId, requests })
    expect([bench.presses.current(), bench.provider.submits.length]).toEqual([[], 1])
  })

  it('excludes an individually cancelled generation from undone and sent', () => {
    const { pressId, ids } = press('one', 'two')
    bench.commands.cancel([ids[0]!])
    expect(bench.commands.undoPress(pressId)).toEqual({ undone: 1, sent: 0 })
  })

  it('is undone while its balance is being read, and not sent', async () => {
    let answer: () => void = () => undefined
    const { balanceAnswer } = bench.provider
    bench.provider.balance = () => new Promise((resolve) => (answer = () => resolve(balanceAnswer)))
    const id = (await released('one')).id
    await bench.run(3_000)
    bench.commands.cancel([id])
    bench.commands.restore([id])
    answer()
    await bench.run(0)
    expect([bench.state(id), waitingFor(id), bench.provider.submits]).toEqual(['queued', 'click', []])
  })
})

/** Creates a generation that waited for a click and was just released, with its hold active. */
async function released(prompt: string): Promise<{ id: GenerationId; pressId: string }> {
  const [id] = press(prompt).ids as [GenerationId]
  bench.commands.cancel([id])
  bench.commands.restore([id])
  await bench.run(3_000)
  bench.commands.release([id])
  return { id, pressId: bench.presses.current().at(-1)!.pressId }
}

describe('a restart during the hold', () => {
  it('sends nothing before its time, and everything once after it', async () => {
    const { ids } = press('one', 'two')
    await bench.run(1_000)
    await bench.engine.stop(0)
    const next = new EngineBench(bench.store, bench.provider)
    next.clock.jumpTo(bench.clock.now())
    next.engine.start()
    await next.run(1_999)
    expect([ids.map((id) => next.state(id)), next.provider.submits]).toEqual([['queued', 'queued'], []])
    await next.run(1)
    expect(next.provider.submits.map(({ prompt }) => prompt)).toEqual(['one', 'two'])
  })

  it('delays no other press', async () => {
    press('held')
    const next = new EngineBench(bench.store, bench.provider)
    next.clock.jumpTo(bench.clock.now())
    next.engine.start()
    await next.generate('at once')
    expect(next.provider.submits.map(({ prompt }) => prompt)).toEqual(['at once'])
  })

  it('holds nothing longer than the maximum undo time, even if the clock was set back', async () => {
    press('one')
    const next = new EngineBench(bench.store, bench.provider)
    next.clock.jumpTo(bench.clock.now() - 30 * 60_000)
    next.engine.start()
    await next.run(0)
    expect(next.provider.submits).toHaveLength(1)
  })
})

describe('a clock that is set during the hold', () => {
  const hour = 3_600_000

  it.each([
    ['back', -hour],
    ['forward', hour]
  ])('%s does not change how long a press can be undone', async (_way, byMs) => {
    const { pressId, ids } = press('one')
    await bench.run(1_000)
    bench.clock.jumpTo(bench.clock.now() + byMs)
    bench.engine.retryNow()
    await bench.run(1_900)
    expect(bench.provider.submits).toEqual([])
    expect(bench.commands.undoPress(pressId)).toEqual({ undone: 1, sent: 0 })
    await bench.run(60_000)
    expect([states(ids), bench.provider.submits]).toEqual([['cancelled'], []])
  })

  it.each([
    ['back', -hour],
    ['forward', hour]
  ])('%s lets it be sent once the hold is over', async (_way, byMs) => {
    press('one')
    bench.clock.jumpTo(bench.clock.now() + byMs)
    await bench.run(3_000)
    expect(bench.provider.submits).toHaveLength(1)
  })
})

describe('a press that releases waiting generations', () => {
  it('is held too, and an undo makes them wait for a click again', async () => {
    const { id, pressId } = await released('one')
    await bench.run(2_000)
    expect([bench.provider.submits, waitingFor(id)]).toEqual([[], 'undo'])
    expect(bench.commands.undoPress(pressId)).toEqual({ undone: 1, sent: 0 })
    await bench.run(10_000)
    expect([bench.provider.submits, waitingFor(id)]).toEqual([[], 'click'])
  })

  it('is sent when its undo time is over', async () => {
    await released('one')
    await bench.run(3_000)
    expect(bench.provider.submits).toHaveLength(1)
  })
})

describe('a press that sends again', () => {
  it('is held, and an undo restores the first one as unconfirmed with its details', async () => {
    bench.provider.submitAnswers.push({ kind: 'unclear', problem: unclear, raw: null })
    const [first] = press('one').ids as [GenerationId]
    await bench.run(3_000)
    const pressId = randomUUID()
    const again = bench.commands.sendAgain(first, pressId)
    expect(bench.state(first)).toBe('failed')
    await bench.run(2_999)
    expect(bench.commands.undoPress(pressId)).toEqual({ undone: 1, sent: 0 })
    await bench.run(60_000)
    expect([bench.state(first), bench.generation(first).status, bench.state(again.id)]).toMatchObject([
      'unconfirmed',
      { problem: unclear },
      'cancelled'
    ])
    expect(bench.provider.submits).toHaveLength(1)
  })

  it('keeps the first one if its id was found meanwhile', async () => {
    bench.provider.submitAnswers.push({ kind: 'unclear', problem: unclear, raw: null })
    bench.provider.isStuck = true
    const [first] = press('one').ids as [GenerationId]
    await bench.run(3_000)
    const pressId = randomUUID()
    bench.commands.sendAgain(first, pressId)
    bench.commands.attachRemoteId(first, '777')
    bench.commands.undoPress(pressId)
    expect(bench.state(first)).toBe('processing')
  })
})

describe('a cancelled generation', () => {
  it('is in the trash, and waits for a click when restored', async () => {
    const { ids } = press('one', 'two')
    expect(bench.commands.cancel(ids)).toBe(2)
    const listed = (view: 'all' | 'trash'): number =>
      bench.queries.page({ view, text: '', before: null, limit: 10 }).items.length
    expect([listed('all'), listed('trash')]).toEqual([0, 2])
    bench.commands.restore(ids)
    await bench.run(60_000)
    expect([ids.map(waitingFor), listed('all'), bench.provider.submits]).toEqual([['click', 'click'], 2, []])
  })

  it('waits for a click when restored from the trash', () => {
    const { ids } = press('one')
    bench.commands.trash(ids)
    bench.commands.restore(ids)
    expect(ids.map(waitingFor)).toEqual(['click'])
  })

  it('does not include one that was already sent', async () => {
    const { ids } = press('one')
    const later = press('two')
    bench.provider.isStuck = true
    await bench.run(3_000)
    expect(() => bench.commands.cancel([...ids, ...later.ids])).toThrow(/be cancelled/)
    expect(bench.provider.submits).toHaveLength(2)
  })
})

describe('an insufficient balance', () => {
  const short: Problem = { code: 'balance_short', message: 'Balance $1.00.', retryable: true }

  it('rejects every paid press until the user lets the rest wait for credit', async () => {
    bench.undoSeconds = 0
    const requests = [{ modelId: 'veo-3.1-fast', prompt: 'one', durationSeconds: 8 }]
    const id = press('waits').ids[0]!
    bench.commands.cancel([id])
    bench.commands.restore([id])
    bench.balanceShort = short
    expect(() => bench.commands.create({ pressId: randomUUID(), requests })).toThrow(short.message)
    expect(() => bench.commands.release([id])).toThrow(short.message)
    bench.commands.cancel([id])
    expect(() => bench.commands.sendAgain(id, randomUUID())).toThrow(short.message)
    await bench.run(0)
    expect(bench.provider.submits).toEqual([])
    bench.commands.create({ pressId: randomUUID(), requests, waitForCredit: true })
    await bench.run(0)
    expect(bench.provider.submits).toHaveLength(1)
  })
})
