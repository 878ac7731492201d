import type { Installation } from '../engine/app-process'
import type { Api } from './api'
import type { Struck } from '../audit/crash-notes'
import { Lane, type LaneOutcome, type Violation } from './lane'
import type { Finding } from '../audit/reconcile'
import type { Pace } from './schedule'

export type { Violation } from './lane'

export interface RunOptions {
  readonly cycles: number
  readonly seed: number
  readonly pace: Pace
  /** Time-out for settling at the end, in milliseconds; grows with the amount of work. */
  readonly settleMs: number
  /** Number of lanes: installations, each with an API server, that share the cycles and run in parallel. */
  readonly lanes: readonly { readonly api: Api; readonly installation: Installation }[]
}

interface RunReport {
  readonly cycles: number
  readonly generations: number
  readonly lost: number
  readonly sentTwice: number
  readonly orphanFiles: number
  readonly halfFiles: number
  readonly unconfirmed: number
  readonly integrity: string
}

export interface RunOutcome {
  readonly report: RunReport
  readonly violations: readonly Violation[]
  readonly struck: readonly Struck[]
  /** Generations that had not settled at the end; no violation for a foreign server. */
  readonly underWay: number
}

/** Kills the app repeatedly, lets everything settle, and compares the three ledgers. */
export async function runChaos({ cycles, lanes, ...rest }: RunOptions): Promise<RunOutcome> {
  const numbers = Array.from({ length: cycles }, (_, cycle) => cycle)
  const outcomes = await Promise.all(
    lanes.map((one, lane) => {
      const own = numbers.filter((cycle) => cycle % lanes.length === lane)
      return new Lane({ ...rest, ...one, lane, lanes: lanes.length, cycles: own }).run()
    })
  )
  return {
    report: reportOf(outcomes),
    violations: outcomes.flatMap(({ violations }) => violations),
    struck: outcomes.flatMap(({ struck }) => struck),
    underWay: outcomes.reduce((sum, { underWay }) => sum + underWay, 0)
  }
}

function reportOf(outcomes: readonly LaneOutcome[]): RunReport {
  const sum = (of: (outcome: LaneOutcome) => number): number =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0)
  const count = (kind: Finding['kind']): number =>
    sum(({ findings }) => new Set(findings.filter((one) => one.kind === kind).map(({ about }) => about)).size)
  const broken = new Set(outcomes.map(({ integrity }) => integrity).filter((said) => said !== 'ok'))
  return {
    cycles: sum((outcome) => outcome.cycles),
    generations: sum(({ generations }) => generations),
    lost: count('lost'),
    sentTwice: count('sentTwice'),
    orphanFiles: count('orphanFile'),
    halfFiles: count('halfFile'),
    unconfirmed: sum(({ unconfirmed }) => unconfirmed),
    integrity: [...broken].join('; ') || 'ok'
  }
}
