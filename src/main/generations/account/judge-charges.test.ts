import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { Problem } from '@shared/problem'
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
const failed = (charged: NonNullable<Problem['charged']>): Payer =>
  payer({
    state: 'failed',
    submittedAtMs: 1,
    remoteId: '1',
    problem: { code: 'provider_failed', message: 'No.', retryable: true, charged }
  })

/** Returns the outcome, and the charges in the order of the members. */
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

describe('a generation measured alone', () => {
  it('is charged the drop of the balance, not the expected price', () => {
    expect(judged([ready()], 2_000_000)).toEqual(['each', [2_000_000]])
    expect(judged([ready({ price: null })], 5)).toEqual(['each', [5]])
    expect(judged([failed('not_known')], 320_000)).toEqual(['each', [320_000]])
    expect(judged([failed('no')], 320_000)).toEqual(['each', [320_000]])
  })

  it('is charged only its expected price if something else may have been charged', () => {
    expect(judged([ready()], price, { isDisturbed: true })).toEqual(['each', [price]])
    expect(judged([ready()], 2 * price, { isDisturbed: true })).toEqual(['total', [null]])
    expect(judged([ready({ price: null })], price, { isDisturbed: true })).toEqual(['total', [null]])
  })

  it('was charged without an answer only if the balance fell by its price', () => {
    expect(judged([unanswered()], price)).toEqual(['each', [price]])
    expect(judged([unanswered()], price + 1)).toEqual(['total', [null]])
  })

  it('counts as free only when a late charge is ruled out, and never while it may run', () => {
    for (const one of [ready(), failed('not_known')]) {
      expect(judged([one], 0, { afterMs: quietMs - 1 })).toEqual([null, [null]])
      expect(judged([one], 0, { afterMs: quietMs })).toEqual(['each', [0]])
    }
    expect(judged([unanswered()], 0, { afterMs: 100 * quietMs })).toEqual([null, [null]])
  })
})

describe('generations measured together', () => {
  it('are each charged their price if the sum matches', () => {
    const six = Array.from({ length: 6 }, () => ready())
    expect(judged(six, 6 * price)).toEqual(['each', Array.from({ length: 6 }, () => price)])
  })

  it('have only a known total if the sum differs', () => {
    expect(judged([ready(), ready()], 2 * price + 1)).toEqual(['total', [null, null]])
    expect(judged([ready(), ready({ price: null })], 2 * price)).toEqual(['total', [null, null]])
  })

  it('exclude a free one', () => {
    expect(judged([ready(), failed('no'), ready()], 2 * price)).toEqual(['each', [price, null, price]])
  })

  it('leave a possible late charge unknown until it arrives', () => {
    expect(judged([ready(), unanswered()], price)).toEqual(['each', [price, null]])
    expect(judged([ready(), unanswered()], 2 * price)).toEqual(['each', [price, price]])
    expect(judged([ready(), failed('not_known')], price)).toEqual(['each', [price, null]])
  })

  it('leave both charges unknown if either may have been charged', () => {
    expect(judged([unanswered(), unanswered()], price)).toEqual(['total', [null, null]])
  })

  it('leave charges unknown if credit was added', () => {
    expect(judged([ready(), ready()], -1)).toEqual([null, [null, null]])
  })

  it('yield exact prices only if all are alike', () => {
    const shares = (members: readonly Payer[], fell: number): boolean[] =>
      judgeCharges(members, fell, { nowMs: endedAtMs, isDisturbed: false }).charges.map(
        ({ isShare }) => isShare
      )
    expect(shares([ready(), ready()], 2 * price)).toEqual([false, false])
    expect(shares([ready(), ready({ model: 'veo3', price: 1 })], price + 1)).toEqual([true, true])
  })

  it('never report more than the drop of the balance', () => {
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
