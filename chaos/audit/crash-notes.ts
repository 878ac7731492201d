import { existsSync, readFileSync } from 'node:fs'
import { struckIn, type Strike } from '../../src/main/base/crash-strike'

/** A crash point that struck. */
export interface Struck extends Strike {
  readonly cycle: number
}

/** Crash points that struck, by cycle: where to look for the cause of a violation. */
export class CrashNotes {
  readonly #all: Struck[] = []

  /** @param path File in which each run of the app records its strikes. */
  constructor(private readonly path: string) {}

  get all(): readonly Struck[] {
    return this.#all
  }

  /** Reads the strikes since the last call and assigns them to this cycle. */
  note(cycle: number): void {
    const log = existsSync(this.path) ? readFileSync(this.path, 'utf8') : ''
    const fresh = struckIn(log).slice(this.#all.length)
    this.#all.push(...fresh.map((strike) => ({ ...strike, cycle })))
  }

  /** Returns all strikes from a cycle on. */
  since(cycle: number): readonly Struck[] {
    return this.#all.filter((one) => one.cycle >= cycle)
  }
}

/** Formats strikes for printing: `cycle 3: sending.committed:1:kill`. */
export const writtenStruck = ({ cycle, point, nth, kind }: Struck): string =>
  `cycle ${cycle}: ${point}:${nth}:${kind}`
