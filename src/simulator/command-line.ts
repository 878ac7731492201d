import { err, ok, type Result } from '../shared/result'
import { faults, faultSyntax, readFault, stages } from './faults/faults'
import { numberForms } from './answers/odd-numbers'
import { paces, type SimulatorOptions } from './options'
import { readFlags } from './flags'

/** Options of the command line. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'start'; readonly options: Omit<SimulatorOptions, 'clipsFolder'> }

const flags = {
  port: { type: 'string' },
  seed: { type: 'string' },
  speed: { type: 'string' },
  pace: { type: 'string' },
  balance: { type: 'string' },
  'queue-limit': { type: 'string' },
  key: { type: 'string', multiple: true },
  fault: { type: 'string', multiple: true },
  numbers: { type: 'string' },
  'accept-unknown-models': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' }
} as const

const usage = `Usage: npm run simulator -- [options]

A local ModelsLab: takes requests, charges a make-believe balance, and serves real clips.

  --port N                 port on 127.0.0.1 (any free one)
  --seed N                 fixes everything random (1)
  --speed X                divides every time (1)
  --pace demo|api          6 to 12 s a job, or as the API was seen to behave (demo)
  --balance DOLLARS        credit at the start (25)
  --queue-limit N          unfinished jobs that are taken before the answer is 429 (5)
  --key KEY                a key that is accepted, repeatable (any that does not begin with "bad")
  --fault FAULT            a fault that stands from the start, repeatable
  --numbers FORM           every number as fraction, string or both (a fraction in a string)
  --accept-unknown-models  takes models the catalogue does not know
  --help                   this text

Control endpoint, JSON in and out:

  GET  /control/faults     every fault, and those switched on
  GET  /control/ledger     every paid POST, requests by endpoint, balance
  GET  /control/jobs       every job
  POST /control            {"fault":"submit-500-created","times":1} or an array; "value" where one is taken
  POST /control/clear      {} or {"fault":"poll-503"}
  POST /control/set        {"balanceMicrodollars","queueLimit","speed","acceptUnknownModels","advanceSeconds"}
  POST /control/reset      {}

A fault is written ${faultSyntax}.
`

/** Reads the arguments of `npm run simulator`; an error is one sentence. */
export function readCommandLine(args: readonly string[]): Result<Command, string> {
  const read = readFlags(args, flags)
  if (!read.ok) return read
  const values = read.value
  if (values.help) return ok({ kind: 'help' })
  const issues: string[] = []
  const number = (
    flag: 'port' | 'seed' | 'speed' | 'balance' | 'queue-limit',
    isFine: (value: number) => boolean,
    hint: string
  ): number | undefined => {
    const written = values[flag]
    if (written === undefined) return undefined
    const value = written.trim() === '' ? Number.NaN : Number(written)
    if (!isFine(value)) issues.push(`--${flag} needs ${hint}, not "${written}".`)
    return value
  }
  const wholeUpTo = (high: number) => (value: number) =>
    Number.isInteger(value) && value >= 0 && value <= high
  const port = number('port', wholeUpTo(65_535), 'a port from 0 to 65535')
  const seed = number('seed', wholeUpTo(0xffffffff), 'a whole number from 0 to 4294967295')
  const speed = number('speed', (value) => value > 0 && value <= 1e6, 'a number above 0 and up to 1000000')
  const balance = number('balance', (value) => Number.isFinite(value), 'an amount in dollars')
  const queueLimit = number('queue-limit', wholeUpTo(1e6), 'a whole number from 0')
  const { pace } = values
  if (pace !== undefined && pace !== 'demo' && pace !== 'api') {
    issues.push(`--pace needs demo or api, not "${pace}".`)
  }
  const { numbers } = values
  if (numbers !== undefined && !numberForms.some((form) => form === numbers)) {
    issues.push(`--numbers needs fraction, string or both, not "${numbers}".`)
  }
  for (const written of values.fault ?? []) {
    const order = readFault(written)
    if (!order.ok) issues.push(`--fault: ${order.error}; see --help.`)
  }
  const issue = issues[0]
  if (issue !== undefined) return err(issue)
  return ok({
    kind: 'start',
    options: {
      port,
      seed,
      speed,
      pace: pace === 'api' ? paces.api : paces.demo,
      balanceMicrodollars: balance === undefined ? undefined : Math.round(balance * 1_000_000),
      queueLimit,
      keys: values.key,
      acceptUnknownModels: values['accept-unknown-models'],
      faults: numbers === undefined ? values.fault : [...numbersEverywhere(numbers), ...(values.fault ?? [])]
    }
  })
}

const numbersEverywhere = (form: string): readonly string[] =>
  stages.map((stage) => `${stage}-numbers=${form}`)

/** The help text, with the table of all faults. */
export function helpText(): string {
  const width = Math.max(...faults.map(({ name }) => name.length))
  const rows = faults.map(
    ({ name, what, value }) => `  ${name.padEnd(width)}  ${what}${value === undefined ? '' : `  [=${value}]`}`
  )
  return `${usage}\n${rows.join('\n')}\n`
}
