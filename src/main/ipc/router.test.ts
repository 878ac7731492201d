import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { calls, messages, preloadMessages, type CallName } from '@shared/contract'
import type { Problem } from '@shared/problem'
import { FakeIpcPort } from '../app/testing/fake-platform'
import { FakeClock } from '../base/testing/fake-clock'
import { createLogger, type LogEntry } from '../logging/logger'
import type { Handlers, MessageHandlers } from './handlers'
import { IpcRouter } from './router'

const names = Object.keys(calls) as CallName[]
const id = '3f2b7a52-5b0e-4c54-9d50-0a1b2c3d4e5f'
const page = (change: object): object => ({ view: 'all', text: '', before: null, limit: 10, ...change })
const create = (change: object): object => ({
  pressId: id,
  requests: [{ modelId: 'veo-3.1-fast', prompt: 'a boat', ...change }]
})

let port: FakeIpcPort
let clock: FakeClock
let router: IpcRouter
/** Inputs as received by a handler. */
let handled: unknown[]
let raised: Problem[]
let logged: LogEntry[]
let noted: string[]
/** Makes every handler throw an unexpected error after it received its input. */
let isBroken: boolean

beforeEach(() => {
  port = new FakeIpcPort()
  clock = new FakeClock()
  handled = []
  raised = []
  logged = []
  noted = []
  isBroken = false
  router = new IpcRouter({
    port,
    clock,
    logger: createLogger({ write: (entry) => void logged.push(entry), hide: () => undefined }),
    checkOutputs: false,
    onMessageProblem: (problem) => void raised.push(problem),
    noteProblem: ({ code }) => void noted.push(code)
  })
  const take = (input: unknown): void => {
    handled.push(input)
    if (isBroken) throw new TypeError('x is not a function')
  }
  const record = (from: readonly string[]): object => Object.fromEntries(from.map((name) => [name, take]))
  const received = Object.keys({ ...messages, ...preloadMessages })
  router.serve(record(names) as Handlers, record(received) as MessageHandlers)
})

const refusalOf = async (name: CallName, input: unknown): Promise<unknown> => {
  const answer = (await port.call(name, input)) as { ok: boolean; error?: Problem }
  return answer.ok ? 'taken' : answer.error?.code
}

/** Checks that a call rejects an input before it reaches a handler. */
const expectRefused = async (name: CallName, input: unknown): Promise<void> => {
  expect([input, await refusalOf(name, input)]).toEqual([input, 'invalid_input'])
  expect(handled).toEqual([])
}

it('answers only the names of the contract [I01]', () => {
  expect([...port.callNames].sort()).toEqual([...names].sort())
  for (const name of ['__proto__', 'constructor', 'toString', 'x'.repeat(1_000_000)])
    expect(port.callNames).not.toContain(name)
})

it('rejects an unknown sender before it reads the input [I02]', async () => {
  const trap = new Proxy({}, { get: () => expect.fail('read'), ownKeys: () => expect.fail('read') })
  for (const name of names) {
    expect(await port.call(name, trap, false)).toMatchObject({ ok: false, error: { code: 'not_allowed' } })
  }
  port.send('handoff.drag', trap, false)
  expect(raised).toMatchObject([{ code: 'not_allowed' }])
  expect(handled).toEqual([])
})

it('rejects missing input [I03]', async () => {
  for (const name of names) for (const input of [undefined, null]) await expectRefused(name, input)
})

it('rejects values of another type [I04]', async () => {
  const kinds = [
    7,
    true,
    'text',
    10n,
    [],
    [{}],
    new Map([['id', id]]),
    new Set([id]),
    new Date(NaN),
    /./,
    new Uint8Array(16)
  ]
  const fields = kinds.filter((kind) => typeof kind !== 'string')
  for (const kind of kinds) await expectRefused('generations.cancel', kind)
  for (const field of fields) {
    await expectRefused('generations.cancel', { ids: [field] })
    await expectRefused('generations.page', page({ text: field }))
  }
  // A DOM node arrives as an empty object.
  await expectRefused('generations.cancel', {})
})

it('rejects numbers outside the schema of a page, and unknown views [I05, I11, I12]', async () => {
  const numbers = [NaN, Infinity, -Infinity, 2 ** 53, -1, 1.5, '10', 10n]
  for (const number of numbers) {
    await expectRefused('generations.page', page({ limit: number }))
    await expectRefused('generations.page', page({ before: number }))
    await expectRefused('generations.create', create({ durationSeconds: number }))
  }
  for (const limit of [0, -0, 201, 1e9]) await expectRefused('generations.page', page({ limit }))
  const sql = `all' UNION SELECT key FROM secrets; --`
  for (const change of [{ view: sql }, { sort: sql }, { before: sql }, { offset: -1 }, { cursor: 'forged' }])
    await expectRefused('generations.page', page(change))
  await expectRefused('spend.summary', { by: 'model; DROP TABLE generation' })
})

it('rejects names that would change object prototypes [I06]', async () => {
  const inputs = ['__proto__', 'constructor', 'prototype', 'toJSON'].map(
    (name) => JSON.parse(`{"ids":["${id}"],"${name}":{"polluted":true}}`) as unknown
  )
  for (const input of inputs) await expectRefused('generations.cancel', input)
  const further = JSON.parse('{"__proto__":{"polluted":true},"seed":1}') as object
  expect(await refusalOf('generations.create', create({ further }))).toBe('taken')
  const [taken] = handled as { requests: { further: object }[] }[]
  expect(Object.entries(taken!.requests[0]!.further)).toEqual([['seed', 1]])
  expect([taken!.requests[0]!.further, {}].map((made) => 'polluted' in made)).toEqual([false, false])
})

it('rejects too deep or large input without echoing it [I07, I08]', async () => {
  const cyclic: Record<string, unknown> = { ids: [id] }
  cyclic['self'] = cyclic
  const large = { draft: 'x'.repeat(50_000_000) }
  await expectRefused('generations.cancel', cyclic)
  await expectRefused('draft.save', large)
  expect(JSON.stringify(await port.call('draft.save', large)).length).toBeLessThan(500)
})

it('accepts ids, and nothing that could be a path [I09, I18, I19]', async () => {
  const paths = [
    '../../x',
    '/etc/passwd',
    'C:\\Windows\\win.ini',
    '\\\\server\\share',
    'file:///etc/passwd',
    `${id}\0`,
    `${id}/../x`,
    `${id}\n`,
    ''
  ]
  for (const path of paths) {
    await expectRefused('generations.get', { id: path })
    await expectRefused('handoff.reveal', { id: path })
    await expectRefused('handoff.copyPath', { ids: [path] })
    await expectRefused('videos.savePicture', { id: path, kind: 'poster', jpeg: new Uint8Array(8) })
  }
  const tooMany = { ids: Array.from({ length: 10_000 }, () => id) }
  await expectRefused('handoff.copyPath', tooMany)
  port.send('handoff.drag', tooMany)
  port.send('handoff.drag', { ids: [paths[0]] })
  expect(raised.map(({ code }) => code)).toEqual(['invalid_input', 'invalid_input'])
  // No call accepts a path, so none can be made to read or write one.
  for (const name of names) await expectRefused(name, { path: '/etc/passwd' })
})

describe('a prompt [I13]', () => {
  it.each([
    ['empty', ''],
    ['nothing but spaces', ' \n\t'],
    ['too long', 'x'.repeat(100_000)],
    ['half a sign', 'a \ud800 boat'],
    ['the other half', 'a \udc00 boat'],
    ['a NUL', 'a \0 boat']
  ])('is rejected if it is %s', async (_why, prompt) => {
    await expectRefused('generations.create', create({ prompt }))
  })

  it('is stored exactly as written', async () => {
    const kept = ['x', 'a\r\nboat', ' two  spaces ', 'abc\u202Edef', 'zero\u200Bwidth', 'e\u0301', '👩‍🚀']
    for (const prompt of kept) expect(await refusalOf('generations.create', create({ prompt }))).toBe('taken')
    expect(handled).toEqual(kept.map((prompt) => create({ prompt })))
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), async (prompt) => {
        if (prompt.trim() === '' || prompt.includes('\0')) return
        handled = []
        await port.call('generations.create', create({ prompt }))
        expect(handled).toEqual([create({ prompt })])
      }),
      { numRuns: 100 }
    )
  })
})

it('never includes a key of any shape in the response or the log [I15]', async () => {
  const key = `canary-${'k'.repeat(20_000)}`
  await expectRefused('key.set', { key })
  await expectRefused('key.set', { key: [key] })
  await expectRefused('key.set', { [key.slice(0, 100)]: key.slice(0, 100) })
  const answer = await port.call('key.set', { key, [key.slice(0, 60)]: 1 })
  expect(JSON.stringify([answer, logged])).not.toContain('kkkk')
})

it('limits the rate of a runaway page only [I16]', async () => {
  const outcomes: unknown[] = []
  for (let call = 0; call < 10_000; call += 1) outcomes.push(await refusalOf('app.state', {}))
  const taken = outcomes.filter((outcome) => outcome === 'taken').length
  expect(taken).toBeLessThanOrEqual(3_000)
  expect(new Set(outcomes)).toEqual(new Set(['taken', 'not_possible_now']))
  expect(await refusalOf('app.state', {})).toBe('not_possible_now')
  expect(logged).toHaveLength(1)
  clock.advance(1_000)
  expect(await refusalOf('app.state', {})).toBe('taken')
  clock.jumpTo(clock.now() - 86_400_000)
  expect(await refusalOf('app.state', {})).toBe('taken')
})

it('accepts links from a list, not addresses [I17]', async () => {
  const addresses = [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://server/share',
    'ms-msdt:/id',
    'data:text/html,x',
    'https://modelslab.com@evil.example/',
    'https://mоdelslab.com/'
  ]
  for (const link of [...addresses, 'constructor', '__proto__']) await expectRefused('app.openLink', { link })
  expect(await refusalOf('app.openLink', { link: 'modelslab_keys' })).toBe('taken')
})

it('rejects all calls during shutdown', async () => {
  router.close()
  expect(await refusalOf('app.state', {})).toBe('shutting_down')
  port.send('handoff.drag', { ids: [id] })
  expect(raised).toMatchObject([{ code: 'shutting_down' }])
})

it.each([
  ['generations.create', create({}), 'What stands in the queue is sent and charged'],
  ['generations.page', page({}), 'Nothing was sent or charged by it']
] as const)('reports the possible charge of a failed %s', async (name, input, words) => {
  isBroken = true
  expect(await port.call(name, input)).toMatchObject({
    ok: false,
    error: { code: 'bug', message: expect.stringContaining(words) as string }
  })
  expect(noted).toEqual(['bug'])
})
