import { beforeEach, expect, it } from 'vitest'
import { ProblemError, type Problem } from '@shared/problem'
import { EngineBench } from '../testing/engine-bench'
import { noNetwork } from '../testing/fake-provider'
import { KeyEntry } from './key-entry'

const rejected: Problem = { code: 'key_rejected', message: 'Not this key.', retryable: true }

let bench: EngineBench
let entry: KeyEntry
let accepted: number
/** A keychain that stores the key only when the test says so. */
let isSlow: boolean
let kept: () => void

beforeEach(() => {
  bench = new EngineBench()
  bench.keys.value = null
  bench.engine.start()
  accepted = 0
  isSlow = false
  const { keys, provider, account, gate, engine } = bench
  entry = new KeyEntry({
    keeper: {
      key: () => keys.value,
      clean: (typed) => typed.trim(),
      set: (key) => {
        keys.value = key
        return isSlow ? new Promise<void>((resolve) => (kept = resolve)) : Promise.resolve()
      },
      remove: () => {
        keys.value = null
        return Promise.resolve()
      },
      markAccepted: () => (accepted += 1)
    },
    provider,
    account,
    gate,
    engine
  })
})

it('stores an accepted key, reads its balance and sends what waited', async () => {
  const [id] = await bench.generate('boat')
  expect(bench.state(id!)).toBe('queued')
  await entry.set('  new-key ')
  await bench.run(60_000)
  expect([bench.keys.value, accepted, bench.state(id!)]).toEqual(['new-key', 1, 'ready'])
  expect(bench.account.balance()?.microdollars).toBe(10_000_000)
})

it('stores nothing of a rejected key', async () => {
  bench.provider.balanceAnswer = { kind: 'key_rejected', problem: rejected }
  await expect(entry.set('bad-key')).rejects.toEqual(new ProblemError(rejected))
  expect(bench.keys.value).toBeNull()
})

it('stores a key that cannot be tested now', async () => {
  bench.provider.obstacle = noNetwork
  await entry.set('new-key')
  expect([bench.keys.value, accepted]).toEqual(['new-key', 0])
})

it('tests the stored key for free, and reports what is wrong with it', async () => {
  await expect(entry.test()).rejects.toThrow('Add your ModelsLab key first.')
  bench.keys.value = 'good-key'
  await expect(entry.test()).resolves.toBeUndefined()
  bench.provider.balanceAnswer = { kind: 'key_rejected', problem: rejected }
  await expect(entry.test()).rejects.toThrow('Not this key.')
})

it('sends with a new key only after reading its balance', async () => {
  const [id] = await bench.generate('boat')
  bench.keys.value = 'old-key'
  await bench.account.refresh('old-key')
  bench.keys.value = null
  bench.provider.balanceAnswer = { kind: 'known', microdollars: 5_000_000 }
  isSlow = true
  const entered = entry.set('new-key')
  await bench.run(0)
  bench.engine.wake()
  await bench.run(0)
  kept()
  await entered
  expect(bench.generation(id!)).toMatchObject({ balanceBeforeMicrodollars: 5_000_000 })
})

it('forgets the balance with the key', async () => {
  await entry.set('new-key')
  await entry.remove()
  expect([bench.keys.value, bench.account.balance()]).toEqual([null, null])
})

/** A balance request that the test answers. */
function heldQuestion(): () => void {
  let answer: () => void = () => undefined
  const usual = bench.provider.balance.bind(bench.provider)
  bench.provider.balance = (key) => {
    bench.provider.balance = usual
    return new Promise((resolve) => (answer = () => resolve(usual(key))))
  }
  return () => answer()
}

it('ignores the result of a test when the key was removed meanwhile, and keeps no balance', async () => {
  await entry.set('first-key')
  const answer = heldQuestion()
  const tested = entry.test()
  await entry.remove()
  answer()
  await expect(tested).rejects.toThrow('The key was replaced or removed meanwhile.')
  expect(bench.account.balance()).toBeNull()
})

it('keeps the last key entered, even if an earlier one is answered later', async () => {
  const answer = heldQuestion()
  const first = entry.set('first-key')
  await entry.set('second-key')
  answer()
  await expect(first).rejects.toThrow('The key was replaced or removed meanwhile.')
  expect(bench.keys.value).toBe('second-key')
})

it('keeps no key if it was removed while a new one was tested', async () => {
  await entry.set('first-key')
  const answer = heldQuestion()
  const second = entry.set('second-key')
  await entry.remove()
  answer()
  await expect(second).rejects.toThrow('replaced or removed')
  expect(bench.keys.value).toBeNull()
})
