import { describe, expect, it } from 'vitest'
import { FakeClock, settle } from '../base/testing/fake-clock'
import { createLogger, type LogEntry } from '../logging/logger'
import { Credentials } from './credentials'
import { FakeKeychain } from './testing/fake-keychain'

const account = 'https://modelslab.com|default'
const key = 'mlab-0123456789'

function setUp(mode: FakeKeychain['mode'] | 'absent' = 'works', stored?: string) {
  const keychain = new FakeKeychain()
  if (mode !== 'absent') keychain.mode = mode
  if (stored !== undefined) keychain.entries.set(account, stored)
  const clock = new FakeClock()
  const hidden: string[] = []
  const lines: LogEntry[] = []
  const library = { isThere: mode !== 'absent' }
  let changes = 0
  let found = 0
  const credentials = new Credentials({
    loadStore: () =>
      library.isThere
        ? Promise.resolve(keychain)
        : Promise.reject(new Error('libsecret-1.so.0: cannot open')),
    apiOrigin: 'https://modelslab.com',
    profile: 'default',
    platform: 'linux',
    clock,
    logger: createLogger(
      { write: (line) => lines.push(line), hide: (secret) => hidden.push(secret) },
      'test'
    ),
    onChange: () => (changes += 1),
    onFound: () => (found += 1)
  })
  const summary = (): string => {
    const { status, keptIn, problem } = credentials.view()
    return [status, keptIn, problem?.code ?? 'no problem'].join(', ')
  }
  return {
    keychain,
    clock,
    credentials,
    summary,
    hidden,
    lines,
    library,
    changes: () => changes,
    found: () => found
  }
}

describe('at start', () => {
  it('reads the key, and hides it from the log', async () => {
    const { credentials, summary, hidden, clock } = setUp('works', key)
    const loaded = credentials.load()
    expect(summary()).toBe('reading, keychain, no problem')
    await loaded
    expect([credentials.key(), summary(), hidden, clock.pending]).toEqual([
      key,
      'present, keychain, no problem',
      [key],
      0
    ])
  })

  it('reports no key only after a probe was written and read back [F62]', async () => {
    const { credentials, summary, keychain } = setUp('works')
    await credentials.load()
    expect([summary(), keychain.calls, keychain.entries.size]).toEqual([
      'absent, keychain, no problem',
      [`get ${account}`, `set ${account}|probe`, `get ${account}|probe`, `delete ${account}|probe`],
      0
    ])
  })

  it.each(['locked', 'rejects', 'forgets', 'absent'] as const)(
    'reports an unusable keychain, not a missing key, when it %s',
    async (mode) => {
      const { credentials, summary } = setUp(mode)
      await credentials.load()
      expect(summary()).toBe('absent, memory, keychain_unavailable')
    }
  )

  it('reports a slow keychain after a second, and accepts its late answer [F63]', async () => {
    const { credentials, summary, keychain, clock, found } = setUp('hangs', key)
    const loaded = credentials.load()
    await clock.run(999)
    expect(summary()).toBe('reading, keychain, no problem')
    await clock.run(1)
    await loaded
    expect([summary(), found()]).toEqual(['reading, memory, keychain_slow', 0])
    keychain.answer()
    await settle()
    expect([credentials.key(), summary(), found()]).toEqual([key, 'present, keychain, no problem', 1])
  })

  it('ignores an entry that is not a key', async () => {
    const { credentials, summary, keychain } = setUp('works', 'no key at all')
    await credentials.load()
    expect([summary(), keychain.entries.get(account)]).toEqual([
      'absent, keychain, no problem',
      'no key at all'
    ])
  })
})

describe('an entered key', () => {
  it('is trimmed, stored and usable at once', async () => {
    const { credentials, summary, keychain } = setUp()
    await credentials.load()
    const set = credentials.set(` ${key}\n`)
    expect([credentials.key(), summary()]).toEqual([key, 'present, memory, no problem'])
    await set
    expect([summary(), keychain.entries]).toEqual([
      'present, keychain, no problem',
      new Map([[account, key]])
    ])
  })

  it('is rejected if invalid, without being repeated or stored [I15]', async () => {
    const { credentials, lines } = setUp()
    const failure = await credentials.set('not a key').catch((error: unknown) => error)
    expect(failure).toMatchObject({ problem: { code: 'invalid_input' } })
    expect(JSON.stringify([failure, lines])).not.toContain('not a key')
    expect(credentials.key()).toBeNull()
  })

  it('lasts until the app quits if the keychain does not work, and is stored once it does', async () => {
    const { credentials, summary, keychain } = setUp('locked')
    await credentials.load()
    await credentials.set(key)
    expect([credentials.key(), summary()]).toEqual([key, 'present, memory, keychain_unavailable'])
    await credentials.retryKeychain()
    expect(summary()).toBe('present, memory, keychain_unavailable')
    keychain.mode = 'works'
    await credentials.retryKeychain()
    expect([summary(), keychain.entries.get(account)]).toEqual(['present, keychain, no problem', key])
  })

  it('takes precedence over a late answer about the old one, and is stored after it', async () => {
    const { credentials, summary, keychain, clock } = setUp('hangs', 'the-old-key-0123')
    void credentials.load()
    const set = credentials.set(key)
    await clock.run(1_000)
    await set
    expect([credentials.key(), summary()]).toEqual([key, 'present, memory, keychain_slow'])
    keychain.answer()
    await settle()
    expect([credentials.key(), summary(), keychain.entries.get(account), keychain.mostAtOnce]).toEqual([
      key,
      'present, keychain, no problem',
      key,
      1
    ])
  })

  it('never calls the keychain twice at the same time [F63]', async () => {
    const { credentials, keychain, clock } = setUp('hangs')
    void credentials.load()
    void credentials.set('mlab-first-key')
    void credentials.remove()
    void credentials.set(key)
    void credentials.retryKeychain()
    await clock.run(60_000)
    expect([keychain.mostAtOnce, keychain.calls.length]).toEqual([1, 1])
    keychain.answer()
    await settle()
    expect([keychain.mostAtOnce, keychain.entries]).toEqual([1, new Map([[account, key]])])
  })
})

describe('removing a key', () => {
  it('forgets the key here and in the keychain', async () => {
    const { credentials, summary, keychain } = setUp('works', key)
    await credentials.load()
    await credentials.remove()
    expect([credentials.key(), summary(), keychain.entries.size]).toEqual([
      null,
      'absent, keychain, no problem',
      0
    ])
  })

  it.each(['rejects', 'locked'] as const)(
    'reports that the keychain (%s) may still have it, and retries',
    async (mode) => {
      const { credentials, summary, keychain } = setUp('works', key)
      await credentials.load()
      keychain.mode = mode
      await credentials.remove()
      expect([credentials.key(), summary()]).toEqual([null, 'absent, memory, keychain_unavailable'])
      expect(credentials.view().problem?.message).toContain('is back at the next start')
      keychain.mode = 'works'
      await credentials.retryKeychain()
      expect([summary(), keychain.entries.size]).toEqual(['absent, keychain, no problem', 0])
    }
  )

  it('is not reverted by a late answer', async () => {
    const { credentials, keychain } = setUp('hangs', key)
    void credentials.load()
    void credentials.remove()
    await settle()
    keychain.answer()
    await settle()
    expect([credentials.key(), keychain.entries.size]).toEqual([null, 0])
  })
})

it('finds the keychain when its library is installed later [F61]', async () => {
  const { credentials, summary, library, keychain } = setUp('absent')
  keychain.entries.set(account, key)
  await credentials.load()
  library.isThere = true
  await credentials.retryKeychain()
  expect(summary()).toBe('present, keychain, no problem')
})

it('marks only the rejected key', async () => {
  const { credentials, summary } = setUp('works', key)
  await credentials.load()
  credentials.markRejected('an-older-key-0123')
  expect(summary()).toBe('present, keychain, no problem')
  credentials.markRejected()
  expect([summary(), credentials.key()]).toEqual(['rejected, keychain, no problem', key])
  credentials.markAccepted()
  expect(summary()).toBe('present, keychain, no problem')
  credentials.markRejected()
  await credentials.set('mlab-another-key')
  expect(summary()).toBe('present, keychain, no problem')
})

it('never shows or logs the key', async () => {
  const { credentials, lines } = setUp('rejects')
  await credentials.load()
  await credentials.set(key)
  await credentials.remove()
  expect(JSON.stringify([credentials.view(), lines])).not.toContain(key)
})

it('sends no updates after dispose', async () => {
  const { credentials, keychain, changes } = setUp('hangs', key)
  void credentials.load()
  void credentials.set(key)
  await settle()
  credentials.dispose()
  const before = changes()
  keychain.answer()
  await settle()
  expect([credentials.key(), changes(), keychain.calls.length]).toEqual([null, before, 1])
})

it('leaves the key in the keychain when the app quits while the keychain is being opened', async () => {
  const { credentials, keychain } = setUp('works', key)
  void credentials.set(key)
  await Promise.resolve()
  credentials.dispose()
  await settle()
  expect(keychain.entries.get(account)).toBe(key)
})

it('assigns a new number to each key and to none, so that results for one are never shown for the next', async () => {
  const { credentials } = setUp('works', key)
  const numbers = new Set<number>()
  const note = (): void => void numbers.add(credentials.view().number)
  note()
  await credentials.load()
  note()
  credentials.markRejected()
  note()
  await credentials.set('mlab-another-key')
  note()
  await credentials.remove()
  note()
  expect(numbers.size).toBe(4)
})
