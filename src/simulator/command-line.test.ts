import { expect, test } from 'vitest'
import { helpText, readCommandLine } from './command-line'
import { faults } from './faults/faults'
import { paces } from './options'

test('reads every flag', () => {
  const flags =
    '--port 8080 --seed 7 --speed 2.5 --pace api --balance 12.34 --queue-limit 3 --key a --key b --fault poll-503*2 --fault job-eta=0 --accept-unknown-models'
  expect(readCommandLine(flags.split(' '))).toEqual({
    ok: true,
    value: {
      kind: 'start',
      options: {
        port: 8080,
        seed: 7,
        speed: 2.5,
        pace: paces.api,
        balanceMicrodollars: 12_340_000,
        queueLimit: 3,
        keys: ['a', 'b'],
        faults: ['poll-503*2', 'job-eta=0'],
        acceptUnknownModels: true
      }
    }
  })
})

test('changes every number of the API with one flag', () => {
  const read = readCommandLine(['--numbers', 'string', '--fault', 'poll-503'])
  expect(read.ok && read.value.kind === 'start' && read.value.options.faults).toEqual([
    'submit-numbers=string',
    'poll-numbers=string',
    'account-numbers=string',
    'poll-503'
  ])
})

test.each([
  ['--numbers odd', '--numbers needs fraction, string or both, not "odd".'],
  ['--port 70000', '--port needs a port from 0 to 65535, not "70000".'],
  ['--port x', '--port needs a port from 0 to 65535, not "x".'],
  ['--seed 1.5', '--seed needs a whole number from 0 to 4294967295, not "1.5".'],
  ['--speed 0', '--speed needs a number above 0 and up to 1000000, not "0".'],
  ['--balance much', '--balance needs an amount in dollars, not "much".'],
  ['--queue-limit=-1', '--queue-limit needs a whole number from 0, not "-1".'],
  ['--pace slow', '--pace needs demo or api, not "slow".'],
  ['--fault nope', '--fault: the simulator knows no fault "nope"; see --help.']
])('%s', (line, error) => {
  expect(readCommandLine(line.split(' '))).toEqual({ ok: false, error })
})

test('refuses unknown flags and words without a flag', () => {
  expect(readCommandLine(['--nope']).ok).toBe(false)
  expect(readCommandLine(['start']).ok).toBe(false)
})

test('lists every fault in the help', () => {
  expect(readCommandLine(['-h'])).toEqual({ ok: true, value: { kind: 'help' } })
  const help = helpText()
  expect(faults.filter(({ name }) => !help.includes(`  ${name} `))).toEqual([])
})
