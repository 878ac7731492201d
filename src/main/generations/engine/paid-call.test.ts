import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { RequestBody } from '@shared/catalogue/request-body'
import type { GenerationId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { EngineBench, emptyStore } from '../testing/engine-bench'
import { FakeProvider, noNetwork, someProblem } from '../testing/fake-provider'
import { toGenerationView } from '../domain/view'
import type { PollOutcome, SubmitOutcome } from '../domain/provider'

const second = 1_000
const minute = 60 * second

let bench: EngineBench

beforeEach(() => {
  bench = new EngineBench()
  bench.engine.start()
})

const notTaken = (waitFor: Extract<SubmitOutcome, { kind: 'not_taken' }>['waitFor']): SubmitOutcome => ({
  kind: 'not_taken',
  waitFor,
  retryAfterMs: waitFor === 'rate_limit' ? 30 * second : null,
  problem: someProblem,
  raw: null
})
const states = (ids: readonly GenerationId[], on = bench): string[] => ids.map((id) => on.state(id))

async function makeOne(prompt = 'boat'): Promise<GenerationId> {
  const [id] = await bench.generate(prompt)
  return id!
}

/** A paid request that the test answers. */
function heldAnswer(): (outcome: SubmitOutcome) => void {
  let answer: (outcome: SubmitOutcome) => void = () => undefined
  bench.provider.submitAnswers.push(new Promise((resolve) => (answer = resolve)))
  return (outcome) => answer(outcome)
}

const accepted: SubmitOutcome = { kind: 'accepted', remoteId: '7', etaSeconds: 5, raw: '{}' }

describe('outcomes of a paid request', () => {
  it('retries a request that was not sent with growing delays [F07]', async () => {
    bench.provider.submitAnswers.push(notTaken('network'), notTaken('network'))
    const id = await makeOne()
    expect(bench.gate.waitingFor(bench.generation(id))).toBe('network')
    await bench.run(4 * second)
    expect(bench.provider.submits).toHaveLength(1)
    await bench.run(2 * second)
    expect(bench.provider.submits).toHaveLength(2)
    await bench.run(minute)
    expect([bench.state(id), bench.provider.submits.length]).toEqual(['ready', 3])
  })

  it('shows the wait of a rate limit to the second [F10]', async () => {
    bench.provider.submitAnswers.push(notTaken('rate_limit'))
    const id = await makeOne()
    const context = {
      waitingFor: null,
      picturesOf: () => ({ hasPoster: false, hasStrip: false, cannotBeShown: false }),
      findModel: () => undefined
    }
    expect(toGenerationView(bench.generation(id), context).notBeforeMs).toBe(bench.clock.now() + 30 * second)
    expect(bench.engine.sending()).toMatchObject({
      heldFor: 'rate_limit',
      heldUntilMs: bench.clock.now() + 30 * second
    })
  })

  it('waits half a minute for a rate limit without a time [F10]', async () => {
    bench.provider.submitAnswers.push({
      ...(notTaken('rate_limit') as Extract<SubmitOutcome, { kind: 'not_taken' }>),
      retryAfterMs: null
    })
    await makeOne()
    await bench.run(29 * second)
    expect(bench.provider.submits).toHaveLength(1)
    await bench.run(2 * second)
    expect(bench.provider.submits).toHaveLength(2)
  })

  it('does not shorten a longer wait by a shorter one [F10]', () => {
    const now = bench.clock.now()
    bench.gate.holdForRateLimit(now + minute)
    bench.gate.holdForRateLimit(now + second)
    expect(bench.gate.heldUntilMs()).toBe(now + minute)
  })

  it.each(['key', 'credit'] as const)(
    'holds back all others while one waits for %s [F11]',
    async (waitFor) => {
      bench.provider.submitAnswers.push(notTaken(waitFor))
      const ids = await bench.generate('a', 'b', 'c')
      await bench.run(60 * minute)
      expect(bench.provider.submits).toHaveLength(1)
      expect(ids.map((id) => bench.gate.waitingFor(bench.generation(id)))).toEqual([
        waitFor,
        waitFor,
        waitFor
      ])
    }
  )

  it('fails only the refused generation, with its reason and the answer [F11, F13]', async () => {
    const problem: Problem = { code: 'bad_request', message: 'The prompt is required.', retryable: false }
    bench.provider.submitAnswers.push({ kind: 'refused', remoteId: null, problem, raw: '{"status":"error"}' })
    const ids = await bench.generate('a', 'b')
    await bench.run(minute)
    expect(states(ids)).toEqual(['failed', 'ready'])
    expect(bench.generation(ids[0]!).status).toMatchObject({ problem, remoteId: null })
    expect(bench.store.answers(ids[0]!).rawResponse).toBe('{"status":"error"}')
  })

  it('stores an unclear answer with the generation [F13]', async () => {
    bench.provider.submitAnswers.push({ kind: 'unclear', problem: someProblem, raw: '{"status":"succ' })
    const id = await makeOne()
    expect([bench.state(id), bench.store.answers(id).rawResponse]).toEqual(['unconfirmed', '{"status":"succ'])
    expect(bench.queries.report(id)).toContain('Last answer:\n{"status":"succ')
  })

  it('continues after a balance response that cannot be parsed [F13]', async () => {
    bench.provider.balanceAnswer = { kind: 'not_known', problem: someProblem, offline: false }
    const id = await makeOne()
    expect([bench.state(id), bench.generation(id).balanceBeforeMicrodollars]).toEqual(['processing', null])
  })

  it('stops at no cost when the key is rejected by the balance request [F11]', async () => {
    bench.provider.balanceAnswer = { kind: 'key_rejected', problem: someProblem }
    const id = await makeOne()
    await bench.run(60 * minute)
    expect([bench.state(id), bench.provider.submits.length, bench.clock.pending]).toEqual(['queued', 0, 0])
  })

  it('shows what each one waits for while the network is retried [F07]', async () => {
    const answers = bench.provider.submitAnswers
    answers.push(notTaken('network'))
    const id = await makeOne()
    bench.connectivity.retryNow()
    expect(bench.gate.heldFor()).toBeNull()
    expect(bench.gate.waitingFor(bench.generation(id))).toBe('network')
    bench.connectivity.found()
    expect(bench.gate.waitingFor(bench.generation(id))).toBe('slot')
    expect(
      bench.gate.waitingFor({ ...bench.generation(id), status: { state: 'cancelled', problem: null } })
    ).toBeNull()
  })

  it('is online again as soon as the balance request succeeds [F07]', async () => {
    bench.provider.obstacle = noNetwork
    await makeOne()
    expect(bench.connectivity.offline).toBe(true)
    heldAnswer()
    bench.provider.obstacle = null
    bench.engine.retryNow()
    await bench.run(0)
    expect([bench.connectivity.offline, bench.engine.isSending]).toEqual([false, true])
  })

  it('queues nothing over a cap without the consent of the user', async () => {
    bench.capReached = { code: 'cap_reached', message: 'Over your cap.', retryable: false }
    const press = { pressId: randomUUID(), requests: [{ modelId: 'veo-3.1-fast', prompt: 'boat' }] }
    expect(() => bench.commands.create(press)).toThrow('Over your cap.')
    expect(bench.store.counts().all).toBe(0)
    bench.commands.create({ ...press, overCap: true })
    await bench.run(0)
    expect(bench.provider.submits).toHaveLength(1)
  })

  it('does not count an unclear request against the slots [F05]', async () => {
    bench.slots = 1
    bench.provider.submitAnswers.push({ kind: 'unclear', problem: someProblem, raw: null })
    const ids = await bench.generate('a', 'b')
    expect(states(ids)).toEqual(['unconfirmed', 'processing'])
  })
})

describe('cancelling while sending [F14]', () => {
  it('reports a possible charge, and keeps the result that arrives', async () => {
    const answer = heldAnswer()
    const id = await makeOne()
    expect(() => bench.commands.cancel([id])).toThrow(/may be charged.*You can hide it/)
    bench.commands.setHidden(id, true)
    answer(accepted)
    await bench.run(minute)
    expect([bench.state(id), bench.generation(id).hidden, bench.generation(id).videos[0]?.state]).toEqual([
      'ready',
      true,
      'saved'
    ])
  })

  it('cannot be deleted as long as it may be charged', async () => {
    const answer = heldAnswer()
    const id = await makeOne()
    expect(() => bench.commands.trash([id])).toThrow('running clip')
    answer(accepted)
    await bench.run(0)
    expect(() => bench.commands.trash([id])).toThrow('running clip')
  })

  it('is not sent if cancelled, paused or without a key while the balance was read [I21]', async () => {
    const unsent = async (meanwhile: (id: GenerationId) => void): Promise<number> => {
      bench = new EngineBench()
      bench.engine.start()
      const { provider, keys } = bench
      const answers = provider.balance.bind(provider)
      let go: () => void = () => undefined
      const asked = new Promise<void>((resolve) => {
        provider.balance = async (key) => {
          resolve()
          await new Promise<void>((open) => (go = open))
          provider.balance = answers
          return provider.balance(key)
        }
      })
      const id = await makeOne()
      await asked
      meanwhile(id)
      go()
      await bench.run(keys.value === null ? 0 : second)
      return provider.submits.length
    }
    expect(await unsent((id) => bench.commands.cancel([id]))).toBe(0)
    expect(await unsent((id) => bench.commands.trash([id]))).toBe(0)
    expect(await unsent(() => (bench.paused = true))).toBe(0)
    expect(await unsent(() => (bench.keys.value = null))).toBe(0)
    // The balance belongs to the other account: it is read again, and only the new key is used.
    expect(await unsent(() => (bench.keys.value = 'another-key'))).toBe(1)
    expect(bench.provider.keys.at(-1)).toBe('another-key')
  })
})

/** A service with a limit of concurrent jobs, which rejects others as documented. */
class FullProvider extends FakeProvider {
  readonly limit = 5
  mostAtOnce = 0
  refusals = 0
  readonly #running = new Set<string>()

  override async submit(body: RequestBody, key: string): Promise<SubmitOutcome> {
    if (this.#running.size >= this.limit) {
      this.refusals += 1
      return notTaken('rate_limit')
    }
    const outcome = await super.submit(body, key)
    if (outcome.kind === 'accepted') this.#running.add(outcome.remoteId)
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#running.size)
    return outcome
  }

  override async poll(remoteId: string, key: string): Promise<PollOutcome> {
    const outcome = await super.poll(remoteId, key)
    if (outcome.kind === 'finished') this.#running.delete(remoteId)
    return outcome
  }
}

describe('thirty generations with five slots [F15]', () => {
  const prompts = Array.from({ length: 30 }, (_, index) => `scene ${index}`)

  it('are sent in order, at most five at once, across a restart', async () => {
    const provider = new FullProvider()
    const store = emptyStore()
    bench = new EngineBench(store, provider)
    bench.engine.start()
    const ids = await bench.generate(...prompts)
    expect(bench.store.countInStates('processing')).toBe(5)
    await bench.run(8 * second)
    await bench.engine.stop(0)
    const next = new EngineBench(store, provider)
    next.engine.start()
    await next.run(5 * minute)
    expect(new Set(states(ids, next))).toEqual(new Set(['ready']))
    expect(provider.submits.map(({ prompt }) => prompt)).toEqual(prompts)
    expect([provider.mostAtOnce, provider.refusals]).toEqual([5, 0])
  })

  it('wait if the service allows fewer, and none is lost or sent twice', async () => {
    const provider = new FullProvider()
    bench = new EngineBench(emptyStore(), provider)
    bench.slots = 15
    bench.engine.start()
    const ids = await bench.generate(...prompts)
    await bench.run(60 * minute)
    expect(new Set(states(ids))).toEqual(new Set(['ready']))
    expect(provider.submits).toHaveLength(30)
    expect(provider.mostAtOnce).toBe(5)
  })
})

describe('a rejected key [F64]', () => {
  it('stops all polls, and the new key resumes them', async () => {
    bench.provider.isStuck = true
    const running = await bench.generate('a', 'b')
    bench.provider.pollAnswers.push({
      kind: 'try_later',
      waitFor: 'key',
      retryAfterMs: null,
      problem: { code: 'key_rejected', message: 'Not this key.', retryable: true }
    })
    await bench.run(minute)
    const asked = bench.provider.keys.length
    const waiting = await makeOne('c')
    await bench.run(60 * minute)
    expect(bench.provider.keys).toHaveLength(asked)
    expect([...states(running), bench.gate.waitingFor(bench.generation(waiting))]).toEqual([
      'processing',
      'processing',
      'key'
    ])
    bench.keys.value = 'another-key'
    bench.provider.isStuck = false
    bench.engine.retryNow()
    await bench.run(minute)
    expect(states([...running, waiting])).toEqual(['ready', 'ready', 'ready'])
    expect(new Set(bench.provider.keys.slice(asked))).toEqual(new Set(['another-key']))
  })
})

describe('a rejection of a key that was replaced meanwhile [F64]', () => {
  it('does not affect the new key after a poll', async () => {
    let answer: (outcome: PollOutcome) => void = () => undefined
    const usual = bench.provider.poll.bind(bench.provider)
    bench.provider.poll = () => {
      bench.provider.poll = usual
      return new Promise((resolve) => (answer = resolve))
    }
    const id = await makeOne()
    await bench.run(10 * second)
    bench.keys.value = 'another-key'
    answer({ kind: 'try_later', waitFor: 'key', retryAfterMs: null, problem: someProblem })
    await bench.run(minute)
    expect([bench.state(id), bench.keys.value]).toEqual(['ready', 'another-key'])
  })

  it('does not affect the new key after a paid request', async () => {
    const answer = heldAnswer()
    const id = await makeOne()
    bench.keys.value = 'another-key'
    answer(notTaken('key'))
    await bench.run(minute)
    expect([bench.state(id), bench.keys.value]).toEqual(['ready', 'another-key'])
  })
})

describe('quitting during a paid request [F66]', () => {
  it('waits briefly for the answer, and marks unanswered requests unconfirmed at the next start', async () => {
    const answer = heldAnswer()
    const id = await makeOne()
    expect(bench.engine.isSending).toBe(true)
    const stopped = bench.engine.stop(1_500)
    await bench.run(1_500)
    await stopped
    const next = new EngineBench(bench.store)
    next.engine.start()
    await next.run(minute)
    expect([next.state(id), next.provider.submits.length]).toEqual(['unconfirmed', 0])
    answer(accepted)
    await next.run(minute)
    expect(next.generation(id).status).toMatchObject({
      state: 'unconfirmed',
      problem: { message: expect.stringContaining('Dailies closed while sending this') as string }
    })
  })
})
