import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { Charged } from '@shared/problem'
import type { Generation, Status } from '../domain/generation'
import { judgeCharges, quietMs, type Payer } from './judge-charges'

const price = 1_920_000
const endedAtMs = 1_000_000
let made = 0

function payer(status: Status, more: { price?: number | null; model?: string } = {}): Payer {
  const generation = {
    id: `id-${(made += 1)}` as GenerationId,
    status,
    stateSinceMs: endedAtMs,
    request: { modelId: more.model ?? 'veo-3.1-fast', prompt: 'boat', durationSeconds: 8 }
  } as Partial<Generation> as Generation
  return { generation, price: more.price === undefined ? price : more.price }
}

const ready = (more = {}): Payer => payer({ state: 'ready', submittedAtMs: 1, remoteId: '1' }, more)
const unanswered = (): Payer =>
  payer({
    state: 'unconfirmed',
    submittedAtMs: 1,
    problem: { code: 'may_have_been_sent', message: 'No answer.', retryable: false }
  })
const failed = (charged: Charged): Payer =>
  payer({
    state: 'failed',
    submittedAtMs: 1,
    remoteId: '1',
    problem: { code: 'provider_failed', message: 'No.', retryable: true, charged }
  })

/** The outcome, and the charges in the order of the members. */
function judged(
  members: readonly Payer[],
  fell: number,
  { afterMs = 0, isDisturbed = false } = {}
): readonly [string | null, readonly (number | null)[]] {
  const { outcome, charges } = judgeCharges(members, fell, { nowMs: endedAtMs + afterMs, isDisturbed })
  const of = ({ generation }: Payer): number | null =>
    charges.find(({ id }) => id === generation.id)?.microdollars ?? null
  return [outcome, members.map(of)]
}

describe('one that was measured alone', () => {
  it('cost what the balance fell by, not the expected price', () => {
    expect(judged([ready()], 2_000_000)).toEqual(['each', [2_000_000]])
    expect(judged([ready({ price: null })], 5)).toEqual(['each', [5]])
    expect(judged([failed('not_known')], 320_000)).toEqual(['each', [320_000]])
    expect(judged([failed('no')], 320_000)).toEqual(['each', [320_000]])
  })

  it('cost only what was expected of it where something else may have been charged', () => {
    expect(judged([ready()], price, { isDisturbed: true })).toEqual(['each', [price]])
    expect(judged([ready()], 2 * price, { isDisturbed: true })).toEqual(['total', [null]])
    expect(judged([ready({ price: null })], price, { isDisturbed: true })).toEqual(['total', [null]])
  })

  it('and never got an answer, was taken where the balance fell by its price, and only then', () => {
    expect(judged([unanswered()], price)).toEqual(['each', [price]])
    expect(judged([unanswered()], price + 1)).toEqual(['total', [null]])
  })

  it('is not said to be free before it is too late for a charge, and never while it may run', () => {
    for (const one of [ready(), failed('not_known')]) {
      expect(judged([one], 0, { afterMs: quietMs - 1 })).toEqual([null, [null]])
      expect(judged([one], 0, { afterMs: quietMs })).toEqual(['each', [0]])
    }
    expect(judged([unanswered()], 0, { afterMs: 100 * quietMs })).toEqual([null, [null]])
  })
})

describe('several that ran at the same time', () => {
  it('each cost their price where that is the sum', () => {
    const six = Array.from({ length: 6 }, () => ready())
    expect(judged(six, 6 * price)).toEqual(['each', Array.from({ length: 6 }, () => price)])
  })

  it('are known together alone where it is not', () => {
    expect(judged([ready(), ready()], 2 * price + 1)).toEqual(['total', [null, null]])
    expect(judged([ready(), ready({ price: null })], 2 * price)).toEqual(['total', [null, null]])
  })

  it('leave out what was free', () => {
    expect(judged([ready(), failed('no'), ready()], 2 * price)).toEqual(['each', [price, null, price]])
  })

  it('leave open what may be charged later, and report it once it was', () => {
    expect(judged([ready(), unanswered()], price)).toEqual(['each', [price, null]])
    expect(judged([ready(), unanswered()], 2 * price)).toEqual(['each', [price, price]])
    expect(judged([ready(), failed('not_known')], price)).toEqual(['each', [price, null]])
  })

  it('say nothing where two that may have been charged leave it open which one was', () => {
    expect(judged([unanswered(), unanswered()], price)).toEqual(['total', [null, null]])
  })

  it('say nothing where credit was added', () => {
    expect(judged([ready(), ready()], -1)).toEqual([null, [null, null]])
  })

  it('give exact shares to learn from only where all are alike', () => {
    const shares = (members: readonly Payer[], fell: number): boolean[] =>
      judgeCharges(members, fell, { nowMs: endedAtMs, isDisturbed: false }).charges.map(
        ({ isShare }) => isShare
      )
    expect(shares([ready(), ready()], 2 * price)).toEqual([false, false])
    expect(shares([ready(), ready({ model: 'veo3', price: 1 })], price + 1)).toEqual([true, true])
  })

  it('never report more than the balance fell by', () => {
    const kinds = fc.constantFrom(
      ready,
      unanswered,
      () => failed('not_known'),
      () => failed('no')
    )
    fc.assert(
      fc.property(fc.array(kinds, { minLength: 1, maxLength: 6 }), fc.nat(8), (some, prices) => {
        const [, charges] = judged(
          some.map((make) => make()),
          prices * price
        )
        const told = charges.reduce<number>((sum, charge) => sum + (charge ?? 0), 0)
        expect(told).toBeLessThanOrEqual(prices * price)
      })
    )
  })
})
