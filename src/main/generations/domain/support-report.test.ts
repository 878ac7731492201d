import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { EngineBench } from '../testing/engine-bench'
import { someProblem } from '../testing/fake-provider'

let bench: EngineBench

beforeEach(() => {
  bench = new EngineBench()
  bench.engine.start()
})

it("reports the request, the history, the charge and the API's responses", async () => {
  bench.provider.pollAnswers.push({
    kind: 'failed',
    problem: { ...someProblem, theirWords: 'Failed, Try Again' },
    raw: '{"status":"failed"}'
  })
  const [id] = await bench.generate('boat')
  await bench.run(60_000)
  const charges = [{ id: id!, microdollars: 1_920_000, isShare: false }]
  bench.store.settleMeasurement({ id: 1, balanceAfter: 8_080_000, payers: 1, outcome: 'each', charges })
  bench.store.setBalanceAfter(id!, 8_080_000)
  const lines = bench.queries.report(id!).split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'Request id: 100',
      'Model: veo-3.1-fast',
      'State: failed',
      'Reason: No.',
      'ModelsLab said: Failed, Try Again',
      'Balance before sending: $10.00',
      'Charged: $1.92',
      'Balance afterwards: $8.08',
      '  "model_id": "veo-3.1-fast",',
      '  "prompt": "boat",',
      '  "duration": "8"',
      '2026-11-22T12:00:00.000Z  queued  Queued',
      '2026-11-22T12:00:05.000Z  failed  No.',
      '{"status":"failed"}'
    ])
  )
})

it('has the answer to the paid request and the last one, and the balance even if the charge is unknown', async () => {
  bench.provider.submitAnswers.push({
    kind: 'accepted',
    remoteId: '77',
    etaSeconds: null,
    raw: '{"status":"processing","id":77}'
  })
  bench.provider.pollAnswers.push({ kind: 'failed', problem: someProblem, raw: '{"status":"failed"}' })
  const [id] = await bench.generate('boat')
  await bench.run(60_000)
  bench.store.setBalanceAfter(id!, 7_000_000)
  const report = bench.queries.report(id!)
  expect(report).toContain('Charged: not known\nBalance afterwards: $7.00')
  expect(report).toMatch(
    /Answer to the request:\n\{"status":"processing","id":77\}\n\nLast answer:\n\{"status":"failed"\}$/
  )
})

it('lists what is unknown', async () => {
  bench.paused = true
  const [id] = await bench.generate('boat')
  expect(bench.queries.report(id!)).toContain(
    [
      'Request id: none was given',
      'Model: veo-3.1-fast',
      'State: queued',
      'Reason: –',
      'ModelsLab said: –',
      'Balance before sending: not known',
      'Charged: not known',
      'Balance afterwards: not known'
    ].join('\n')
  )
  expect(bench.queries.report(id!)).toMatch(/Answer to the request:\n–\n\nLast answer:\n–$/)
  expect(() => bench.queries.report(randomUUID() as never)).toThrow('no longer in the library')
})
