import { beforeEach, expect, it } from 'vitest'
import { ProblemError, type Problem } from '@shared/problem'
import { EngineBench, noNetwork } from './engine.fake'
import { KeyEntry } from './key-entry'

const rejected: Problem = { code: 'key_rejected', message: 'Not this key.', retryable: true }

let bench: EngineBench
let entry: KeyEntry
let accepted: number

beforeEach(() => {
  bench = new EngineBench()
  bench.keys.value = null
  bench.engine.start()
  accepted = 0
  const { keys, provider, account, gate, engine } = bench
  entry = new KeyEntry({
    keeper: {
      key: () => keys.value,
      clean: (typed) => typed.trim(),
      set: (key) => {
        keys.value = key
        return Promise.resolve()
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

it('keeps a key that the API accepts, reads its balance, and sends what waited', async () => {
  const [id] = await bench.generate('boat')
  expect(bench.state(id!)).toBe('queued')
  await entry.set('  new-key ')
  await bench.run(60_000)
  expect([bench.keys.value, accepted, bench.state(id!)]).toEqual(['new-key', 1, 'ready'])
  expect(bench.account.balance()?.microdollars).toBe(10_000_000)
})

it('keeps nothing of a key that the API refuses', async () => {
  bench.provider.balanceAnswer = { kind: 'key_rejected', problem: rejected }
  await expect(entry.set('bad-key')).rejects.toEqual(new ProblemError(rejected))
  expect(bench.keys.value).toBeNull()
})

it('keeps a key that cannot be tested now', async () => {
  bench.provider.obstacle = noNetwork
  await entry.set('new-key')
  expect([bench.keys.value, accepted]).toEqual(['new-key', 0])
})

it('tests the key that is kept, free of charge, and says what is wrong with it', async () => {
  await expect(entry.test()).rejects.toThrow('Add your ModelsLab key first.')
  bench.keys.value = 'good-key'
  await expect(entry.test()).resolves.toBeUndefined()
  bench.provider.balanceAnswer = { kind: 'key_rejected', problem: rejected }
  await expect(entry.test()).rejects.toThrow('Not this key.')
})

it('forgets the balance with the key', async () => {
  await entry.set('new-key')
  await entry.remove()
  expect([bench.keys.value, bench.account.balance()]).toEqual([null, null])
})
