import { readFlags, wholeNumber } from '../../src/simulator/flags'
import { err, ok, type Result } from '../../src/shared/result'

/** Options of a fault run. */
export interface ChaosOptions {
  readonly cycles: number
  readonly seed: number
  /** Runs the whole app in Electron on a headless desktop instead of the engine in plain Node. */
  readonly app: boolean
  /** Prints the report as one line. */
  readonly json: boolean
  /** Another server with the same API; null for simulators. */
  readonly api: string | null
  /** Keeps libraries and logs. */
  readonly keep: boolean
}

export type Command = { readonly kind: 'help' } | { readonly kind: 'run'; readonly options: ChaosOptions }

const flags = {
  cycles: { type: 'string', default: '200' },
  seed: { type: 'string' },
  app: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  api: { type: 'string' },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false }
} as const

export const helpText = `Usage: npm run chaos -- [options]

Kills the app again and again, and adds up what was pressed, what was paid and what is kept.

  --cycles N   lives of the app (200)
  --seed N     fixes what happens in each of them (a random one, which is printed)
  --app        the whole app in Electron, in place of its engine in plain Node
  --api URL    another server that speaks the contract; its key may come over the standard input
  --json       the report as one line
  --keep       leaves libraries and logs behind, and says where
  --help       this text

Ends with 0 when nothing was lost, sent twice, orphaned or left half, with 1 otherwise, and with 2 when it could not
run at all.`

/**
 * Reads the arguments of `npm run chaos`; an error is one sentence.
 *
 * @param anySeed Makes a seed where none is given.
 */
export function readCommandLine(args: readonly string[], anySeed: () => number): Result<Command, string> {
  const read = readFlags(args, flags)
  if (!read.ok) return read
  const values = read.value
  if (values.help) return ok({ kind: 'help' })
  const cycles = wholeNumber(values.cycles)
  if (cycles === null || cycles < 1)
    return err(`--cycles needs a whole number from 1, not "${values.cycles}".`)
  const seed = values.seed === undefined ? anySeed() : wholeNumber(values.seed)
  if (seed === null) return err(`--seed needs a whole number from 0, not "${values.seed ?? ''}".`)
  const api = values.api === undefined ? null : addressIn(values.api)
  if (values.api !== undefined && api === null) {
    return err(`--api needs an address such as http://127.0.0.1:4800, not "${values.api}".`)
  }
  const { app, json, keep } = values
  return ok({ kind: 'run', options: { cycles, seed, app, json, api, keep } })
}

/** Checked for form only: the app itself decides whether it may send its key there. */
function addressIn(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, origin, pathname } = new URL(text)
  return ['http:', 'https:'].includes(protocol) ? `${origin}${pathname}`.replace(/\/+$/, '') : null
}
