import { faults } from '../src/simulator/faults'
import { between, pick, randomFor, randomUuid, type Random } from '../src/simulator/random'
import { chaosPoints } from './points'

/** How one run of the app ends. */
export type Ending =
  | { readonly kind: 'moment'; readonly afterMs: number }
  /** It ends itself there, or is killed when it does not get there in time. */
  | { readonly kind: 'point'; readonly name: string; readonly nth: number }

export interface CyclePlan {
  readonly ending: Ending
  /** Faults of the API, as the simulator's control takes them. */
  readonly faults: readonly string[]
  /** For each press of Generate, its id and how many generations it asks for. */
  readonly presses: readonly { readonly pressId: string; readonly generations: number }[]
}

/**
 * Faults that no client could see through or live with: an answer that names a wrong id, jobs that never end, files
 * that never end, and answers of hundreds of megabytes (they have tests of their own).
 */
const leftOut = /^job-(id|stuck|eta)$|^file-(endless|no-answer)$|-(huge|bomb|no-answer)$|^job-finish-after$/

const usual = faults.map(({ name }) => name).filter((name) => !leftOut.test(name))
/** What a job's eta was seen or feared to be. */
const etas = ['0', '-1', '1e12', 'soon', 'missing', '20.93'] as const
const families = ['submit-', 'submit-', 'submit-', 'job-', 'poll-', 'file-', 'account-'] as const

function faultOf(random: Random): string {
  if (random() < 0.05) return `job-eta=${pick(random, etas)}*2`
  const family = pick(random, families)
  const names = usual.filter((name) => name.startsWith(family)) as [string, ...string[]]
  return `${pick(random, names)}*${1 + Math.floor(random() * 3)}`
}

function endingOf(random: Random): Ending {
  if (random() < 0.5) return { kind: 'moment', afterMs: Math.round(between(random, [0, 220])) }
  return { kind: 'point', name: pick(random, chaosPoints), nth: 1 + Math.floor(random() * 3) }
}

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

/** What happens in a cycle: fixed by the seed and the number of the cycle, and by nothing else. */
export function planOf(seed: number, cycle: number): CyclePlan {
  const random = randomFor(seed, cycle)
  return {
    ending: endingOf(random),
    faults: random() < 0.6 ? times(1 + Math.floor(random() * 3), () => faultOf(random)) : [],
    presses: times(Math.floor(random() * 3), () => ({
      pressId: randomUuid(random),
      generations: 1 + Math.floor(random() * 2)
    }))
  }
}
