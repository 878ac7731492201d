import { strikeKinds, type Strike } from '../../src/main/base/crash-strike'
import { faults, stages } from '../../src/simulator/faults/faults'
import { numberForms } from '../../src/simulator/answers/odd-numbers'
import { between, pick, randomFor, randomUuid, type Random } from '../../src/simulator/random'
import { chaosPoints, moneyPoints } from './points'
import { deedNames, type Deed } from './user'

/** Times of one kind of installation on an idle machine, in milliseconds; a busy machine gets longer. */
export interface Pace {
  /** From `start` until it reports that it has started. */
  readonly startMs: number
  /** Latest random kill after its start. */
  readonly momentMs: number
  /** Kill time for a life that should end at a crash point and does not reach it. */
  readonly longestMs: number
  /** Time-out of a paid request. */
  readonly patienceMs: number
}

/**
 * End of one life of the app: at a time during or after its start, or at a crash point, with a kill when
 * it does not get there in time. In milliseconds since `start`, or since it reported its start.
 */
interface Ending {
  readonly kind: 'while_starting' | 'moment' | 'point'
  readonly afterMs: number
}

export interface CyclePlan {
  readonly ending: Ending
  /** Strikes at crash points: failures and delays, and the kill that ends the life. */
  readonly strikes: readonly Strike[]
  /** Faults of the API, as the simulator's control endpoint takes them. */
  readonly faults: readonly string[]
  /** Presses of Generate: id and number of generations. */
  readonly presses: readonly { readonly pressId: string; readonly generations: number }[]
  readonly deeds: readonly Deed[]
  /** True if the library folder is missing during this life, like a disconnected drive. */
  readonly isLibraryAway: boolean
}

/**
 * Faults that no client can detect or survive: a wrong id in an answer, jobs that never end, files
 * that never end, a model that a poll does not know, after which nothing more is sent to it, and answers of hundreds
 * of megabytes (tested elsewhere).
 */
const leftOut =
  /^job-(id|stuck|eta)$|^file-(endless|no-answer)$|-(huge|bomb)$|^(poll|account)-no-answer$|^job-finish-after$|-model-gone|^poll-model-/

const usual = faults.map(({ name }) => name).filter((name) => !leftOut.test(name))
/** Values of a job's eta, observed and extreme. */
const etas = ['0', '-1', '1e12', 'soon', 'missing', '20.93'] as const
/** Faults that could leave half a file if a download trusted the length. */
const cuts = ['file-cut', 'file-reset', 'file-cut=20000', 'file-html-tail'] as const
/** Answers that come after the time-out of the paid request, or never; needs a long life. */
const lateAnswers = ['submit-no-answer*1', 'submit-no-answer-created*1', 'submit-slow=130*1'] as const
const families = [
  'submit-',
  'submit-',
  'submit-',
  'file-',
  'file-',
  'file-',
  'job-',
  'poll-',
  'account-'
] as const

function faultOf(random: Random): string {
  if (random() < 0.05) return `job-eta=${pick(random, etas)}*2`
  if (random() < 0.15) return `${pick(random, cuts)}*3`
  const family = pick(random, families)
  const names = usual.filter((name) => name.startsWith(family)) as [string, ...string[]]
  return `${pick(random, names)}*${1 + Math.floor(random() * 3)}`
}

/** Every fourth cycle the API writes all numbers in odd forms. */
function oddNumbers(random: Random): readonly string[] {
  if (random() >= 0.25) return []
  const form = pick(random, numberForms)
  return [
    ...stages.map((stage) => `${stage}-numbers=${form}`),
    'submit-429-header=1*1',
    'poll-429-reset=1*1',
    'file-503=1.3333*1'
  ]
}

function endingOf(random: Random, pace: Pace, isLate: boolean): Ending {
  const upTo = (ms: number): number => Math.round(between(random, [0, ms]))
  if (isLate) return { kind: 'moment', afterMs: pace.patienceMs + upTo(pace.momentMs) }
  const share = random()
  if (share < 0.1) return { kind: 'while_starting', afterMs: upTo(pace.startMs) }
  if (share < 0.5) return { kind: 'moment', afterMs: upTo(pace.momentMs) }
  return { kind: 'point', afterMs: pace.longestMs }
}

const strikeOf = (random: Random, kinds: readonly [Strike['kind'], ...Strike['kind'][]]): Strike => ({
  point: pick(random, random() < 0.5 ? moneyPoints : chaosPoints),
  nth: 1 + Math.floor(random() * random() * 3),
  kind: pick(random, kinds)
})

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

/** Returns a count up to a maximum, small counts more often. */
const few = <T>(random: Random, most: number, make: () => T): T[] =>
  times(Math.floor(random() * random() * (most + 1)), make)

const [kill, ...onTheWay] = strikeKinds

/** Seed offset beyond all cycle numbers, so that odd numbers do not change the plan. */
const numbersApart = 1e9

/** Plans a cycle from the seed, the number of the cycle and the pace alone. */
export function planOf(seed: number, cycle: number, pace: Pace): CyclePlan {
  const random = randomFor(seed, cycle)
  const isLate = random() < 0.03
  const ending = endingOf(random, pace, isLate)
  return {
    ending,
    strikes: [
      ...(ending.kind === 'point' ? [strikeOf(random, [kill])] : []),
      ...few(random, 3, () => strikeOf(random, onTheWay))
    ],
    faults: [
      ...oddNumbers(randomFor(seed, cycle + numbersApart)),
      ...(isLate ? [pick(random, lateAnswers)] : []),
      ...(random() < 0.6 ? times(1 + Math.floor(random() * 3), () => faultOf(random)) : [])
    ],
    presses: times(Math.floor(random() * 3), () => ({
      pressId: randomUuid(random),
      generations: 1 + Math.floor(random() * 2)
    })),
    deeds: few(random, 5, () => ({
      name: pick(random, deedNames),
      share: random(),
      pressId: randomUuid(random)
    })),
    isLibraryAway: random() < 0.04
  }
}
