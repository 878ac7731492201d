import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { SpendRow } from '@shared/money/spend'
import { AppBench } from './testing/app-bench'
import { fastClock } from '../base/testing/fast-clock'

const price = 960_000
let bench: AppBench

beforeEach(async () => {
  // A minute takes half a second.
  bench = await AppBench.start({ clock: fastClock(120, Date.now()) })
})
afterEach(() => bench.end())

const today = async (): Promise<SpendRow> => (await bench.call('spend.summary', { by: 'day' })).today

/** Waits until the charges have the expected values. */
const areCharged = (ids: readonly GenerationId[], charges: readonly (number | null)[]): Promise<void> =>
  vi.waitFor(
    async () => {
      const found = await Promise.all(ids.map((id) => bench.get(id)))
      expect(found.map(({ generation }) => generation.chargedMicrodollars)).toEqual(charges)
    },
    { interval: 20 }
  )

function balanceFalls(microdollars: number): void {
  const { balanceMicrodollars } = bench.simulator.ledger()
  bench.simulator.set({ balanceMicrodollars: balanceMicrodollars - microdollars })
}

/** Presses Generate once; nothing ends before everything was sent, even on a slow machine. */
async function pressAllAtOnce(
  ...requests: readonly { readonly prompt: string }[]
): Promise<readonly GenerationId[]> {
  await bench.call('settings.update', { maximumParallel: requests.length })
  bench.simulator.set({ speed: 0.001, queueLimit: requests.length })
  const ids = await bench.press(...requests)
  for (const id of ids) await bench.comesTo(id, 'processing')
  return ids
}

const letThemEnd = (): void => bench.simulator.set({ speed: 100 })

const six = Array.from({ length: 6 }, (_, index) => ({ prompt: `take ${index}` }))

it('shows the charge of each of six sent together, and counts and learns the prices', async () => {
  const ids = await pressAllAtOnce(...six)
  letThemEnd()
  for (const id of ids) await bench.comesTo(id, 'ready')
  await areCharged(
    ids,
    ids.map(() => price)
  )
  const { generation } = await bench.get(ids[0]!)
  expect(generation.measuredTogether).toMatchObject({ count: 6, microdollars: 6 * price, isShared: true })
  expect(await today()).toMatchObject({ knownMicrodollars: 6 * price, unknownCount: 0 })
  const { prices } = await bench.call('prices.measured', {})
  expect(prices).toMatchObject([{ modelId: 'veo-3.1-fast', charges: ids.map(() => price) }])
})

it('counts the total if it differs from the sum of the prices, and shows it for each', async () => {
  const ids = await pressAllAtOnce(...six.slice(0, 2))
  balanceFalls(40_000)
  letThemEnd()
  for (const id of ids) await bench.comesTo(id, 'ready')
  await vi.waitFor(
    async () =>
      expect((await bench.get(ids[1]!)).generation.measuredTogether).toMatchObject({ isShared: false }),
    { interval: 20 }
  )
  await areCharged(ids, [null, null])
  expect(await today()).toMatchObject({ knownMicrodollars: 2 * price + 40_000, unknownCount: 0 })
  const { rows } = await bench.call('spend.summary', { by: 'batch' })
  expect(rows).toMatchObject([{ knownMicrodollars: 2 * price + 40_000 }])
  expect((await bench.call('prices.measured', {})).prices).toEqual([])
  await bench.call('settings.update', { dayCapMicrodollars: 3 * price })
  await expect(bench.press({ prompt: 'over the cap' })).rejects.toThrow('cap_reached')
})

it('measures a group together across a restart', async () => {
  const ids = await pressAllAtOnce(...six.slice(0, 2))
  await bench.close()
  letThemEnd()
  bench.open({ clock: fastClock(120, Date.now()) })
  for (const id of ids) await bench.comesTo(id, 'ready')
  await areCharged(ids, [price, price])
})

it('counts an unconfirmed request at its price, and shows when it is charged late', async () => {
  const [id] = await bench.press({ prompt: '[sim: submit-reset] no answer' })
  await bench.comesTo(id!, 'unconfirmed')
  await areCharged([id!], [null])
  expect(await today()).toMatchObject({ unknownCount: 1, aboutMicrodollars: price })
  await bench.call('settings.update', { dayCapMicrodollars: price })
  await expect(bench.press({ prompt: 'over the cap' })).rejects.toThrow('cap_reached')
  balanceFalls(price)
  await bench.call('balance.refresh', {})
  await areCharged([id!], [price])
  expect(await today()).toMatchObject({ knownMicrodollars: price, unknownCount: 0 })
})
