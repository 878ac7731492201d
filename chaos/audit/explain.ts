import type { ChaosOptions } from '../runner/command-line'
import { writtenStruck, type Struck } from './crash-notes'
import type { RunOutcome, Violation } from '../runner/run'
import { planOf, type Pace } from '../runner/schedule'

interface Told {
  readonly options: ChaosOptions
  readonly kind: { readonly lanes: number; readonly pace: Pace }
  readonly folder: string
}

/** Describes each violation of a run with its crash points and the command that repeats it. */
export function explain({ violations, struck, underWay }: RunOutcome, told: Told): readonly string[] {
  const { options, folder } = told
  return [
    ...violations.flatMap((violation) => violationLines(violation, told)),
    ...(violations.length > 0 ? [`Again: ${commandLine(options)}`] : []),
    ...(underWay > 0 ? [`${underWay} generations had not come to rest when the run ended.`] : []),
    ...(options.keep ? [`Kept in ${folder}`, `Crash points that struck: ${countsOf(struck)}`] : [])
  ]
}

function violationLines({ cycle, what, struck }: Violation, { options, kind }: Told): string[] {
  const points = struck.map(writtenStruck).join(', ') || 'none'
  if (cycle === null) return [`Violation, seed ${options.seed}: ${what}`, `  crash points: ${points}`]
  const { ending, strikes, faults, deeds, isLibraryAway } = planOf(options.seed, cycle, kind.pace)
  const plan = { ending, strikes, faults, deeds: deeds.map(({ name }) => name), isLibraryAway }
  return [
    `Violation, seed ${options.seed}, cycle ${cycle}: ${what}`,
    `  that cycle: ${JSON.stringify(plan)}`,
    `  crash points: ${points}`
  ]
}

const commandLine = ({ app, api, seed, cycles }: ChaosOptions): string =>
  [
    'npm run chaos --',
    ...(app ? ['--app'] : []),
    ...(api === null ? [] : [`--api ${api}`]),
    `--seed ${seed} --cycles ${cycles} --keep`
  ].join(' ')

function countsOf(struck: readonly Struck[]): string {
  const counts = new Map<string, number>()
  for (const { point, kind } of struck)
    counts.set(`${point} ${kind}`, (counts.get(`${point} ${kind}`) ?? 0) + 1)
  return JSON.stringify(Object.fromEntries([...counts].sort()))
}
