import type { SendingView } from '@shared/app-state'
import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import type { Connectivity } from './connectivity'
import type { VideoDownloads } from './video-downloads'
import { isRateLimited, needsClick } from '../domain/generation'
import type { Poller } from './poller'
import { problems } from '../domain/problems'
import type { Records } from '../domain/records'
import type { Sender } from './sender'
import type { SendingGate } from './gate'

/** A generation queued longer ago than this waits for a click after a restart. */
const freshMs = 24 * 60 * 60_000
/** Back-off after an error, such as a write to a full disk. */
const backOffMs = 5_000

interface EngineDeps {
  readonly records: Records
  readonly sender: Sender
  readonly poller: Poller
  readonly downloads: VideoDownloads
  readonly gate: SendingGate
  readonly connectivity: Connectivity
  readonly clock: Clock
  readonly logger: Logger
  readonly isPaused: () => boolean
  readonly leftovers: { judge(): void }
  /** Called after each round: what generations wait for, or how many are running, may have changed. */
  readonly onRound: (sending: ReturnType<Engine['sending']>) => void
}

/**
 * Drives every generation to its end. It keeps no list of its own: each round queries the database for what is due, so
 * that sleep, crashes and clock changes need no code of their own. With nothing to do it has no timer.
 */
export class Engine {
  #cancelTimer: () => void = () => undefined
  #running = false
  #roundDue = false
  /** The leftovers of the last run were handled: only then may anything be sent. */
  #isResumed = false
  #backOffUntilMs = 0

  constructor(private readonly deps: EngineDeps) {}

  /** Resumes where the last run stopped, without sending anything that may have been sent. */
  start(): void {
    this.#running = true
    this.wake()
    this.#resume()
  }

  /** Handles the leftovers of the last run. Returns false when a write failed; the next round tries again. */
  #resume(): boolean {
    if (this.#isResumed) return true
    try {
      this.#judgeLeftovers()
      this.#isResumed = true
    } catch (error) {
      this.deps.logger.error('Resuming the last run failed', error)
      this.#backOff()
    }
    return this.#isResumed
  }

  #judgeLeftovers(): void {
    const { records, gate, clock, leftovers } = this.deps
    leftovers.judge()
    for (const generation of records.store.inStates('submitting')) {
      const problem = problems.closedWhileSending()
      records.apply(generation, { type: 'outcome_unclear', problem }, { why: problem.message })
    }
    for (const generation of records.store.inStates('queued')) {
      const { status } = generation
      // A rate limit applies to all requests, not just the one that was refused.
      if (status.state === 'queued' && status.notBeforeMs !== null && isRateLimited(status)) {
        gate.holdForRateLimit(status.notBeforeMs)
      }
      const isOld = Math.abs(clock.now() - generation.createdAtUs / 1000) > freshMs
      if (isOld) records.apply(generation, { type: 'click_needed', problem: null }, { why: null })
    }
  }

  /** Schedules a round: something may have become due (a new row, a key, the network, the end of a request). */
  wake(): void {
    if (!this.#running || this.#roundDue) return
    this.#roundDue = true
    queueMicrotask(() => {
      this.#roundDue = false
      if (this.#running) this.#round()
    })
  }

  /** Skips all retry delays: the network is back, or the computer woke up. */
  retryNow(): void {
    this.deps.connectivity.retryNow()
    this.deps.gate.downloadsMayWork()
    this.deps.downloads.retryNow()
    this.wake()
  }

  /** Returns the state of sending for the queue strip. */
  sending(): Omit<SendingView, 'held'> {
    const { records, gate, isPaused } = this.deps
    const queued = records.store.inStates('queued')
    const waiting = queued.length
    return {
      paused: isPaused(),
      heldFor: waiting > 0 ? gate.heldFor() : null,
      heldUntilMs: waiting > 0 ? gate.heldUntilMs() : null,
      // A refused clip waits for the user, and is not running.
      running:
        records.store.countInStates('submitting', 'processing') + records.store.withPendingVideos().length,
      waiting,
      waitingForClick: queued.filter(needsClick).length
    }
  }

  /** Whether the engine is started and not stopped yet: only then may rows be changed. */
  get isRunning(): boolean {
    return this.#running
  }

  /** Whether a paid request is waiting for its response. */
  get isSending(): boolean {
    return this.deps.sender.busy
  }

  /** Starts nothing more and aborts all transfers. Waits up to `graceMs` for the response to a paid POST. */
  async stop(graceMs: number): Promise<void> {
    this.#running = false
    this.deps.gate.close()
    this.#cancelTimer()
    let cancelGrace: () => void = () => undefined
    const grace = new Promise<void>((resolve) => {
      cancelGrace = this.deps.clock.setTimer(graceMs, resolve)
    })
    await Promise.race([Promise.all([this.deps.sender.idle(), this.deps.downloads.stop()]), grace])
    cancelGrace()
  }

  #round(): void {
    const { sender, poller, downloads, clock, onRound } = this.deps
    this.#cancelTimer()
    if (this.#backOffLeftMs() > 0 || !this.#resume()) {
      this.#cancelTimer = clock.setTimer(this.#backOffLeftMs(), () => this.wake())
      return onRound(this.sending())
    }
    const again = (failure?: unknown): void => {
      if (failure !== undefined) this.#backOff()
      this.wake()
    }
    sender.startDue(again)
    poller.startDue(again)
    downloads.startDue(again)
    const due = [sender.nextDueMs(), poller.nextDueMs(), downloads.nextDueMs()].filter(
      (time) => time !== null
    )
    if (due.length > 0) {
      // At least 100 ms: a hold that only the user can end must not make this spin.
      this.#cancelTimer = clock.setTimer(Math.max(Math.min(...due) - clock.now(), 100), () => this.wake())
    }
    onRound(this.sending())
  }

  /** Returns how long the back-off lasts; none after the clock was set back. */
  #backOffLeftMs(): number {
    const leftMs = this.#backOffUntilMs - this.deps.clock.now()
    return leftMs > backOffMs ? 0 : leftMs
  }

  #backOff(): void {
    this.#backOffUntilMs = this.deps.clock.now() + backOffMs
  }
}
