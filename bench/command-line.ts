import { readFlags, wholeNumber } from '../src/simulator/flags'
import { err, ok, type Result } from '../src/shared/result'

export const measureNames = [
  'start',
  'memory',
  'idle',
  'page',
  'search',
  'scroll',
  'state',
  'drag',
  'generate',
  'download'
] as const
export type MeasureName = (typeof measureNames)[number]

/** What a run of `npm run bench` is asked for. */
export interface BenchOptions {
  readonly only: ReadonlySet<MeasureName>
  /** Clips in the libraries, ascending. */
  readonly sizes: readonly number[]
  readonly runs: number
  /** Measures the packaged program in place of the build. */
  readonly packaged: boolean
  /** Shortens every wait and file, to see whether all can be measured; the figures mean little. */
  readonly quick: boolean
  /** Prints the results as one line of JSON in place of the table. */
  readonly json: boolean
  /** Writes the results to `bench/results.json` too. */
  readonly save: boolean
}

export type Command = { readonly kind: 'help' } | { readonly kind: 'run'; readonly options: BenchOptions }

const flags = {
  only: { type: 'string' },
  sizes: { type: 'string' },
  runs: { type: 'string' },
  packaged: { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  save: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false }
} as const

const usual = { sizes: '100,10000,100000', runs: '7' }
const quick = { sizes: '100', runs: '1' }

/** What needs nothing in the main process that a packaged program has no door for. */
const packagedNames: readonly MeasureName[] = ['start', 'memory', 'idle']

const largestSize = 1_000_000
const mostRuns = 1000

export const helpText = `Usage: npm run bench -- [options]

Measures what a person waits for, each beside a floor of the same run, so that the ratios hold on any machine.

  --only LIST   some of: ${measureNames.join(', ')} (all)
  --sizes LIST  clips in the library (${usual.sizes})
  --runs N      times that each is measured (${usual.runs})
  --packaged    measures the packaged program: ${packagedNames.join(', ')}
  --quick       sees in two minutes whether everything can be measured (${quick.sizes} clips, ${quick.runs} run)
  --json        prints the results as one line of JSON
  --save        writes them to bench/results.json too, to be committed
  --help        this text

The results are always written to .cache/bench/results.json, and libraries are kept in .cache/bench for the next run.
Ends with 0 when all was measured, whatever the figures say, with 1 when something could not be measured, and with 2
when it could not run at all.`

/** Reads the arguments of `npm run bench`; an error is one sentence. */
export function readCommandLine(args: readonly string[]): Result<Command, string> {
  const read = readFlags(args, flags)
  if (!read.ok) return read
  const values = read.value
  if (values.help) return ok({ kind: 'help' })
  const defaults = values.quick ? quick : usual
  const only = readNames(values.only ?? (values.packaged ? packagedNames : measureNames).join(','))
  if (!only.ok) return only
  if (values.packaged && [...only.value].some((name) => !packagedNames.includes(name)))
    return err(`--packaged measures only ${packagedNames.join(', ')}.`)
  const sizes = readSizes(values.sizes ?? defaults.sizes)
  if (!sizes.ok) return sizes
  const runs = wholeNumber(values.runs ?? defaults.runs)
  if (runs === null || runs < 1 || runs > mostRuns) {
    return err(`--runs needs a whole number from 1 to ${mostRuns}, not "${values.runs ?? ''}".`)
  }
  const { json, save, packaged } = values
  return ok({
    kind: 'run',
    options: { only: only.value, sizes: sizes.value, runs, packaged, quick: values.quick, json, save }
  })
}

const isMeasureName = (name: string): name is MeasureName =>
  (measureNames as readonly string[]).includes(name)

function readNames(list: string): Result<ReadonlySet<MeasureName>, string> {
  const names = new Set<MeasureName>()
  for (const name of partsOf(list)) {
    if (!isMeasureName(name)) {
      return err(`--only knows ${measureNames.join(', ')}, not "${name}".`)
    }
    names.add(name)
  }
  return names.size > 0 ? ok(names) : err('--only needs at least one name.')
}

function readSizes(list: string): Result<readonly number[], string> {
  const sizes = new Set<number>()
  for (const text of partsOf(list)) {
    const size = wholeNumber(text)
    if (size === null || size < 1 || size > largestSize) {
      return err(`--sizes needs whole numbers from 1 to ${largestSize}, not "${text}".`)
    }
    sizes.add(size)
  }
  return sizes.size > 0 ? ok([...sizes].sort((a, b) => a - b)) : err('--sizes needs at least one number.')
}

const partsOf = (list: string): readonly string[] =>
  list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
