import type { AppProcess, Death, Installation } from '../engine/app-process'
import type { Api } from './api'
import { CrashNotes, type Struck } from '../audit/crash-notes'
import { runCycle } from './cycle'
import { auditLibrary, type LibraryAudit } from '../audit/library-audit'
import { Presses } from './presses'
import { reconcile, sentTooOften, type Finding, type Reconciled } from '../audit/reconcile'
import { planOf, type CyclePlan, type Pace } from './schedule'
import { settle } from './settle'
import { takeAway } from '../benches/unplugged'
import { User } from './user'
import { TooLate } from './within'
import { readWireLog, type WirePost } from '../audit/wire-log'

/** Interval, in cycles, of checking POSTs during the run, to find a violation near its cause. */
const lookEvery = 10

/** Number of recent cycles whose crash points are shown when a violation's cycle is unknown. */
const lastCycles = 3

export interface Violation {
  /** Cycle of the press or of its discovery; null for a file of unknown origin. */
  readonly cycle: number | null
  readonly what: string
  /** Crash points since the press, or shortly before the discovery. */
  readonly struck: readonly Struck[]
}

export interface LaneOutcome {
  readonly cycles: number
  readonly generations: number
  readonly unconfirmed: number
  /** Generations that had not settled at the end of the run. */
  readonly underWay: number
  readonly findings: readonly Finding[]
  readonly violations: readonly Violation[]
  /** Result of SQLite's integrity check: `ok`, or the first error. */
  readonly integrity: string
  /** Every crash point that struck. */
  readonly struck: readonly Struck[]
}

interface Launched {
  readonly plan: CyclePlan | null
  readonly app: AppProcess
}

/** One installation with its own API server, killed repeatedly. */
export class Lane {
  readonly #presses: Presses
  readonly #user: User
  readonly #crashes: CrashNotes
  readonly #violations: Violation[] = []
  #waiting: Launched | null = null
  #underWay = 0

  /** @param cycles Numbers of the cycles to run. */
  constructor(
    private readonly needs: {
      readonly cycles: readonly number[]
      readonly seed: number
      readonly lane: number
      /** Number of lanes that share the cycles. */
      readonly lanes: number
      readonly pace: Pace
      readonly settleMs: number
      readonly api: Api
      readonly installation: Installation
    }
  ) {
    this.#presses = new Presses(needs.seed, needs.lane)
    this.#user = new User(this.#presses, needs.api.control)
    this.#crashes = new CrashNotes(needs.installation.places.crashLog)
  }

  /** Runs the lane. Never throws: every failure is a violation, so that the run is reported and can be repeated. */
  async run(): Promise<LaneOutcome> {
    const { cycles } = this.needs
    let done = 0
    for (const cycle of cycles) {
      await this.#watched(cycle, () => this.#cycle(cycle, cycles[done + 1]))
      done += 1
      if (done % lookEvery === 0) this.#checkWire(cycle)
      if (this.#violations.length > 0) break
    }
    const last = cycles[done - 1] ?? 0
    await this.#watched(last, () => this.#settle(last))
    await this.#watched(last, () => this.#waiting?.app.kill())
    return this.#outcome(done, last)
  }

  async #watched<T>(cycle: number, work: () => T | Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      this.#violate(cycle, error instanceof TooLate ? `it hung: ${error.message}` : wordsOf(error))
      return null
    } finally {
      this.#crashes.note(cycle)
    }
  }

  #violate(cycle: number, what: string): void {
    this.#crashes.note(cycle)
    this.#violations.push({ cycle, what, struck: this.#crashes.since(cycle - lastCycles * this.needs.lanes) })
  }

  /** Loads the next process while this one works; it touches nothing before `start`. */
  #process(cycle: number | undefined, next: number | undefined): Launched {
    const now = this.#waiting ?? this.#launch(cycle)
    this.#waiting = this.#launch(next)
    return now
  }

  #launch(cycle: number | undefined): Launched {
    const { seed, pace, installation } = this.needs
    const plan = cycle === undefined ? null : planOf(seed, cycle, pace)
    return { plan, app: installation.launch(plan?.strikes ?? []) }
  }

  async #cycle(cycle: number, next: number | undefined): Promise<void> {
    const { plan, app } = this.#process(cycle, next)
    if (!plan) return
    const bringBack = plan.isLibraryAway ? takeAway(this.needs.installation.places.library) : null
    try {
      await this.needs.api.control?.setFaults(plan.faults)
      const death = await runCycle(app, cycle, {
        plan,
        pace: this.needs.pace,
        presses: this.#presses,
        user: this.#user
      })
      this.#checkDeath(cycle, death)
    } finally {
      if (!app.isDead) await app.kill()
      bringBack?.()
    }
  }

  /** Throws unless it was killed, or refused to start on a disk that was made to fail. */
  #checkDeath(cycle: number, { signal, code, words, leftBehind = 0 }: Death): void {
    if (leftBehind > 0) this.#violate(cycle, `${leftBehind} processes outlived the app`)
    if (signal === 'SIGKILL' || /^Dailies cannot start: EIO: .*made up/m.test(words)) return
    this.#violate(cycle, `the app ended by itself (${signal ?? code ?? '?'}): ${words}`)
  }

  #checkWire(cycle: number): void {
    for (const { about, what } of sentTooOften(this.#posts(), this.#presses.confirmed)) {
      this.#violate(cycle, `sentTwice: ${about}: ${what}`)
    }
  }

  #posts(): readonly WirePost[] {
    return readWireLog(this.needs.installation.places.wireLog)
  }

  async #settle(cycle: number): Promise<void> {
    const { control } = this.needs.api
    await control?.setFaults([])
    await control?.setQueueLimit(1000)
    const { app } = this.#process(undefined, undefined)
    try {
      await app.start()
      const limitMs = this.needs.settleMs + 50 * this.#presses.generations
      const left = await settle(app, this.#presses.open, limitMs)
      this.#underWay = left.length
      // A foreign server may be slow, or out of credit.
      for (const { request, state, waitingFor } of control ? left : []) {
        const what = `did not come to rest: ${request.prompt} is ${state}, waits for ${waitingFor ?? 'nothing'}`
        this.#violate(cycle, what)
      }
      const { signal, code, words } = await app.stop()
      if (code !== 0) this.#violate(cycle, `quitting ended with ${signal ?? code ?? '?'}: ${words}`)
    } finally {
      if (!app.isDead) await app.kill()
    }
  }

  async #outcome(cycles: number, last: number): Promise<LaneOutcome> {
    const library = this.#audit()
    if (library.integrity !== 'ok') this.#violate(last, `integrity: ${library.integrity}`)
    const { findings, unconfirmed } = await this.#reconciled(library, last)
    return {
      cycles,
      generations: this.#presses.generations,
      unconfirmed,
      underWay: this.#underWay,
      findings,
      integrity: library.integrity,
      violations: [...this.#violations, ...findings.map((finding) => this.#placed(finding))],
      struck: this.#crashes.all
    }
  }

  /** Reports an unreadable library as damaged, with everything in it lost. */
  #audit(): LibraryAudit {
    try {
      return auditLibrary(this.needs.installation.places)
    } catch (error) {
      const nothing = { generations: [], files: new Map<string, never>(), incoming: [] }
      return { ...nothing, integrity: `cannot be read: ${wordsOf(error)}` }
    }
  }

  async #reconciled(library: LibraryAudit, last: number): Promise<Reconciled> {
    const { control } = this.needs.api
    const { confirmed } = this.#presses
    const { letGo, marks } = this.#user
    const ledger = await this.#watched(last, async () => (await control?.ledger())?.entries ?? null)
    return reconcile({ user: { confirmed, letGo, marks }, ledger, posts: this.#posts(), library })
  }

  /** Adds the cycle of the press and the crash points since then. */
  #placed({ kind, about, token, what }: Finding): Violation {
    const pressed = this.#presses.all.find(({ tokens }) => tokens.includes(token))
    const cycle = pressed?.cycle ?? null
    return { cycle, what: `${kind}: ${about}: ${what}`, struck: this.#crashes.since(cycle ?? 0) }
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
