import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findModel } from '@shared/catalogue/models'
import type { PriceSpan } from '@shared/money/learned-price'
import type { GenerationId } from '@shared/generation'
import type { GenerationRequest } from '@shared/request'
import { FakeClock } from '../base/testing/fake-clock'
import { Spending } from './spending'
import { localDay } from '@shared/local-day'
import { groupUp, sumUp, type SpendRecord } from './summary'

const request = { modelId: 'veo-3.1-fast', prompt: 'boat', durationSeconds: 8 }
const estimate = (): PriceSpan => ({ about: 1_920_000, most: 1_920_000 })
const clock = new FakeClock(new Date(2026, 10, 22, 12).getTime())

const record = (more: Partial<SpendRecord> = {}): SpendRecord => ({
  id: 'id' as GenerationId,
  batchId: 'batch',
  submittedAtMs: clock.now(),
  failed: false,
  chargedNothing: false,
  request,
  chargedMicrodollars: 1_920_000,
  measuredTogether: null,
  ...more
})

const spending = (
  records: readonly SpendRecord[],
  day: number | null,
  batch: number | null = null,
  waiting: readonly GenerationRequest[] = []
): Spending =>
  new Spending({
    itemCosts: () => Promise.resolve([]),
    sentSince: (sinceMs) => records.filter(({ submittedAtMs }) => submittedAtMs >= sinceMs),
    waiting: () => waiting,
    prices: () => (request) => (request.modelId === 'veo3' ? null : estimate()),
    countedPrices: () => estimate,
    findModel,
    balance: () => null,
    caps: () => ({ day, batch }),
    clock
  })

describe('a total', () => {
  it('separates known, unknown and zero charges', () => {
    const records = [
      record(),
      record({ chargedMicrodollars: null }),
      record({ chargedMicrodollars: null, failed: true, chargedNothing: true }),
      record({ chargedMicrodollars: null, request: { modelId: 'nobody', prompt: 'boat' } })
    ]
    expect(sumUp('x', records, ({ modelId }) => (modelId === 'nobody' ? null : estimate()))).toEqual({
      key: 'x',
      title: null,
      generations: 4,
      knownMicrodollars: 1_920_000,
      unknownCount: 2,
      aboutMicrodollars: 1_920_000,
      unpricedCount: 1,
      failedCount: 1,
      circledCount: null,
      cut: null
    })
  })

  it('is exact and independent of grouping', () => {
    const charges = fc.array(fc.option(fc.integer({ min: 0, max: 10_000_000_000 })), { maxLength: 60 })
    fc.assert(
      fc.property(charges, fc.nat(5), (amounts, groups) => {
        const records = amounts.map((chargedMicrodollars, index) =>
          record({ chargedMicrodollars, batchId: String(index % (groups + 1)) })
        )
        const rows = groupUp(records, ({ batchId }) => batchId, estimate)
        const known = rows.reduce((sum, row) => sum + row.knownMicrodollars, 0)
        expect(known).toBe(amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0))
        expect(Number.isSafeInteger(known)).toBe(true)
      })
    )
  })
})

describe('the summary', () => {
  it('counts today and this month in the time zone of the user', async () => {
    const yesterday = record({ submittedAtMs: clock.now() - 24 * 60 * 60_000 })
    const summary = await spending([yesterday, record()], null).summary('day')
    expect([summary.today.generations, summary.month.generations]).toEqual([1, 2])
    expect(summary.rows.map(({ key }) => key)).toEqual([
      localDay(clock.now()),
      localDay(clock.now() - 24 * 60 * 60_000)
    ])
  })

  it('lists failed generations that may have been charged, newest first', async () => {
    const failed = (prompt: string, more: Partial<SpendRecord>): SpendRecord =>
      record({ failed: true, request: { ...request, prompt }, ...more })
    const { failures } = await spending(
      [
        record(),
        failed('charged', {}),
        failed('measured as free', { chargedMicrodollars: 0 }),
        failed('said to be free', { chargedMicrodollars: null, chargedNothing: true }),
        failed('said to be free, and charged', { chargedNothing: true }),
        failed('not known', { chargedMicrodollars: null })
      ],
      null
    ).summary('day')
    expect(failures.map(({ prompt, chargedMicrodollars }) => [prompt, chargedMicrodollars])).toEqual([
      ['not known', null],
      ['said to be free, and charged', 1_920_000],
      ['charged', 1_920_000]
    ])
  })

  it('contains the prompt of a batch', async () => {
    expect((await spending([record()], null).summary('batch')).rows).toMatchObject([
      { key: 'batch', title: 'boat' }
    ])
  })
})

describe('a cap', () => {
  it('uses the current prices', () => {
    let price: PriceSpan = { about: 1, most: 1_000_000 }
    const learning = new Spending({
      itemCosts: () => Promise.resolve([]),
      sentSince: () => [],
      waiting: () => [],
      prices: () => () => price,
      countedPrices: () => estimate,
      findModel,
      balance: () => null,
      caps: () => ({ day: null, batch: 1_500_000 }),
      clock
    })
    expect(learning.overCap([request])).toBeNull()
    price = { about: 1, most: 1_900_000 }
    expect(learning.overCap([request])?.message).toBe(
      'This may cost about $1.90. That is over your $1.50 limit per batch.'
    )
  })

  it('limits one press', () => {
    expect(spending([], null, 2_000_000).overCap([request])).toBeNull()
    expect(spending([], null, 2_000_000).overCap([request, request])).toMatchObject({ code: 'cap_reached' })
  })

  it('limits the day, including what was spent today and not yesterday', () => {
    const yesterday = record({ submittedAtMs: clock.now() - 24 * 60 * 60_000 })
    expect(spending([yesterday, record()], 4_000_000).overCap([request])).toBeNull()
    expect(spending([yesterday, record()], 3_000_000).overCap([request])?.message).toBe(
      'This may cost about $1.92. This goes over your $3.00 daily limit (about $1.92 spent today).'
    )
  })

  it('for the day includes generations waiting to be sent', () => {
    const some = spending([record()], 5_000_000, null, [request])
    expect(some.overCap([request])?.message).toBe(
      'This may cost about $1.92. This goes over your $5.00 daily limit (about $1.92 spent today and about $1.92 waiting to be sent).'
    )
    expect(spending([record()], 5_000_000).overCap([request])).toBeNull()
  })

  it('is reported together with the other cap', () => {
    expect(spending([record()], 3_000_000, 1_000_000).overCap([request])?.message).toBe(
      'This may cost about $1.92. That is over your $1.00 limit per batch. This goes over your $3.00 daily limit (about $1.92 spent today).'
    )
  })

  it('shows enough digits to differ from the amount', () => {
    expect(spending([], null, 1_919_999).overCap([request])?.message).toBe(
      'This may cost about $1.92. That is over your $1.919999 limit per batch.'
    )
  })

  it('warns about an unknown price, with the known part', () => {
    const unpriced = { modelId: 'veo3', prompt: 'boat' }
    const rate = 'Veo 3 charges $0.83 per second and picks the length'
    expect(spending([], null, 60_000_000).overCap(Array.from({ length: 8 }, () => unpriced))?.message).toBe(
      `No price for 8 clips: ${rate}. That may be over your $60.00 limit per batch.`
    )
    expect(spending([], 60_000_000).overCap([unpriced, request])?.message).toBe(
      `This may cost about $1.92. No price for 1 clip: ${rate}. This may go over your $60.00 daily limit (about $0.00 spent today).`
    )
    const sent = record({ request: unpriced, chargedMicrodollars: null })
    expect(spending([sent], 60_000_000, null, [unpriced]).overCap([request])?.message).toBe(
      'This may cost about $1.92. This may go over your $60.00 daily limit (about $0.00 spent today, 1 sent today at a price that is not known and 1 waiting at a price that is not known).'
    )
    expect(spending([], null).overCap([unpriced])).toBeNull()
  })

  it('for the day applies again to generations that waited for a click, the one for a press does not', () => {
    expect(spending([], 5_000_000, 1_000_000).overDayCap([request])).toBeNull()
    expect(spending([], 1_000_000, 5_000_000).overDayCap([request])).toMatchObject({ code: 'cap_reached' })
    expect(spending([record({ chargedMicrodollars: null })], 1_000_000).overDayCap([])).toBeNull()
  })
})

describe('a balance', () => {
  const withBalance = (
    microdollars: number,
    waiting: readonly GenerationRequest[] = [],
    sent: readonly SpendRecord[] = []
  ): Spending =>
    new Spending({
      itemCosts: () => Promise.resolve([]),
      sentSince: () => sent,
      waiting: () => waiting,
      prices: () => (asked) => (asked.modelId === 'veo3' ? null : estimate()),
      countedPrices: () => estimate,
      findModel,
      caps: () => ({ day: null, batch: null }),
      balance: () => ({ microdollars, atMs: clock.now() }),
      clock
    })

  it('that is too low is reported with how many it covers', () => {
    expect(withBalance(4_000_000).overBalance([request, request, request])).toMatchObject({
      code: 'balance_short',
      message: 'Balance $4.00 covers 2 of 3.'
    })
    expect(withBalance(5_760_000).overBalance([request, request, request])).toBeNull()
  })

  it('excludes what waits and what was sent since it was read: measured, estimated, or refused at no charge', () => {
    const sent = [
      record({ chargedMicrodollars: 1_000_000 }),
      record({ chargedMicrodollars: null }),
      record({ chargedMicrodollars: null, failed: true, chargedNothing: true })
    ]
    expect(withBalance(9_000_000, [request], sent).committed()).toEqual({
      microdollars: 4_840_000,
      unpricedCount: 0
    })
    expect(withBalance(6_000_000, [request], sent).overBalance([request])?.code).toBe('balance_short')
  })

  it('warns about an unknown price', () => {
    const unpriced = { modelId: 'veo3', prompt: 'boat' }
    expect(withBalance(90_000_000).overBalance([unpriced])?.message).toBe(
      'Balance $90.00 may not be enough: the price of this isn’t known.'
    )
    // Waiting requests were confirmed when they were pressed.
    expect(withBalance(90_000_000, [unpriced]).overBalance([request])).toBeNull()
    expect(spending([], null).overBalance([unpriced])).toBeNull()
  })
})
