import { beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { EngineBench } from '../testing/engine-bench'
import { finished, noNetwork, rateLimited, someProblem } from '../testing/fake-provider'
import type { SaveOutcome } from '../domain/ports'
import type { PollOutcome, SubmitOutcome } from '../domain/provider'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

let bench: EngineBench

beforeEach(() => {
  bench = new EngineBench()
  bench.engine.start()
})

const states = (ids: readonly GenerationId[]): string[] => ids.map((id) => bench.state(id))
const onlyOne = (ids: readonly GenerationId[]): GenerationId => ids[0]!

describe('an hour offline with three running generations [F16]', () => {
  let running: readonly GenerationId[]
  let waiting: GenerationId

  beforeEach(async () => {
    bench.provider.isStuck = true
    running = await bench.generate('a', 'b', 'c')
    bench.provider.obstacle = noNetwork
    waiting = onlyOne(await bench.generate('d'))
    bench.provider.polls.length = 0
    bench.provider.keys.length = 0
    await bench.run(hour)
  })

  it('polls at most once a minute, loses nothing, and shows what it waits for', () => {
    expect(bench.provider.keys.length).toBeLessThanOrEqual(4 * 65)
    expect(states(running)).toEqual(['processing', 'processing', 'processing'])
    expect(bench.gate.waitingFor(bench.generation(waiting))).toBe('network')
    expect(bench.connectivity.offline).toBe(true)
  })

  it('resumes all of them within five seconds of the network', async () => {
    bench.provider.obstacle = null
    bench.provider.polls.length = 0
    bench.engine.retryNow()
    await bench.run(5 * second)
    expect(bench.provider.polls).toEqual(expect.arrayContaining(['100', '101', '102']))
    expect(bench.state(waiting)).toBe('processing')
    expect(bench.connectivity.offline).toBe(false)
  })

  it('resumes within a minute without a network notification', async () => {
    bench.provider.obstacle = null
    bench.provider.isStuck = false
    await bench.run(minute + 15 * second)
    expect(states([...running, waiting])).toEqual(['ready', 'ready', 'ready', 'ready'])
  })
})

describe('eight hours of sleep [F17]', () => {
  it('polls each running generation once, and resumes each download', async () => {
    const cut: SaveOutcome = { kind: 'retry', problem: someProblem, retryAfterMs: null, progressed: true }
    const fetching = onlyOne(await bench.generate('fetching'))
    bench.saver.answers.push(cut)
    await bench.run(10 * second - 1)
    bench.provider.isStuck = true
    const running = await bench.generate('a', 'b', 'c')
    bench.provider.polls.length = 0
    bench.clock.jumpTo(bench.clock.now() + 8 * hour)
    bench.engine.retryNow()
    await bench.run(0)
    expect(bench.provider.polls.toSorted()).toEqual(['101', '102', '103'])
    bench.provider.isStuck = false
    await bench.run(15 * minute)
    expect(states([fetching, ...running])).toEqual(['ready', 'ready', 'ready', 'ready'])
    expect(bench.lines.filter((line) => line.startsWith('error'))).toEqual([])
  })
})

describe('setting the clock [F18]', () => {
  it.each([
    ['back a day', -day],
    ['forward a day', day],
    ['back two months', -60 * day]
  ])('%s: polls each at most once, and nothing stalls', async (_name, ms) => {
    bench.provider.isStuck = true
    const ids = await bench.generate('a', 'b', 'c')
    await bench.run(minute)
    bench.clock.jumpTo(bench.clock.now() + ms)
    bench.provider.polls.length = 0
    bench.engine.wake()
    await bench.run(0)
    expect(bench.provider.polls.length).toBeLessThanOrEqual(3)
    bench.provider.isStuck = false
    await bench.run(15 * minute)
    expect(states(ids)).toEqual(['ready', 'ready', 'ready'])
  })

  it.each([
    ['a rate limit', 'rate_limit'],
    ['a network that is gone', 'network']
  ] as const)('back a day does not extend %s by a day', async (_name, waitFor) => {
    bench.provider.submitAnswers.push({
      kind: 'not_taken',
      waitFor,
      retryAfterMs: 30 * second,
      problem: someProblem,
      raw: null
    })
    const id = onlyOne(await bench.generate('boat'))
    bench.clock.jumpTo(bench.clock.now() - day)
    await bench.run(2 * minute)
    expect(bench.state(id)).toBe('ready')
  })

  it('back a day does not extend the timeout of an unknown id', async () => {
    const unknown: PollOutcome = { kind: 'unknown_id', problem: someProblem, raw: '{}' }
    bench.provider.pollAnswers.push(...Array.from({ length: 5000 }, () => unknown))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(minute)
    bench.clock.jumpTo(bench.clock.now() - day)
    await bench.run(12 * minute)
    expect(bench.state(id)).toBe('failed')
  })

  it('back ends the back-off after a failed write', async () => {
    let fail: (error: Error) => void = () => undefined
    bench.saver.answers.push(new Promise((_resolve, reject) => (fail = reject)))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(6 * second)
    fail(new Error('database or disk is full'))
    await bench.run(0)
    bench.clock.jumpTo(bench.clock.now() - day)
    await bench.run(2 * minute)
    expect(bench.state(id)).toBe('ready')
  })
})

describe('Retry-After of the service', () => {
  const askedToWait = (retryAfterMs: number): PollOutcome => ({
    kind: 'try_later',
    waitFor: 'rate_limit',
    retryAfterMs,
    problem: someProblem
  })

  it('of an hour, the maximum, is respected by a poll [F20]', async () => {
    bench.provider.pollAnswers.push(askedToWait(hour))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(50 * minute)
    expect([bench.provider.polls.length, bench.state(id)]).toEqual([1, 'processing'])
    await bench.run(15 * minute)
    expect([bench.provider.polls.length, bench.state(id)]).toEqual([2, 'ready'])
  })

  it('is respected by a paid request, after a restart as well [F20]', async () => {
    const limited: SubmitOutcome = {
      kind: 'not_taken',
      waitFor: 'rate_limit',
      retryAfterMs: hour,
      problem: rateLimited,
      raw: null
    }
    bench.provider.submitAnswers.push(limited)
    const id = onlyOne(await bench.generate('boat'))
    const next = new EngineBench(bench.store)
    next.engine.start()
    await next.run(50 * minute)
    expect([next.provider.submits.length, next.state(id)]).toEqual([0, 'queued'])
    await next.run(15 * minute)
    expect([next.provider.submits.length, next.state(id)]).toEqual([1, 'ready'])
  })

  it('is ignored if garbled [F20]', async () => {
    bench.provider.pollAnswers.push({
      ...(askedToWait(0) as Extract<PollOutcome, { kind: 'try_later' }>),
      retryAfterMs: null
    })
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(minute)
    expect([bench.provider.polls.length, bench.state(id)]).toEqual([2, 'ready'])
  })
})

describe('states from the service', () => {
  it('slows polling to once in ten minutes after a day of "processing", and never gives up [F21]', async () => {
    bench.provider.isStuck = true
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(day)
    const before = bench.provider.polls.length
    expect(bench.state(id)).toBe('processing')
    await bench.run(10 * hour)
    expect(bench.provider.polls.length - before).toBeGreaterThanOrEqual(50)
    expect(bench.provider.polls.length - before).toBeLessThanOrEqual(75)
    bench.commands.setHidden(id, true)
    bench.provider.isStuck = false
    await bench.run(15 * minute)
    expect([bench.state(id), bench.generation(id).hidden]).toEqual(['ready', true])
  })

  it('treats an unknown state as running, and logs it once [A05]', async () => {
    const odd: PollOutcome = { kind: 'processing', etaSeconds: null, oddStatus: 'baking' }
    bench.provider.pollAnswers.push(odd, odd, odd)
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(minute)
    expect(bench.state(id)).toBe('ready')
    expect(bench.lines.filter((line) => line.includes('unknown status baking'))).toHaveLength(1)
  })

  it('logs "processing" after success, and changes nothing [F22]', async () => {
    const id = onlyOne(await bench.generate('boat'))
    bench.saver.answers.push({ kind: 'expired', problem: { ...someProblem, code: 'link_expired' } })
    bench.provider.pollAnswers.push(finished('first'), { kind: 'processing', etaSeconds: null })
    await bench.run(5 * second)
    expect(bench.state(id)).toBe('downloading')
    expect(bench.lines).toContainEqual(expect.stringMatching(/^warn .*processing again/))
    await bench.run(5 * minute)
    expect(bench.state(id)).toBe('ready')
    await bench.run(day)
    expect([bench.state(id), bench.provider.polls.length]).toEqual(['ready', 2])
  })

  it('requests a response again that never ends [F24]', async () => {
    bench.provider.pollAnswers.push({
      kind: 'try_later',
      waitFor: 'network',
      retryAfterMs: null,
      problem: { code: 'provider_unavailable', message: 'The answer did not arrive.', retryable: true }
    })
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(minute)
    expect([bench.provider.polls.length, bench.state(id)]).toEqual([2, 'ready'])
  })
})

describe('a captive portal or proxy in place of the API [F25, F26]', () => {
  const portal: Problem = {
    code: 'not_the_api',
    message: 'A web page came in place of ModelsLab’s answer.',
    retryable: true
  }

  it('stops paid requests, fails nothing that runs, and retries no more often than offline', async () => {
    bench.provider.isStuck = true
    const running = onlyOne(await bench.generate('runs'))
    bench.provider.obstacle = portal
    const waiting = onlyOne(await bench.generate('waits'))
    bench.provider.keys.length = 0
    await bench.run(hour)
    expect(states([running, waiting])).toEqual(['processing', 'queued'])
    expect(bench.connectivity.why).toEqual(portal)
    expect(bench.provider.submits).toHaveLength(1)
    expect(bench.provider.keys.length).toBeLessThanOrEqual(2 * 65)
    bench.provider.obstacle = null
    bench.provider.isStuck = false
    await bench.run(2 * minute)
    expect(states([running, waiting])).toEqual(['ready', 'ready'])
    expect(bench.connectivity.why).toBeNull()
  })
})

describe('a process that stalled for half a minute [F73]', () => {
  it('leaves a request in flight unchanged', async () => {
    let answer: (outcome: SubmitOutcome) => void = () => undefined
    bench.provider.submitAnswers.push(new Promise((resolve) => (answer = resolve)))
    const id = onlyOne(await bench.generate('boat'))
    bench.clock.jumpTo(bench.clock.now() + 30 * second)
    bench.clock.advance(0)
    await bench.run(0)
    expect(bench.state(id)).toBe('submitting')
    answer({ kind: 'accepted', remoteId: '7', etaSeconds: 5, raw: '{}' })
    await bench.run(minute)
    expect([bench.state(id), bench.provider.submits.length]).toEqual(['ready', 1])
  })

  it('runs what is due once', async () => {
    bench.provider.isStuck = true
    const ids = await bench.generate('a', 'b', 'c')
    bench.provider.polls.length = 0
    bench.clock.jumpTo(bench.clock.now() + 30 * second)
    await bench.run(5 * second)
    expect(bench.provider.polls.toSorted()).toEqual(['100', '101', '102'])
    expect(states(ids)).toEqual(['processing', 'processing', 'processing'])
    expect(bench.connectivity.offline).toBe(false)
  })

  it('interrupts no download', async () => {
    let saved: (outcome: SaveOutcome) => void = () => undefined
    bench.saver.answers.push(new Promise((resolve) => (saved = resolve)))
    const id = onlyOne(await bench.generate('boat'))
    await bench.run(10 * second)
    expect(bench.state(id)).toBe('downloading')
    bench.clock.jumpTo(bench.clock.now() + 30 * second)
    await bench.run(0)
    saved({ kind: 'retry', problem: someProblem, retryAfterMs: null, progressed: true })
    await bench.run(5 * second)
    expect([bench.state(id), bench.saver.saves.length]).toEqual(['ready', 2])
  })
})
