import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { EngineBench } from '../testing/engine-bench'
import { finished, noNetwork, someProblem } from '../testing/fake-provider'
import type { PollOutcome, ListedVideo, SubmitOutcome } from '../domain/provider'

const minute = 60_000
const unclear: SubmitOutcome = { kind: 'unclear', problem: someProblem, raw: null }
const accepted = (remoteId: string): SubmitOutcome => ({
  kind: 'accepted',
  remoteId,
  etaSeconds: 5,
  raw: '{}'
})
const listed = (remoteId: string, more: Partial<ListedVideo> = {}): ListedVideo => ({
  remoteId,
  prompt: null,
  createdAtMs: null,
  ...more
})

let bench: EngineBench

beforeEach(() => {
  bench = new EngineBench()
  bench.engine.start()
})

async function makeOne(prompt = 'boat'): Promise<GenerationId> {
  const [id] = await bench.generate(prompt)
  return id!
}

async function unconfirmed(prompt = 'boat'): Promise<GenerationId> {
  bench.provider.submitAnswers.push(unclear)
  return makeOne(prompt)
}

describe('evidence in the account', () => {
  it('consists of balance, queue, running jobs and what was sent from here', async () => {
    bench.provider.isStuck = true
    await makeOne('runs')
    const id = await unconfirmed()
    await bench.run(1_000)
    await makeOne('later')
    bench.provider.balanceAnswer = { kind: 'known', microdollars: 8_000_000 }
    bench.provider.queued = 3
    expect(await bench.accountCommands.checkAccount(id)).toEqual({
      balanceBeforeMicrodollars: 10_000_000,
      balanceNowMicrodollars: 8_000_000,
      sentSince: 1,
      queuedAtProvider: 3,
      runningHere: 2,
      candidates: null,
      candidatesLeftOut: 0
    })
  })

  it('suggests ids that no generation here has, and decides nothing [F05, F08]', async () => {
    const known = await makeOne('known')
    await bench.run(minute)
    const id = await unconfirmed()
    bench.provider.listed = [listed('555'), listed('100'), listed('555')]
    const signs = await bench.accountCommands.checkAccount(id)
    expect(bench.generation(known).status).toMatchObject({ remoteId: '100' })
    expect(signs.candidates).toEqual([{ remoteId: '555', hasThisPrompt: null, createdAtMs: null }])
    expect([bench.state(id), bench.provider.submits.length]).toEqual(['unconfirmed', 2])
    bench.commands.attachRemoteId(id, signs.candidates![0]!.remoteId)
    await bench.run(minute)
    expect([bench.state(id), bench.provider.submits.length]).toEqual(['ready', 2])
  })

  it('lists the same prompt first and others last, without older ones', async () => {
    const id = await unconfirmed('a boat')
    const now = bench.clock.now()
    bench.provider.listed = [
      listed('1', { createdAtMs: now - 10 * minute }),
      listed('2', { prompt: 'a kite' }),
      listed('3'),
      listed('4', { prompt: ' a boat', createdAtMs: now + minute }),
      listed('5', { prompt: 'a boat', createdAtMs: now }),
      listed('6', { createdAtMs: now - minute })
    ]
    const { candidates } = await bench.accountCommands.checkAccount(id)
    expect(candidates?.map(({ remoteId, hasThisPrompt }) => [remoteId, hasThisPrompt])).toEqual([
      ['5', true],
      ['4', true],
      ['3', null],
      ['6', null],
      ['2', false]
    ])
  })

  it('lists at most a handful, and counts the rest', async () => {
    const id = await unconfirmed()
    bench.provider.listed = Array.from({ length: 60 }, (_, index) => listed(String(1000 + index)))
    const signs = await bench.accountCommands.checkAccount(id)
    expect([signs.candidates?.length, signs.candidatesLeftOut]).toEqual([5, 55])
  })

  it('contains what could be read', async () => {
    const id = await unconfirmed()
    bench.provider.balanceAnswer = { kind: 'not_known', problem: someProblem, offline: false }
    expect(await bench.accountCommands.checkAccount(id)).toMatchObject({
      balanceNowMicrodollars: null,
      queuedAtProvider: 0,
      candidates: null
    })
  })

  it('reports why nothing could be read', async () => {
    const id = await unconfirmed()
    bench.provider.obstacle = noNetwork
    await expect(bench.accountCommands.checkAccount(id)).rejects.toThrow('No connection to ModelsLab.')
    bench.provider.obstacle = null
    bench.provider.balanceAnswer = { kind: 'key_rejected', problem: { ...someProblem, message: 'Bad key.' } }
    await expect(bench.accountCommands.checkAccount(id)).rejects.toThrow('Bad key.')
    bench.keys.value = null
    await expect(bench.accountCommands.checkAccount(id)).rejects.toThrow('Add your ModelsLab key first.')
  })
})

describe('an id of another generation [A19, A20]', () => {
  it('is refused with the name of its clip when the user enters it', async () => {
    await makeOne(`a boat ${'that goes on and on '.repeat(10)}`)
    await bench.run(minute)
    const id = await unconfirmed()
    expect(() => bench.commands.attachRemoteId(id, '100')).toThrow(
      /^This ID belongs to another clip: “a boat that goes .{1,60}…”\.$/
    )
    expect(bench.state(id)).toBe('unconfirmed')
    expect(() => bench.commands.attachRemoteId(id, '101')).not.toThrow()
  })

  it('is not adopted from the answer to a request while the other one runs', async () => {
    bench.provider.isStuck = true
    bench.provider.submitAnswers.push(accepted('7'), accepted('7'))
    const first = await makeOne('first')
    const second = await makeOne('second')
    expect(bench.generation(first).status).toMatchObject({ state: 'processing', remoteId: '7' })
    expect(bench.generation(second).status).toMatchObject({
      state: 'unconfirmed',
      problem: { code: 'may_have_been_sent', charged: 'not_known' }
    })
    expect(bench.store.answers(second).rawResponse).toBe('{}')
    expect(bench.provider.submits).toHaveLength(2)
  })

  it.each([
    ['a result', { kind: 'finished', remoteId: '100', links: [], raw: '{"id":100}' }],
    ['a refusal', { kind: 'refused', remoteId: '100', problem: someProblem, raw: '{"id":100}' }],
    ['an acceptance', { ...accepted('100'), raw: '{"id":100}' }]
  ] as [string, SubmitOutcome][])(
    'is not adopted from %s when the other one is long ready',
    async (_what, outcome) => {
      const first = await makeOne('first')
      await bench.run(minute)
      bench.provider.submitAnswers.push(outcome)
      const second = await makeOne('second')
      expect([bench.state(first), bench.state(second)]).toEqual(['ready', 'unconfirmed'])
      expect(bench.store.answers(second).rawResponse).toBe('{"id":100}')
    }
  )

  it('does not attach its video when this one is polled', async () => {
    const foreign: PollOutcome = {
      ...(finished('other') as Extract<PollOutcome, { kind: 'finished' }>),
      remoteId: '100'
    }
    await makeOne('first')
    await bench.run(minute)
    bench.provider.pollAnswers.push(foreign, foreign, foreign)
    const id = await makeOne('second')
    await bench.run(20_000)
    expect(bench.state(id)).toBe('processing')
    await bench.run(5 * minute)
    expect([bench.state(id), bench.saver.saves.at(-1)]).toEqual(['ready', 'https://files.example/101.mp4'])
    const told = bench.store.history(id).filter(({ why }) => why.includes('another clip'))
    expect(told).toHaveLength(1)
  })

  it('is adopted when no generation here has it', async () => {
    bench.provider.pollAnswers.push({
      ...(finished('mine') as Extract<PollOutcome, { kind: 'finished' }>),
      remoteId: 'task-9'
    })
    const id = await makeOne()
    await bench.run(minute)
    expect(bench.state(id)).toBe('ready')
  })
})

describe('an id that is found late', () => {
  it('downloads the clip of one that was marked as not sent, or was sent again', async () => {
    const marked = await unconfirmed()
    bench.commands.markNotSent(marked)
    const replaced = await unconfirmed()
    bench.commands.sendAgain(replaced, randomUUID())
    bench.commands.attachRemoteId(marked, '555')
    expect(() => bench.commands.attachRemoteId(replaced, '555')).toThrow('belongs to another clip')
    bench.commands.attachRemoteId(replaced, '556')
    await bench.run(minute)
    expect([bench.state(marked), bench.state(replaced)]).toEqual(['ready', 'ready'])
    expect(bench.provider.submits).toHaveLength(3)
  })

  it('downloads the clip of one that may have been sent before the library was restored', async () => {
    bench.paused = true
    const [held, waiting] = await bench.generate('held', 'waiting')
    const problem = { ...someProblem, code: 'may_have_been_sent' } as const
    bench.store.move({
      id: held!,
      from: 'queued',
      status: { state: 'queued', notBeforeMs: null, needsClick: true, problem },
      atMs: bench.clock.now(),
      why: null
    })
    expect(() => bench.commands.attachRemoteId(waiting!, '555')).toThrow('may have been sent can be given')
    bench.commands.attachRemoteId(held!, '555')
    await bench.run(minute)
    expect([bench.state(held!), bench.state(waiting!), bench.provider.submits.length]).toEqual([
      'ready',
      'queued',
      0
    ])
  })

  it('is not accepted for one that the service refused', async () => {
    bench.provider.submitAnswers.push({ kind: 'refused', remoteId: null, problem: someProblem, raw: '{}' })
    const id = await makeOne()
    expect(() => bench.commands.attachRemoteId(id, '555')).toThrow('Only a clip that may have been')
  })
})

describe('decisions of the user', () => {
  it('keeps the first of two contradicting decisions [I21]', async () => {
    const id = await unconfirmed()
    bench.commands.attachRemoteId(id, '555')
    expect(() => bench.commands.markNotSent(id)).toThrow('Only a clip that may have been sent')
    expect(() => bench.commands.attachRemoteId(id, '556')).toThrow('Only a clip that may have been')
    expect(() => bench.commands.sendAgain(id, randomUUID())).toThrow('still on its way')
    await bench.run(minute)
    expect([bench.state(id), bench.provider.submits.length]).toEqual(['ready', 1])
  })
})
