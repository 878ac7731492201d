import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { faults, faultsInPrompt, readFault, stages } from './faults'
import { FaultSwitches, LayeredFaults } from './fault-switches'
import { refusalKinds } from '../answers/refusals'
import { spoiltKinds } from '../answers/spoilt-answers'

test('has unique names, and every fault describes its effect', () => {
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length)
  expect(faults.filter(({ name, what }) => !/^[a-z\d-]+$/.test(name) || what.length < 4)).toEqual([])
})

test.each([
  ['submit-500', { name: 'submit-500', value: undefined, times: Infinity }],
  ['submit_500_created*3', { name: 'submit-500-created', value: undefined, times: 3 }],
  ['job-eta=-1', { name: 'job-eta', value: '-1', times: Infinity }],
  ['FILE-CUT=5000*2', { name: 'file-cut', value: '5000', times: 2 }],
  ['job-output-url=http://x/a*b=c', { name: 'job-output-url', value: 'http://x/a*b=c', times: Infinity }],
  ['submit-body=', { name: 'submit-body', value: '', times: Infinity }]
])('%s', (written, expected) => {
  expect(readFault(written)).toEqual({ ok: true, value: expected })
})

test.each(['', 'nope', 'submit-500*', '*2', 'submit 500', '__proto__'])('%j is refused', (written) => {
  expect(readFault(written).ok).toBe(false)
})

test('reads several faults anywhere in a prompt', () => {
  const found = faultsInPrompt('A boat [sim: job-eta=0, poll-503*2] at [dusk] [SIM:file-cut=10]')
  expect(found.ok && found.value.map(({ name, value, times }) => [name, value, times])).toEqual([
    ['job-eta', '0', Infinity],
    ['poll-503', undefined, 2],
    ['file-cut', '10', Infinity]
  ])
  expect(faultsInPrompt('A boat [simple]')).toEqual({ ok: true, value: [] })
})

test('takes the nearest layer first, and counts each layer separately', () => {
  const own = new FaultSwitches([{ name: 'poll-503', value: undefined, times: 1 }])
  const all = new FaultSwitches([{ name: 'poll-502', value: 'x', times: 1 }])
  const layered = new LayeredFaults(own, undefined, all)
  const take = (): string | undefined => layered.take('poll-502', 'poll-503')?.name
  expect([take(), take(), take()]).toEqual(['poll-503', 'poll-502', undefined])
})

test('has a test for every fault', async () => {
  const folder = fileURLToPath(new URL('..', import.meta.url))
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.test.ts'))
  const tests = (await Promise.all(files.map((file) => readFile(folder + file, 'utf8')))).join('\n')
  // Faults of every call are tested from a list of all kinds and need no line of their own.
  const isListed = (name: string): boolean =>
    [...spoiltKinds, ...refusalKinds, 'slow', 'drip', 'huge', 'bomb', 'headers', 'numbers'].some((kind) =>
      stages.some((stage) => name === `${stage}-${kind}` || name === `submit-${kind}-created`)
    )
  const own = faults.map(({ name }) => name).filter((name) => !isListed(name))
  expect(own.length).toBeGreaterThan(60)
  expect(own.filter((name) => !tests.includes(name))).toEqual([])
})
