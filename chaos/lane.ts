import { existsSync, readFileSync } from 'node:fs'
import { struckIn, type Strike } from '../src/main/crash-strike'
import type { AppProcess, Death, Installation } from './app-process'
import type { Api } from './api'
import { runCycle } from './cycle'
import { auditLibrary, type LibraryAudit } from './library-audit'
import { Presses } from './presses'
import { reconcile, sentTooOften, type Finding } from './reconcile'
import { planOf, type CyclePlan, type Pace } from './schedule'
import { settle } from './settle'
import { User } from './user'
import { TooLate } from './within'
import { readWireLog, type WirePost } from './wire-log'

/** How often the posts are looked through during the run, so that a violation is found near its cause. */
const lookEvery = 10

export interface Violation {
  readonly cycle: number
  readonly what: string
}

export interface LaneOutcome {
  readonly cycles: number
  readonly generations: number
  readonly unconfirmed: number
  /** What had not come to rest when the run ended. */
  readonly underWay: number
  readonly findings: readonly Finding[]
  readonly violations: readonly Violation[]
  readonly library: LibraryAudit
  /** Every crash point that struck. */
  readonly struck: readonly Strike[]
}

interface Launched {
  readonly plan: CyclePlan | null
  readonly app: AppProcess
}

/** One installation with a service of its own, killed again and again. */
export class Lane {
  readonly #presses: Presses
  readonly #user: User
  readonly #violations: Violation[] = []
  #waiting: Launched | null = null
  #underWay = 0

  /** @param cycles The numbers of the cycles that are run here. */
  constructor(
    private readonly needs: {
      readonly cycles: readonly number[]
      readonly seed: number
      readonly lane: number
      readonly pace: Pace
      readonly settleMs: number
      readonly api: Api
      readonly installation: Installation
    }
  ) {
    this.#presses = new Presses(needs.seed, needs.lane)
    this.#user = new User(this.#presses, needs.api.control)
  }

  async run(): Promise<LaneOutcome> {
    const { cycles, api } = this.needs
    let done = 0
    try {
      for (const cycle of cycles) {
        if (this.#violations.length > 0) break
        await this.#cycle(cycle, cycles[done + 1])
        done += 1
        if (done % lookEvery === 0) this.#checkWire(cycle)
      }
      await api.control?.setFaults([])
      await api.control?.setQueueLimit(1000)
      await this.#settle(cycles[done - 1] ?? 0)
    } catch (error) {
      if (!(error instanceof TooLate)) throw error
      this.#violations.push({ cycle: cycles[done] ?? done, what: `it hung: ${error.message}` })
    } finally {
      await this.#waiting?.app.kill()
    }
    return this.#outcome(done)
  }

  /** The next process loads while this one works: it touches nothing before it is told to start. */
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
    }
  }

  /** It may die by a kill, or refuse to start on a disk that was made to fail; and by nothing else. */
  #checkDeath(cycle: number, { signal, code, words, leftBehind = 0 }: Death): void {
    if (leftBehind > 0) this.#violations.push({ cycle, what: `${leftBehind} processes outlived the app` })
    if (signal === 'SIGKILL' || /^Dailies cannot start: EIO: .*made up/m.test(words)) return
    this.#violations.push({ cycle, what: `the app ended by itself (${signal ?? code ?? '?'}): ${words}` })
  }

  #checkWire(cycle: number): void {
    for (const { about, what } of sentTooOften(this.#posts(), this.#presses.confirmed)) {
      this.#violations.push({ cycle, what: `sentTwice: ${about}: ${what}` })
    }
  }

  #posts(): readonly WirePost[] {
    return readWireLog(this.needs.installation.places.wireLog)
  }

  async #settle(cycle: number): Promise<void> {
    const { app } = this.#process(undefined, undefined)
    try {
      await app.start()
      const limitMs = this.needs.settleMs + 50 * this.#presses.generations
      const left = await settle(app, this.#presses.open, limitMs)
      this.#underWay = left.length
      // Another server takes its own time, and its credit may be over.
      for (const { request, state, waitingFor } of this.needs.api.control ? left : []) {
        const what = `did not come to rest: ${request.prompt} is ${state}, waits for ${waitingFor ?? 'nothing'}`
        this.#violations.push({ cycle, what })
      }
      const { code, words } = await app.stop()
      if (code !== 0) this.#violations.push({ cycle, what: `quitting ended with ${code ?? '?'}: ${words}` })
    } finally {
      if (!app.isDead) await app.kill()
    }
  }

  async #outcome(cycles: number): Promise<LaneOutcome> {
    const { api, installation } = this.needs
    const library = auditLibrary(installation.places)
    const { confirmed, generations } = this.#presses
    const { letGo, marks } = this.#user
    const { findings, unconfirmed } = reconcile({
      user: { confirmed, letGo, marks },
      ledger: (await api.control?.ledger())?.entries ?? null,
      posts: this.#posts(),
      library
    })
    const placed = findings.map((finding) => this.#placed(finding))
    const { crashLog } = installation.places
    return {
      cycles,
      generations,
      unconfirmed,
      underWay: this.#underWay,
      findings,
      library,
      violations: [...this.#violations, ...placed],
      struck: existsSync(crashLog) ? struckIn(readFileSync(crashLog, 'utf8')) : []
    }
  }

  /** Where to look: the cycle in which it was asked for. */
  #placed({ kind, about, what }: Finding): Violation {
    const pressed = this.#presses.all.find(({ tokens }) => tokens.includes(about))
    return { cycle: pressed?.cycle ?? -1, what: `${kind}: ${about}: ${what}` }
  }
}
