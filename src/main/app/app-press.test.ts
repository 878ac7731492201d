import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GenerationRequest } from '@shared/request'
import { AppBench } from './testing/app-bench'

let bench: AppBench

beforeEach(async () => {
  bench = await AppBench.start()
  // The maximum: no test waits for its end.
  await bench.call('settings.update', { undoSeconds: 10 })
})
afterEach(() => bench.end())

const request: GenerationRequest = { modelId: 'veo-3.1-fast', prompt: 'a gull', durationSeconds: 8 }
const waitingFor = async (id: string): Promise<unknown> =>
  (await bench.call('generations.page', { view: 'all', text: '', before: null, limit: 9 })).items.find(
    (row) => row.id === id
  )?.waitingFor

it('shows held presses in the window, and undoes one before anything is sent', async () => {
  const ids = await bench.press({ prompt: 'one' }, { prompt: 'two' })
  const { sending } = await bench.call('app.state', {})
  expect(sending.held).toMatchObject([{ count: 2 }])
  const { pressId } = sending.held[0]!
  expect(await bench.call('generations.undoPress', { pressId })).toEqual({ undone: 2, sent: 0 })
  expect(
    await bench.call('generations.page', { view: 'trash', text: '', before: null, limit: 10 })
  ).toMatchObject({
    items: []
  })
  await bench.reopen()
  for (const id of ids) expect((await bench.get(id)).generation.state).toBe('cancelled')
  expect((await bench.call('app.state', {})).sending.held).toEqual([])
  expect(bench.simulator.ledger().entries).toEqual([])
})

it('keeps the undo time of a press across a restart', async () => {
  const pressedMs = Date.now()
  const [id] = await bench.press({ prompt: 'one' })
  const before = (await bench.get(id!)).generation
  expect(before.waitingFor).toBe('undo')
  expect(before.notBeforeMs).toBeGreaterThanOrEqual(pressedMs + 10_000)
  expect(before.notBeforeMs).toBeLessThanOrEqual(Date.now() + 10_000)
  await bench.call('sending.setPaused', { paused: true })
  await bench.reopen()
  const after = (await bench.get(id!)).generation
  expect([after.state, after.notBeforeMs]).toEqual(['queued', before.notBeforeMs])
  expect(bench.simulator.ledger().entries).toEqual([])
})

it('records a cancelled press in the journal, and restored generations wait for a click', async () => {
  const ids = await bench.press({ prompt: 'one' }, { prompt: 'two' })
  expect(await bench.call('generations.cancel', { ids: [...ids] })).toEqual({ cancelled: 2 })
  await bench.call('generations.restore', { ids: [ids[0]!] })
  await bench.reopen()
  expect(await waitingFor(ids[0]!)).toBe('click')
  expect((await bench.get(ids[1]!)).generation.state).toBe('cancelled')
  expect(bench.simulator.ledger().entries).toEqual([])
})

it('rejects a press that the balance does not cover unless it may wait for credit', async () => {
  bench.simulator.set({ balanceMicrodollars: 5_000_000 })
  await bench.call('balance.refresh', {})
  const press = { pressId: crypto.randomUUID(), requests: [request, request, request] }
  await expect(bench.call('generations.create', press)).rejects.toThrow(
    'balance_short: Balance $5.00 covers 2 of 3.'
  )
  await bench.call('generations.create', { ...press, waitForCredit: true })
  expect((await bench.call('app.state', {})).committed).toEqual({ microdollars: 5_760_000, unpricedCount: 0 })
  await expect(
    bench.call('generations.create', { pressId: crypto.randomUUID(), requests: [request] })
  ).rejects.toThrow('less about $5.76 already waiting or running')
  expect(bench.simulator.ledger().entries).toEqual([])
})
