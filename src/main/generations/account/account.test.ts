import { beforeEach, describe, expect, it } from 'vitest'
import { FakeClock } from '../../base/testing/fake-clock'
import { Account } from './account'
import { FakeKeys } from '../testing/engine-bench'
import { FakeProvider, someProblem } from '../testing/fake-provider'
import type { BalanceOutcome } from '../domain/provider'

const key = 'good-key'

const notes = {
  turn: (): number => turn,
  read: ({ microdollars }: { readonly microdollars: number }, turn: number): void =>
    void told.push({ microdollars, turn }),
  forgotten: (): void => undefined
}
let turn: number
let told: object[]
let clock: FakeClock
let provider: FakeProvider
let keys: FakeKeys
let account: Account

beforeEach(() => {
  turn = 1
  told = []
  clock = new FakeClock()
  provider = new FakeProvider()
  keys = new FakeKeys()
  account = new Account({ provider, keys, clock, onChange: () => undefined, notes })
})

const have = (microdollars: number): void => {
  provider.balanceAnswer = { kind: 'known', microdollars }
}

/** A balance request that the test answers. */
function heldBalance(): (outcome: BalanceOutcome) => void {
  let answer: (outcome: BalanceOutcome) => void = () => undefined
  const usual = provider.balance.bind(provider)
  provider.balance = () => {
    provider.balance = usual
    return new Promise((resolve) => (answer = resolve))
  }
  return (outcome) => answer(outcome)
}

describe('the balance before a paid request', () => {
  it('is read once for all concurrent requests', async () => {
    await Promise.all([account.refresh(key), account.refresh(key), account.young(key)])
    expect(provider.keys).toEqual([key])
  })

  it.each([
    ['a minute later', () => clock.advance(60_000)],
    ['after something was sent, or ended', () => (turn += 1)],
    ['when the clock was set back', () => clock.jumpTo(clock.now() - 120_000)],
    ['with another key', () => account.forget()]
  ])('is read again %s', async (_name, happens) => {
    await account.young(key)
    clock.advance(59_999)
    await account.young(key)
    expect(provider.keys).toHaveLength(1)
    happens()
    await account.young(key)
    expect(provider.keys).toHaveLength(2)
  })
})

describe('reading the balance again', () => {
  it('starts a new request even if one is in flight', async () => {
    const answer = heldBalance()
    const before = account.refresh(key)
    turn += 1
    have(8_080_000)
    const after = account.readAgain(key)
    answer({ kind: 'known', microdollars: 10_000_000 })
    await before
    expect(await after).toEqual({ kind: 'known', microdollars: 8_080_000 })
  })

  it('happens once more before a paid request if a generation ended during the read', async () => {
    const answer = heldBalance()
    const young = account.young(key)
    turn += 1
    have(8_080_000)
    answer({ kind: 'known', microdollars: 10_000_000 })
    expect(await young).toEqual({ kind: 'known', microdollars: 8_080_000 })
  })

  it('passes the order in which it was requested', async () => {
    const answer = heldBalance()
    const reading = account.refresh(key)
    turn = 7
    answer({ kind: 'known', microdollars: 5 })
    await reading
    expect(told).toEqual([{ microdollars: 5, turn: 1 }])
  })
})

describe('a response for a key that was replaced meanwhile [F64]', () => {
  const rejected: BalanceOutcome = { kind: 'key_rejected', problem: someProblem }

  it('rejects no other key', async () => {
    const answer = heldBalance()
    const asking = account.refresh(key)
    keys.value = 'another-key'
    account.forget()
    answer(rejected)
    await asking
    expect(keys.value).toBe('another-key')
  })

  it('does not set or return the balance of the other account', async () => {
    const answer = heldBalance()
    const asking = account.refresh(key)
    keys.value = 'another-key'
    account.forget()
    have(5)
    const fresh = account.refresh('another-key')
    answer({ kind: 'known', microdollars: 777 })
    await asking
    expect(await fresh).toEqual({ kind: 'known', microdollars: 5 })
    expect(account.balance()?.microdollars).toBe(5)
  })

  it('rejects the key that it was requested with', async () => {
    provider.balanceAnswer = rejected
    await account.refresh(key)
    expect(keys.value).toBeNull()
  })
})
