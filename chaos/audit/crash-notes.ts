import { existsSync, readFileSync } from 'node:fs'
import { struckIn, type Strike } from '../../src/main/base/crash-strike'

/** A crash point that struck. */
export interface Struck extends Strike {
  readonly cycle: number
}

/** Which crash points struck in which cycle: where to look for the cause of a violation. */
export class CrashNotes {
  readonly #all: Struck[] = []

  /** @param path Where the lives of the app write down each strike. */
  constructor(private readonly path: string) {}

  get all(): readonly Struck[] {
    return this.#all
  }

  /** What struck since the last call struck in this cycle. */
  note(cycle: number): void {
    const log = existsSync(this.path) ? readFileSync(this.path, 'utf8') : ''
    const fresh = struckIn(log).slice(this.#all.length)
    this.#all.push(...fresh.map((strike) => ({ ...strike, cycle })))
  }

  /** All from a cycle on. */
  since(cycle: number): readonly Struck[] {
    return this.#all.filter((one) => one.cycle >= cycle)
  }
}

/** As they are printed: `cycle 3: sending.committed:1:kill`. */
export const writtenStruck = ({ cycle, point, nth, kind }: Struck): string =>
  `cycle ${cycle}: ${point}:${nth}:${kind}`
