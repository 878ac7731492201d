import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ModelsLabClient } from '../../modelslab/client'
import { readAnswer } from '../../modelslab/answers/answer'
import type { HttpOutcome } from '../../modelslab/transport/http'
import { retryAfterMs } from '../../base/retry-after'
import { RefusedWrite } from '../../base/refused-write'
import { remoteIdOf } from '../domain/generation'
import { emptyStore, EngineBench } from '../testing/engine-bench'
import { FakeProvider, someProblem } from '../testing/fake-provider'
import type { GenerationStore } from '../domain/ports'
import type { BalanceOutcome, PollOutcome, SubmitOutcome } from '../domain/provider'

const key = 'good-key'

/** Numbers that JSON can and cannot represent, and values seen in their place. */
const oddNumber = fc.oneof(
  fc.constantFrom(
    ...['0', '-1', '1e308', '1e999', '-0', '20.5', '146.5279869184', '2.3333', '1.0007', '1e-7'],
    ...['9007199254740993', '123456789012345678901234567890', '4711.0', '"4711.0"', '"1.5"', '" 20 "'],
    ...['"12abc"', '"1,5"', '"1,234"', '"0x10"', '"NaN"', '"Infinity"', '"1e3"', '""', 'null', 'true'],
    ...['[20]', '{"seconds":20}', '"2026-11-22"', '"20 s"', '"٣"']
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.double().map((number) => `"${number}"`),
  fc.bigInt().map(String)
)
const field = (name: string, value: string): string => `"${name}":${value}`
const someFields = (...names: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc
    .tuple(...names.map((name) => fc.option(oddNumber.map((value) => field(name, value)))))
    .map((fields) => fields.filter((one) => one !== null))

const link = fc.constantFrom(
  '["https://files.example/a.mp4"]',
  '[]',
  '"https://files.example/a.mp4"',
  '[1.5]'
)
const answerBody = fc
  .tuple(
    fc.constantFrom('processing', 'success', 'error', 'failed', 'queued', 'odd'),
    someFields('id', 'eta', 'retry_after', 'progress', 'seed', 'generationTime'),
    fc.option(link),
    fc.option(fc.constantFrom('Invalid API key', 'Rate limit exceeded', 'not found', 'try again', 'nsfw'))
  )
  .map(([status, fields, output, message]) =>
    [
      field('status', `"${status}"`),
      ...fields,
      ...(output === null ? [] : [field('output', output)]),
      ...(message === null ? [] : [field('message', `"${message}"`)])
    ].join(',')
  )
  .map((fields) => `{${fields}}`)
const headers = fc.dictionary(
  fc.constantFrom('retry-after', 'x-ratelimit-reset'),
  oddNumber.map((number) => number.replaceAll('"', ''))
)
const answer: fc.Arbitrary<HttpOutcome> = fc
  .tuple(fc.constantFrom(200, 200, 200, 400, 402, 404, 422, 429, 429, 500, 503), answerBody, headers)
  .map(([status, body, sent]) => ({ kind: 'answered', status, headers: sent, body }))
const balanceBody = oddNumber.map((number): HttpOutcome => ({
  kind: 'answered',
  status: 200,
  headers: {},
  body: `{"status":"success","data":{"balance":${number},"currency":"USD"}}`
}))

/** The real client for responses from the network, and the fake for everything else. */
class WireProvider extends FakeProvider {
  submitWire: HttpOutcome | null = null
  pollWire: HttpOutcome | null = null
  balanceWire: HttpOutcome | null = null

  override submit(...call: Parameters<FakeProvider['submit']>): Promise<SubmitOutcome> {
    const usual = super.submit(...call)
    return this.submitWire ? this.#client(this.submitWire).submit(...call) : usual
  }

  override poll(...call: Parameters<FakeProvider['poll']>): Promise<PollOutcome> {
    const usual = super.poll(...call)
    const wire = this.pollWire
    this.pollWire = null
    return wire ? this.#client(wire).poll(...call, 'veo-3.1-fast') : usual
  }

  override balance(asked: string): Promise<BalanceOutcome> {
    return this.balanceWire ? this.#client(this.balanceWire).balance(asked) : super.balance(asked)
  }

  #client(wire: HttpOutcome): ModelsLabClient {
    const http = { send: () => Promise.resolve(wire) }
    return new ModelsLabClient({
      http,
      paidHttp: http,
      apiOrigin: 'https://api.example',
      clock: { now: () => 0 }
    })
  }
}

const runs = { numRuns: 150 }
const failures = /^error /

describe('any number in an answer', () => {
  it('stores the answer to a paid request with its id at the first write', async () => {
    await fc.assert(
      fc.asyncProperty(answer, async (wire) => {
        const provider = new WireProvider()
        provider.submitWire = wire
        provider.isStuck = true
        const bench = new EngineBench(emptyStore(), provider)
        bench.engine.start()
        const [id] = await bench.generate('boat')
        await bench.engine.stop(0)
        const { status } = bench.generation(id!)
        expect(status.state).not.toBe('submitting')
        const said = wire.kind === 'answered' ? readAnswer(wire, key, 0).id : null
        if (status.state !== 'unconfirmed') expect(remoteIdOf(status)).toBe(said)
        expect(bench.lines.filter((line) => failures.test(line))).toEqual([])
      }),
      runs
    )
  })

  it('keeps or moves the row after a poll, and schedules the next poll', async () => {
    await fc.assert(
      fc.asyncProperty(answer, async (wire) => {
        const provider = new WireProvider()
        provider.pollWire = wire
        const bench = new EngineBench(emptyStore(), provider)
        bench.engine.start()
        const [id] = await bench.generate('boat')
        await bench.run(6_000)
        expect(provider.polls.length).toBeGreaterThan(0)
        await bench.run(60 * 60_000)
        expect(['ready', 'failed', 'processing', 'downloading']).toContain(bench.state(id!))
        expect(remoteIdOf(bench.generation(id!).status)).toBe('100')
        expect(bench.lines.filter((line) => failures.test(line))).toEqual([])
        await bench.engine.stop(0)
      }),
      { numRuns: 60 }
    )
  })

  it('stores the balance as whole microdollars, or as unknown', async () => {
    await fc.assert(
      fc.asyncProperty(balanceBody, async (wire) => {
        const provider = new WireProvider()
        provider.balanceWire = wire
        const bench = new EngineBench(emptyStore(), provider)
        bench.engine.start()
        const [id] = await bench.generate('boat')
        await bench.engine.stop(0)
        const { balanceBeforeMicrodollars: before, status } = bench.generation(id!)
        expect(before === null || Number.isSafeInteger(before)).toBe(true)
        expect(status.state).toBe('processing')
        expect(bench.lines.filter((line) => failures.test(line))).toEqual([])
      }),
      runs
    )
  })

  it('retries a download at a whole millisecond', async () => {
    await fc.assert(
      fc.asyncProperty(headers, async (sent) => {
        const bench = new EngineBench()
        const wait = retryAfterMs(undefined, sent, bench.clock.now())
        bench.saver.answers.push({
          kind: 'retry',
          problem: someProblem,
          retryAfterMs: wait,
          progressed: false
        })
        bench.engine.start()
        const [id] = await bench.generate('boat')
        await bench.run(61 * 60_000)
        expect(bench.state(id!)).toBe('ready')
        expect(bench.lines.filter((line) => failures.test(line))).toEqual([])
        await bench.engine.stop(0)
      }),
      { numRuns: 60 }
    )
  })
})

/** A database that accepts a transition only if it satisfies a rule, like an unknown constraint. */
const pickyStore = (takes: (move: Parameters<GenerationStore['move']>[0]) => boolean): GenerationStore => {
  const inner = emptyStore()
  return {
    ...inner,
    move: (move) => {
      if (!takes(move)) throw new RefusedWrite('CHECK constraint failed')
      return inner.move(move)
    }
  }
}

describe('an answer that the database rejects', () => {
  const answered = (bench: EngineBench): void => {
    bench.provider.submitAnswers.push({ kind: 'accepted', remoteId: '4711', etaSeconds: 5, raw: '{"odd":1}' })
    bench.engine.start()
  }

  it('is stored without its details', async () => {
    const bench = new EngineBench(pickyStore((move) => move.raw !== '{"odd":1}'))
    answered(bench)
    const [id, other] = await bench.generate('boat', 'other')
    expect(bench.generation(id!).status).toMatchObject({ state: 'processing', remoteId: '4711' })
    expect(bench.store.history(id!).at(-1)?.why).toBe('Its details could not be saved')
    await bench.run(60_000)
    expect([bench.state(id!), bench.state(other!)]).toEqual(['ready', 'ready'])
    expect(bench.lines.join('\n')).toContain('error ')
  })

  it('counts as unclear if even its id is rejected, and names the id; others continue', async () => {
    const bench = new EngineBench(pickyStore(({ status }) => remoteIdOf(status) !== '4711'))
    answered(bench)
    const [id, other] = await bench.generate('boat', 'other')
    expect(bench.generation(id!).status).toMatchObject({
      state: 'unconfirmed',
      problem: { message: expect.stringContaining('as 4711') as string, advice: 'Enter 4711 as its ID.' }
    })
    await bench.run(60_000)
    expect(bench.state(other!)).toBe('ready')
    expect(bench.provider.submits).toHaveLength(2)
  })

  it('is polled by its id when its links are refused', async () => {
    const bench = new EngineBench(
      pickyStore(({ videos }) => videos?.[0]?.url !== 'https://files.example/odd.mp4')
    )
    const links = [{ url: 'https://files.example/odd.mp4', proxyUrl: null }]
    bench.provider.submitAnswers.push({ kind: 'finished', remoteId: '4711', links, raw: '{}' })
    bench.engine.start()
    const [id] = await bench.generate('boat')
    expect(bench.generation(id!).status).toMatchObject({ state: 'processing', remoteId: '4711' })
    await bench.run(60_000)
    expect(bench.state(id!)).toBe('ready')
  })

  it('is not written repeatedly', async () => {
    let tries = 0
    const bench = new EngineBench(
      pickyStore(({ from }) => {
        if (from === 'submitting') tries += 1
        return from !== 'submitting'
      })
    )
    answered(bench)
    await bench.generate('boat')
    await bench.run(5 * 60_000)
    expect(tries).toBeLessThan(10)
    expect(bench.provider.submits).toHaveLength(1)
    expect(bench.lines.join('\n')).toContain('4711')
  })
})
