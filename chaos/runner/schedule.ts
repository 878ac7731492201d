import { strikeKinds, type Strike } from '../../src/main/base/crash-strike'
import { faults, stages } from '../../src/simulator/faults/faults'
import { numberForms } from '../../src/simulator/answers/odd-numbers'
import { between, pick, randomFor, randomUuid, type Random } from '../../src/simulator/random'
import { chaosPoints, moneyPoints } from './points'
import { deedNames, type Deed } from './user'

/** How quickly one kind of installation lives on an idle machine, in milliseconds; on a busy one it is given longer. */
export interface Pace {
  /** From being told to start until it says that it has. */
  readonly startMs: number
  /** It is killed at some moment until so long after it began. */
  readonly momentMs: number
  /** It is killed after so long, when it is to end at a crash point and does not get there. */
  readonly longestMs: number
  /** So long a paid request waits for its answer. */
  readonly patienceMs: number
}

/**
 * How one run of the app ends: at some moment of its start or after it, or at a crash point, where it is killed when
 * it does not get there in time. In milliseconds since it was told to start, or since it said that it has.
 */
interface Ending {
  readonly kind: 'while_starting' | 'moment' | 'point'
  readonly afterMs: number
}

export interface CyclePlan {
  readonly ending: Ending
  /** What happens at crash points on the way: failures and delays, and the end where it ends at one. */
  readonly strikes: readonly Strike[]
  /** Faults of the API, as the simulator's control takes them. */
  readonly faults: readonly string[]
  /** For each press of Generate, its id and how many generations it asks for. */
  readonly presses: readonly { readonly pressId: string; readonly generations: number }[]
  readonly deeds: readonly Deed[]
  /** Through this life the library folder is not there, as on a drive that is not connected. */
  readonly isLibraryAway: boolean
}

/**
 * Faults that no client could see through or live with: an answer that names a wrong id, jobs that never end, files
 * that never end, a model that is gone for good, and answers of hundreds of megabytes (they have tests of their own).
 */
const leftOut =
  /^job-(id|stuck|eta)$|^file-(endless|no-answer)$|-(huge|bomb)$|^(poll|account)-no-answer$|^job-finish-after$|-model-gone/

const usual = faults.map(({ name }) => name).filter((name) => !leftOut.test(name))
/** What a job's eta was seen or feared to be. */
const etas = ['0', '-1', '1e12', 'soon', 'missing', '20.93'] as const
/** What half a file comes of, where a download believes that it has arrived. */
const cuts = ['file-cut', 'file-reset', 'file-cut=20000', 'file-html-tail'] as const
/** What comes after the paid request gave up, or never: a life has to be long to see it. */
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

/** In every fourth cycle the service writes all its numbers oddly. */
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

/** Up to so many, fewer more often than many. */
const few = <T>(random: Random, most: number, make: () => T): T[] =>
  times(Math.floor(random() * random() * (most + 1)), make)

const [kill, ...onTheWay] = strikeKinds

/** Far from the numbers of all cycles: the same plan with and without odd numbers. */
const numbersApart = 1e9

/** What happens in a cycle: fixed by the seed, the number of the cycle and the pace, and by nothing else. */
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
