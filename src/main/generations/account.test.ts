import { beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { FakeClock } from '../clock.fake'
import { Account } from './account'
import { FakeKeys, FakeProvider, someProblem } from './engine.fake'
import type { BalanceOutcome } from './ports'

const one = 'one' as GenerationId
const other = 'other' as GenerationId
const key = 'good-key'

const notes = { read: () => undefined, forgotten: () => undefined }
let clock: FakeClock
let provider: FakeProvider
let keys: FakeKeys
let account: Account

beforeEach(() => {
  clock = new FakeClock()
  provider = new FakeProvider()
  keys = new FakeKeys()
  account = new Account({ provider, keys, clock, onChange: () => undefined, notes })
})

const have = (microdollars: number): void => {
  provider.balanceAnswer = { kind: 'known', microdollars }
}

/** A balance question that is answered when the test says so. */
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
  it('is read once for all who ask at the same time', async () => {
    await Promise.all([account.refresh(key), account.refresh(key), account.young(key)])
    expect(provider.keys).toEqual([key])
  })

  it.each([
    ['a minute later', () => clock.advance(60_000)],
    ['after a paid request', () => account.postStarted(one, true)],
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

describe('what a generation cost', () => {
  it('is what one paid request between two readings took', async () => {
    await account.young(key)
    account.postStarted(one, true)
    have(8_080_000)
    expect(await account.measure(one, key)).toEqual({
      chargedMicrodollars: 1_920_000,
      balanceAfterMicrodollars: 8_080_000
    })
    expect(account.balance()).toEqual({ microdollars: 8_080_000, atMs: clock.now() })
  })

  it('is known for nothing as well', async () => {
    await account.young(key)
    account.postStarted(one, true)
    expect(await account.measure(one, key)).toMatchObject({ chargedMicrodollars: 0 })
  })

  it.each<[string, () => unknown]>([
    ['another one was running', () => account.postStarted(one, false)],
    [
      'another one was sent since',
      () => {
        account.postStarted(one, true)
        account.postStarted(other, true)
      }
    ],
    [
      'the balance was not read right before',
      () => {
        account.postStarted(other, true)
        account.postStarted(one, true)
      }
    ],
    [
      'credit was added meanwhile',
      () => {
        account.postStarted(one, true)
        have(60_000_000)
      }
    ],
    [
      'the balance cannot be read',
      () => {
        account.postStarted(one, true)
        provider.balanceAnswer = { kind: 'not_known', problem: someProblem, offline: false }
      }
    ],
    [
      'the key is another',
      () => {
        account.postStarted(one, true)
        account.forget()
      }
    ]
  ])('A25: is not known when %s', async (_name, happens) => {
    await account.young(key)
    happens()
    if (provider.balanceAnswer.kind === 'known' && provider.balanceAnswer.microdollars < 60_000_000)
      have(8_080_000)
    expect((await account.measure(one, key))?.chargedMicrodollars ?? null).toBeNull()
  })

  it.each<[string, () => void, number | null]>([
    ['what it is where another one was running', () => account.postStarted(one, false), 8_080_000],
    [
      'not known where the key is another',
      () => {
        account.postStarted(one, true)
        account.forget()
      },
      null
    ]
  ])('the balance afterwards is %s', async (_name, happens, balance) => {
    await account.young(key)
    happens()
    have(8_080_000)
    expect((await account.measure(one, key))?.balanceAfterMicrodollars ?? null).toBe(balance)
  })

  it('is told once', async () => {
    await account.young(key)
    account.postStarted(one, true)
    have(8_080_000)
    await account.measure(one, key)
    expect(await account.measure(one, key)).toBeNull()
  })
})

describe('F64: an answer to a key that was replaced meanwhile', () => {
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

  it('is no balance of the other account, and is not given to who asks with the other key', async () => {
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

  it('rejects the key that it is about', async () => {
    provider.balanceAnswer = rejected
    await account.refresh(key)
    expect(keys.value).toBeNull()
  })
})
