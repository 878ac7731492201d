import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId, GenerationState, VideoId } from '@shared/generation'
import { emptyStore, EngineBench } from '../testing/engine-bench'
import { finished, rateLimited, someProblem } from '../testing/fake-provider'
import type { Status } from '../domain/generation'
import type { SaveOutcome } from '../domain/ports'
import type { BalanceOutcome, PollOutcome, SubmitOutcome } from '../domain/provider'

const minute = 60_000
const day = 24 * 60 * minute

let bench: EngineBench

beforeEach(() => {
  bench = new EngineBench()
  bench.engine.start()
})

const onlyOne = (ids: readonly GenerationId[]): GenerationId => ids[0]!

describe('a generation without faults', () => {
  it('goes from the press to ready, with no timer left', async () => {
    const id = onlyOne(await bench.generate('boat'))
    expect(bench.state(id)).toBe('processing')
    await bench.run(minute)
    expect(bench.state(id)).toBe('ready')
    expect(bench.store.history(id).map(({ to }) => to)).toEqual([
      'queued',
      'submitting',
      'processing',
      'downloading',
      'ready'
    ])
    expect(bench.provider.submits).toHaveLength(1)
    // Its charge was not visible in the balance, which is read a few more times.
    await bench.run(15 * 60_000)
    expect(bench.clock.pending).toBe(0)
  })

  it('goes straight to downloading when the response has the result', async () => {
    const { links } = finished('now') as Extract<PollOutcome, { kind: 'finished' }>
    bench.provider.submitAnswers.push({ kind: 'finished', remoteId: '7', links, raw: '{}' })
    const id = onlyOne(await bench.generate('boat'))
    expect(bench.state(id)).toBe('ready')
    expect(bench.provider.polls).toEqual([])
  })

  it('stores the balance it read before the POST', async () => {
    const id = onlyOne(await bench.generate('boat'))
    expect(bench.generation(id).balanceBeforeMicrodollars).toBe(10_000_000)
  })
})

describe('sending', () => {
  const unclear: SubmitOutcome = { kind: 'unclear', problem: someProblem, raw: null }

  it('never resends an unclear request automatically, even after days or a restart [F06, F09]', async () => {
    bench.provider.submitAnswers.push(unclear)
    const id = onlyOne(await bench.generate('boat'))
    expect(bench.state(id)).toBe('unconfirmed')
    await bench.run(3 * day)
    const next = new EngineBench(bench.store)
    next.engine.start()
    await next.run(day)
    expect(bench.state(id)).toBe('unconfirmed')
    expect(bench.provider.submits.length + next.provider.submits.length).toBe(1)
  })

  it('counts an exception in the client as an unclear outcome [F13]', async () => {
    bench.provider.submitAnswers.push(Promise.reject(new Error('a bug')))
    const id = onlyOne(await bench.generate('boat'))
    expect(bench.state(id)).toBe('unconfirmed')
  })

  it('creates one batch from a duplicated press [F12]', async () => {
    const pressId = randomUUID()
    const requests = [{ modelId: 'veo-3.1-fast', prompt: 'boat' }]
    bench.commands.create({ pressId, requests })
    bench.commands.create({ pressId, requests })
    await bench.run(0)
    expect(bench.provider.submits).toHaveLength(1)
  })

  it('respects the slots, in order [F15]', async () => {
    bench.slots = 2
    bench.provider.pollAnswers.push(
      ...Array.from({ length: 4 }, () => ({ kind: 'processing', etaSeconds: 5 }) as const)
    )
    await bench.generate('a', 'b', 'c')
    expect(bench.provider.submits.map(({ prompt }) => prompt)).toEqual(['a', 'b'])
    await bench.run(minute)
    expect(bench.provider.submits.map(({ prompt }) => prompt)).toEqual(['a', 'b', 'c'])
    expect(bench.store.countInStates('ready')).toBe(3)
  })

  it('waits out a rate limit, then sends the same request once [F10]', async () => {
    bench.provider.submitAnswers.push({
      kind: 'not_taken',
      waitFor: 'rate_limit',
      retryAfterMs: 30_000,
      problem: rateLimited,
      raw: null
    })
    const id = onlyOne(await bench.generate('boat'))
    expect(bench.gate.waitingFor(bench.generation(id))).toBe('rate_limit')
    await bench.run(29_000)
    expect(bench.provider.submits).toHaveLength(1)
    await bench.run(minute)
    expect(bench.provider.submits).toHaveLength(2)
    expect(bench.state(id)).toBe('ready')
  })

  it('holds back all others across a restart as well [F10]', async () => {
    bench.provider.submitAnswers.push({
      kind: 'not_taken',
      waitFor: 'rate_limit',
      retryAfterMs: 30_000,
      problem: rateLimited,
      raw: null
    })
    await bench.generate('boat', 'car')
    await bench.engine.stop(0)
    const next = new EngineBench(bench.store)
    next.engine.start()
    await next.run(29_000)
    expect(next.provider.submits).toHaveLength(0)
    await next.run(minute)
    expect(next.provider.submits).toHaveLength(2)
  })

  it('waits out a rate limit across a restart as well [F10]', async () => {
    bench.provider.submitAnswers.push({
      kind: 'not_taken',
      waitFor: 'rate_limit',
      retryAfterMs: 30_000,
      problem: rateLimited,
      raw: null
    })
    const id = onlyOne(await bench.generate('boat'))
    await bench.engine.stop(0)
    const next = new EngineBench(bench.store)
    next.engine.start()
    await next.run(29_000)
    expect([next.provider.submits.length, next.state(id)]).toEqual([0, 'queued'])
    await next.run(minute)
    expect([next.provider.submits.length, next.state(id)]).toEqual([1, 'ready'])
  })

  it('holds everything until a new key is entered [F11]', async () => {
    bench.provider.submitAnswers.push({
      kind: 'not_taken',
      waitFor: 'key',
      retryAfterMs: null,
      problem: someProblem,
      raw: null
    })
    const ids = await bench.generate('a', 'b')
    await bench.run(day / 2)
    expect(bench.provider.submits).toHaveLength(1)
    expect(ids.map((id) => bench.gate.waitingFor(bench.generation(id)))).toEqual(['key', 'key'])
    expect(bench.clock.pending).toBe(0)
    bench.keys.value = 'better-key'
    bench.engine.retryNow()
    await bench.run(minute)
    expect(ids.map((id) => bench.state(id))).toEqual(['ready', 'ready'])
  })

  it.each([
    ['by the app itself', 12],
    ['after it fell further', 8]
  ])('resumes sending when more credit is read %s', async (_how, dollars) => {
    bench.provider.submitAnswers.push({
      kind: 'not_taken',
      waitFor: 'credit',
      retryAfterMs: null,
      problem: someProblem,
      raw: null
    })
    const [id] = await bench.generate('boat')
    const read = async (amount: number): Promise<void> => {
      bench.provider.balanceAnswer = { kind: 'known', microdollars: amount * 1_000_000 }
      await bench.account.readAgain('good-key')
      await bench.run(0)
    }
    if (dollars < 10) await read(5)
    await read(dollars < 10 ? 5 : 10)
    expect(bench.gate.waitingFor(bench.generation(id!))).toBe('credit')
    await read(dollars)
    expect(bench.provider.submits).toHaveLength(2)
  })

  it('holds everything until credit is added [F11]', async () => {
    bench.provider.submitAnswers.push({
      kind: 'not_taken',
      waitFor: 'credit',
      retryAfterMs: null,
      problem: someProblem,
      raw: null
    })
    bench.provider.balanceAnswer = { kind: 'known', microdollars: 110_000 }
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(day / 2)
    expect(bench.gate.waitingFor(bench.generation(id))).toBe('credit')
    expect(bench.generation(id).status).toMatchObject({
      problem: { message: expect.stringContaining('(about $1.92 needed, $0.11 left)') as string }
    })
    expect(bench.clock.pending).toBe(0)
    bench.provider.balanceAnswer = { kind: 'known', microdollars: 20_000_000 }
    await bench.accountCommands.refreshBalance()
    await bench.run(minute)
    expect(bench.state(id)).toBe('ready')
  })

  it('sends nothing while paused, and everything afterwards', async () => {
    bench.paused = true
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(day / 2)
    expect([bench.state(id), bench.gate.waitingFor(bench.generation(id))]).toEqual(['queued', 'pause'])
    bench.paused = false
    bench.engine.wake()
    await bench.run(minute)
    expect(bench.state(id)).toBe('ready')
  })

  it('waits while offline without excess requests, and resumes within a minute of being online', async () => {
    bench.provider.balanceAnswer = { kind: 'not_known', problem: someProblem, offline: true }
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(60 * minute)
    expect([bench.provider.submits.length, bench.gate.waitingFor(bench.generation(id))]).toEqual([
      0,
      'network'
    ])
    bench.provider.balanceAnswer = { kind: 'known', microdollars: 1 }
    await bench.run(2 * minute)
    expect(bench.state(id)).toBe('ready')
  })

  it('can be cancelled before the POST and not after it', async () => {
    bench.paused = true
    const id = onlyOne(await bench.generate('boat'))
    bench.commands.cancel([id])
    expect(bench.state(id)).toBe('cancelled')
    bench.paused = false
    const sent = onlyOne(await bench.generate('car'))
    expect(() => bench.commands.cancel([sent])).toThrow(/be cancelled/)
  })
})

describe('polling', () => {
  const later: PollOutcome = {
    kind: 'try_later',
    waitFor: 'service',
    retryAfterMs: null,
    problem: someProblem
  }
  const unknown: PollOutcome = { kind: 'unknown_id', problem: someProblem, raw: '{}' }

  it('continues after uninformative responses', async () => {
    bench.provider.pollAnswers.push(later, later, later)
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(5 * minute)
    expect(bench.state(id)).toBe('ready')
  })

  it('fails an unknown id after ten minutes, keeps the id, and polls again on request [F23]', async () => {
    bench.provider.pollAnswers.push(...Array.from({ length: 500 }, () => unknown))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(9 * minute)
    expect(bench.state(id)).toBe('processing')
    await bench.run(3 * minute)
    expect(bench.generation(id).status).toMatchObject({
      state: 'failed',
      remoteId: '100',
      problem: { code: 'unknown_at_provider', charged: 'not_known' }
    })
    bench.provider.pollAnswers.length = 0
    bench.commands.checkAgain(id)
    await bench.run(minute)
    expect(bench.state(id)).toBe('ready')
  })

  it('fails after ten minutes of a persistent error, and keeps the id', async () => {
    const trouble: PollOutcome = { kind: 'trouble', problem: someProblem, raw: '{"status":"error"}' }
    bench.provider.pollAnswers.push(trouble, trouble)
    const passed = onlyOne(await bench.generate('boat'))
    await bench.run(5 * minute)
    expect(bench.state(passed)).toBe('ready')
    bench.provider.pollAnswers.push(...Array.from({ length: 500 }, () => trouble))
    const stayed = onlyOne(await bench.generate('car'))
    await bench.run(9 * minute)
    expect(bench.state(stayed)).toBe('processing')
    await bench.run(3 * minute)
    expect(bench.generation(stayed).status).toMatchObject({
      state: 'failed',
      remoteId: '101',
      problem: { code: 'provider_failed', retryable: true, charged: 'not_known' }
    })
  })

  it('stores the rewritten prompt of a poll', async () => {
    const raw = JSON.stringify({ status: 'success', meta: { enhanced_prompt: 'A grand boat' } })
    bench.provider.pollAnswers.push({ ...finished('a'), raw } as PollOutcome)
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(minute)
    expect(bench.queries.detail(id).enhancedPrompt).toBe('A grand boat')
  })

  it('fails when the API reports a failure', async () => {
    bench.provider.pollAnswers.push({ kind: 'failed', problem: someProblem, raw: '{"status":"failed"}' })
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(minute)
    expect(bench.generation(id).status).toMatchObject({
      state: 'failed',
      remoteId: '100',
      problem: someProblem
    })
  })

  it('polls again a few times after success without a link [A07]', async () => {
    const empty: PollOutcome = { kind: 'finished_without_links', raw: '{}' }
    bench.provider.pollAnswers.push(empty, empty)
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(minute)
    expect(bench.state(id)).toBe('ready')
    bench.provider.pollAnswers.push(...Array.from({ length: 50 }, () => empty))
    const never = onlyOne(await bench.generate('car'))
    await bench.run(10 * minute)
    expect(bench.generation(never).status).toMatchObject({ state: 'failed', remoteId: '101' })
  })

  it('continues when the clock is set back, and sends no burst when it is set forward [F18]', async () => {
    bench.provider.pollAnswers.push({ kind: 'processing', etaSeconds: 5 })
    const id = onlyOne(await bench.generate('boat'))
    bench.clock.jumpTo(bench.clock.now() - day)
    await bench.run(minute)
    bench.clock.jumpTo(bench.clock.now() + 2 * day)
    await bench.run(minute)
    expect(bench.state(id)).toBe('ready')
    expect(bench.provider.polls.length).toBeLessThanOrEqual(4)
  })
})

describe('downloading', () => {
  const cut: SaveOutcome = {
    kind: 'retry',
    problem: { ...someProblem, code: 'download_interrupted' },
    retryAfterMs: null,
    progressed: false
  }

  it('removes temporary files only after the row is saved [F28]', async () => {
    const states: unknown[] = []
    bench.saver.clearUp = (id) => {
      states.push(bench.store.findByVideo(id)?.videos[0]?.state)
      return Promise.resolve()
    }
    bench.saver.answers.push(cut)
    await bench.generate('boat')
    await bench.run(minute)
    expect(states).toEqual(['saved'])
  })

  it('resumes an interrupted download repeatedly', async () => {
    bench.saver.answers.push(cut, cut, cut)
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(minute)
    expect([bench.state(id), bench.saver.saves.length]).toEqual(['ready', 4])
  })

  it('does not back off while each attempt makes progress', async () => {
    bench.saver.answers.push(...Array.from({ length: 20 }, () => ({ ...cut, progressed: true })))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(30_000)
    expect(bench.state(id)).toBe('ready')
  })

  it('asks the user about a file that always arrives damaged', async () => {
    const damaged: SaveOutcome = { ...cut, problem: { ...someProblem, code: 'file_damaged' } }
    bench.saver.answers.push(...Array.from({ length: 20 }, () => damaged))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(10 * minute)
    expect([bench.generation(id).videos[0]?.state, bench.saver.saves.length]).toEqual(['refused', 5])
  })

  it('does not count other failures as damage', async () => {
    const damaged: SaveOutcome = { ...cut, problem: { ...someProblem, code: 'file_damaged' } }
    bench.saver.answers.push(cut, cut, cut, cut, cut, damaged)
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(20 * minute)
    expect(bench.state(id)).toBe('ready')
  })

  it('resumes a transfer that was aborted at shutdown [F65]', async () => {
    let answer: (outcome: SaveOutcome) => void = () => undefined
    bench.saver.answers.push(new Promise((resolve) => (answer = resolve)))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(10_000)
    const stopped = bench.engine.stop(1_500)
    answer({ kind: 'cancelled' })
    await stopped
    expect(bench.generation(id).videos[0]).toMatchObject({ state: 'pending', problem: null, attempts: 0 })
    const next = new EngineBench(bench.store)
    next.engine.start()
    await next.run(minute)
    expect([next.state(id), next.saver.saves.length]).toEqual(['ready', 1])
  })

  it('refuses to download a file again that is unknown or already saved [I21]', async () => {
    expect(() => bench.videoCommands.downloadAgain(randomUUID() as VideoId)).toThrow(
      'no longer in the library'
    )
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(minute)
    bench.videoCommands.downloadAgain(bench.generation(id).videos[0]!.id)
    await bench.run(minute)
    expect([bench.generation(id).videos[0]?.state, bench.saver.saves.length]).toEqual(['saved', 1])
  })

  it('asks the user about a file that is not a video, and downloads it again on request', async () => {
    bench.saver.answers.push({ kind: 'refused', problem: { ...someProblem, code: 'wrong_kind_of_file' } })
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(day / 2)
    const [video] = bench.generation(id).videos
    expect([bench.state(id), video?.state]).toEqual(['downloading', 'refused'])
    expect(bench.engine.sending().running).toBe(0)
    bench.videoCommands.downloadAgain(video!.id)
    await bench.run(minute)
    expect(bench.state(id)).toBe('ready')
  })

  it('waits for disk space and resumes when there is enough [F35]', async () => {
    bench.saver.answers.push({ kind: 'blocked', problem: { ...someProblem, code: 'disk_full' } })
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(10_000)
    expect(bench.generation(id).videos[0]?.problem?.code).toBe('disk_full')
    await bench.run(2 * minute)
    expect(bench.state(id)).toBe('ready')
  })
})

describe('a start after a crash', () => {
  const startWith = async (status: Status, ageMs = 0): Promise<{ bench: EngineBench; id: GenerationId }> => {
    const store = emptyStore()
    const next = new EngineBench(store)
    const id = randomUUID() as GenerationId
    const request = { modelId: 'veo-3.1-fast', prompt: 'boat' }
    store.insertBatch(randomUUID(), [{ id, request, resendOf: null }], next.clock.now() - ageMs)
    const videos =
      status.state === 'downloading'
        ? [{ id: randomUUID() as never, url: 'https://files.example/1.mp4', proxyUrl: null }]
        : []
    store.move({ id, from: 'queued', status, atMs: next.clock.now() - ageMs, why: null, videos })
    next.engine.start()
    await next.run(minute)
    return { bench: next, id }
  }
  const submittedAtMs = Date.UTC(2026, 10, 22, 11)
  const queued: Status = { state: 'queued', notBeforeMs: null, needsClick: false, problem: null }

  it.each<[Status, GenerationState, number]>([
    [queued, 'ready', 1],
    [{ state: 'submitting', submittedAtMs }, 'unconfirmed', 0],
    [
      {
        state: 'processing',
        submittedAtMs,
        remoteId: '9',
        etaSeconds: 5,
        nextPollAtMs: 0,
        unknownSinceMs: null
      },
      'ready',
      0
    ],
    [{ state: 'downloading', submittedAtMs, remoteId: '9' }, 'ready', 0]
  ])('resumes %j as %s with %i POSTs [F02, F03, F04]', async (status, state, posts) => {
    const { bench: next, id } = await startWith(status)
    expect([next.state(id), next.provider.submits.length]).toEqual([state, posts])
  })

  it('makes generations queued over a day ago wait for a click [F02]', async () => {
    const { bench: next, id } = await startWith(queued, day + 1000)
    expect([next.state(id), next.gate.waitingFor(next.generation(id))]).toEqual(['queued', 'click'])
    next.commands.release([id])
    await next.run(minute)
    expect(next.state(id)).toBe('ready')
  })

  it('releases waiting generations over a cap only with the consent of the user', async () => {
    const { bench: next, id } = await startWith(queued, day + 1000)
    next.capReached = { ...someProblem, code: 'cap_reached' }
    expect(() => next.commands.release([id])).toThrow(someProblem.message)
    await next.run(minute)
    expect([next.state(id), next.provider.submits.length]).toEqual(['queued', 0])
    next.commands.release([id], { overCap: true })
    await next.run(minute)
    expect(next.state(id)).toBe('ready')
  })
})

describe('an unconfirmed generation', () => {
  const unconfirmed = async (): Promise<GenerationId> => {
    bench.provider.submitAnswers.push({ kind: 'unclear', problem: someProblem, raw: null })
    return onlyOne(await bench.generate('boat'))
  }

  it('adopts the id that the user found', async () => {
    const id = await unconfirmed()
    bench.commands.attachRemoteId(id, '555')
    await bench.run(minute)
    expect([bench.state(id), bench.provider.polls[0]]).toEqual(['ready', '555'])
  })

  it('can be marked as not sent', async () => {
    const id = await unconfirmed()
    bench.commands.markNotSent(id)
    expect(bench.generation(id).status).toMatchObject({ state: 'failed', problem: { charged: 'not_known' } })
  })

  it('is not sent again over a cap without the consent of the user', async () => {
    const id = await unconfirmed()
    bench.capReached = { ...someProblem, code: 'cap_reached' }
    expect(() => bench.commands.sendAgain(id, randomUUID())).toThrow(someProblem.message)
    await bench.run(minute)
    expect([bench.state(id), bench.provider.submits.length]).toEqual(['unconfirmed', 1])
    bench.commands.sendAgain(id, randomUUID(), { overCap: true })
    await bench.run(minute)
    expect([bench.state(id), bench.provider.submits.length]).toEqual(['failed', 2])
  })

  it('is sent again once when the press failed after it was written', async () => {
    const inner = emptyStore()
    let isBroken = false
    bench = new EngineBench({
      ...inner,
      insertBatch: (...batch) => {
        const made = inner.insertBatch(...batch)
        if (isBroken) throw new Error('disk I/O error')
        return made
      }
    })
    bench.engine.start()
    const id = await unconfirmed()
    const press = randomUUID()
    isBroken = true
    expect(() => bench.commands.sendAgain(id, press)).toThrow('disk I/O error')
    isBroken = false
    const again = bench.commands.sendAgain(id, press)
    await bench.run(minute)
    expect([bench.state(id), bench.state(again.id), bench.provider.submits.length]).toEqual([
      'failed',
      'ready',
      2
    ])
  })

  it('is sent again only as a new linked generation, once a press', async () => {
    const id = await unconfirmed()
    const press = randomUUID()
    const again = bench.commands.sendAgain(id, press)
    expect(() => bench.commands.sendAgain(id, press)).not.toThrow()
    await bench.run(minute)
    expect([bench.state(id), bench.state(again.id), again.resendOf]).toEqual(['failed', 'ready', id])
    expect(bench.provider.submits).toHaveLength(2)
  })
})

it('waits briefly for a paid request in flight at shutdown, and starts no other [F66]', async () => {
  let answer: (outcome: SubmitOutcome) => void = () => undefined
  bench.provider.submitAnswers.push(new Promise<SubmitOutcome>((resolve) => (answer = resolve)))
  const [sending, waiting] = await bench.generate('a', 'b')
  let isStopped = false
  const stopped = bench.engine.stop(1_500).then(() => (isStopped = true))
  await bench.run(1_000)
  expect(isStopped).toBe(false)
  answer({ kind: 'accepted', remoteId: '1', etaSeconds: 5, raw: '{}' })
  await stopped
  expect(bench.state(sending!)).toBe('processing')
  await bench.run(minute)
  expect([bench.state(sending!), bench.state(waiting!)]).toEqual(['processing', 'queued'])
})

it('sends nothing if the balance arrives after shutdown began [F66]', async () => {
  let answer: (outcome: BalanceOutcome) => void = () => undefined
  bench.provider.balance = () => new Promise((resolve) => (answer = resolve))
  const [waiting] = await bench.generate('boat')
  const stopped = bench.engine.stop(1_500)
  answer({ kind: 'known', microdollars: 10_000_000 })
  await stopped
  expect([bench.state(waiting!), bench.provider.submits.length]).toEqual(['queued', 0])
})
