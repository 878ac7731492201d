import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppProcess, type Death } from './app-process'
import type { Api } from './api'
import type { Programs } from './bundle'
import { runCycle } from './cycle'
import { auditLibrary } from './library-audit'
import type { ChildSettings } from './messages'
import { Presses } from './presses'
import { reconcile, type Finding } from './reconcile'
import { planOf, type CyclePlan } from './schedule'
import { settle } from './settle'
import { TooLate } from './within'
import { readWireLog, sentAfterMaybeTaken } from './wire-log'

/** The app's clock runs so much faster: a poll that is due in five seconds comes after a tenth of one. */
export const clockSpeed = 50
/** How often the posts are looked through during the run, so that a violation is found near its cause. */
const lookEvery = 10
const settleMs = 90_000

export interface RunOptions {
  readonly cycles: number
  readonly seed: number
  readonly key: string
  readonly programs: Programs
  readonly api: Api
  /** Keep the app's log and the library; where they lie is told. */
  readonly keep: boolean
  readonly onCycle?: (cycle: number) => void
}

export interface Violation {
  readonly cycle: number
  readonly what: string
}

export interface RunReport {
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
  /** How often the app ended at each crash point. */
  readonly points: ReadonlyMap<string, number>
  readonly folder: string
}

/** Kills the app again and again, lets everything settle, and compares the three ledgers. */
export async function runChaos(options: RunOptions): Promise<RunOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'dailies-chaos-'))
  mkdirSync(folder, { recursive: true })
  const run = new ChaosRun(options, folder)
  try {
    return await run.all()
  } finally {
    if (!options.keep) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

class ChaosRun {
  readonly #settings: ChildSettings
  readonly #presses: Presses
  readonly #violations: Violation[] = []
  readonly #points = new Map<string, number>()
  #waiting: AppProcess | null = null

  constructor(
    private readonly options: RunOptions,
    private readonly folder: string
  ) {
    this.#presses = new Presses(options.seed)
    this.#settings = {
      folder: join(folder, 'profile'),
      origin: options.api.origin,
      key: options.key,
      clockSpeed,
      clockStartMs: Date.now(),
      wireLogPath: join(folder, 'wire.jsonl'),
      logPath: options.keep ? join(folder, 'app.log') : null
    }
    mkdirSync(this.#settings.folder)
  }

  async all(): Promise<RunOutcome> {
    const { cycles, api } = this.options
    let cycle = 0
    try {
      for (; cycle < cycles && this.#violations.length === 0; cycle += 1) await this.#cycle(cycle)
      await api.control?.setFaults([])
      await api.control?.setQueueLimit(1000)
      await this.#settle(cycle)
    } catch (error) {
      if (!(error instanceof TooLate)) throw error
      this.#violations.push({ cycle, what: `it hung: ${error.message}` })
    } finally {
      await this.#waiting?.kill()
    }
    return this.#outcome(cycle)
  }

  /** The next process loads while this one works: it touches nothing before it is told to start. */
  #process(cycle: number): AppProcess {
    const app = this.#waiting ?? this.#fork(cycle)
    this.#waiting = this.#fork(cycle + 1)
    return app
  }

  #plan(cycle: number): CyclePlan | null {
    return cycle < this.options.cycles ? planOf(this.options.seed, cycle) : null
  }

  #fork(cycle: number): AppProcess {
    const ending = this.#plan(cycle)?.ending
    const crashAt = ending?.kind === 'point' ? `${ending.name}:${ending.nth}` : null
    return new AppProcess(this.options.programs.child, crashAt)
  }

  async #cycle(cycle: number): Promise<void> {
    const plan = this.#plan(cycle)
    if (!plan) return
    const app = this.#process(cycle)
    try {
      await this.options.api.control?.setFaults(plan.faults)
      const { death, point } = await runCycle(app, cycle, {
        plan,
        presses: this.#presses,
        settings: this.#settings
      })
      if (point !== null) this.#points.set(point, (this.#points.get(point) ?? 0) + 1)
      this.#checkDeath(cycle, death)
    } finally {
      if (!app.isDead) await app.kill()
    }
    if (cycle % lookEvery === 0) this.#checkWire(cycle)
    this.options.onCycle?.(cycle)
  }

  /** It may die by a kill, and by nothing else. */
  #checkDeath(cycle: number, { signal, code, words }: Death): void {
    if (signal === 'SIGKILL') return
    this.#violations.push({ cycle, what: `the app ended by itself (${signal ?? code ?? '?'}): ${words}` })
  }

  #checkWire(cycle: number): void {
    const again = sentAfterMaybeTaken(readWireLog(this.#settings.wireLogPath))
    if (again.length > 0) this.#violations.push({ cycle, what: `sent twice: ${again.join(', ')}` })
  }

  async #settle(cycle: number): Promise<void> {
    const app = this.#process(cycle)
    try {
      await app.start(this.#settings)
      const limitMs = settleMs + 50 * this.#presses.tokens.length
      const left = await settle(app, this.#presses.open, limitMs)
      for (const { request, state, waitingFor } of left) {
        const what = `did not come to rest: ${request.prompt} is ${state}, waits for ${waitingFor ?? 'nothing'}`
        this.#violations.push({ cycle, what })
      }
      const { code, words } = await app.stop()
      if (code !== 0) this.#violations.push({ cycle, what: `quitting ended with ${code ?? '?'}: ${words}` })
    } finally {
      if (!app.isDead) await app.kill()
    }
  }

  async #outcome(cycle: number): Promise<RunOutcome> {
    const library = auditLibrary(this.#settings.folder)
    const ledger = await this.options.api.control?.ledger()
    const { findings, unconfirmed } = reconcile({
      confirmed: this.#presses.tokens,
      ledger: ledger?.entries ?? null,
      sentAgain: sentAfterMaybeTaken(readWireLog(this.#settings.wireLogPath)),
      library
    })
    const count = (kind: Finding['kind']): number =>
      new Set(findings.filter((finding) => finding.kind === kind).map(({ about }) => about)).size
    return {
      report: {
        cycles: cycle,
        generations: this.#presses.tokens.length,
        lost: count('lost'),
        sentTwice: count('sentTwice'),
        orphanFiles: count('orphanFile'),
        halfFiles: count('halfFile'),
        unconfirmed,
        integrity: library.integrity
      },
      violations: [...this.#violations, ...findings.map((finding) => this.#placed(finding))],
      points: this.#points,
      folder: this.folder
    }
  }

  /** Where to look: the cycle in which it was asked for. */
  #placed({ kind, about, what }: Finding): Violation {
    const press = this.#presses.all.find(({ tokens }) => tokens.includes(about))
    return { cycle: press?.cycle ?? -1, what: `${kind}: ${about}: ${what}` }
  }
}
