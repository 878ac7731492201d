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
/** After something broke, such as a write on a full disk, nothing new is begun for so long. */
const restMs = 5_000

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
  /** What is waited for, or how much is running, may have changed. */
  readonly onRound: (sending: ReturnType<Engine['sending']>) => void
}

/**
 * Drives every generation to its end. It keeps no list of its own: each round asks the rows what is due,
 * so that sleep, crashes and clock changes need no code of their own. With nothing to do it has no timer.
 */
export class Engine {
  #cancelTimer: () => void = () => undefined
  #running = false
  #roundDue = false
  /** What the last run left behind has been looked at: only then may anything be sent. */
  #isTakenUp = false
  #restUntilMs = 0

  constructor(private readonly deps: EngineDeps) {}

  /** Takes up where the last run stopped, without sending anything that may have been sent. */
  start(): void {
    this.#running = true
    this.wake()
    this.#takeUp()
  }

  /** False where it could not be written down; the next round tries again. */
  #takeUp(): boolean {
    if (this.#isTakenUp) return true
    try {
      this.#judgeLeftovers()
      this.#isTakenUp = true
    } catch (error) {
      this.deps.logger.error('What the last run left could not be taken up', error)
      this.#rest()
    }
    return this.#isTakenUp
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
      // The service asked everybody to wait, and not just the one that it told.
      if (status.state === 'queued' && status.notBeforeMs !== null && isRateLimited(status)) {
        gate.holdForRateLimit(status.notBeforeMs)
      }
      const isOld = Math.abs(clock.now() - generation.createdAtUs / 1000) > freshMs
      if (isOld) records.apply(generation, { type: 'click_needed', problem: null }, { why: null })
    }
  }

  /** Something may have become due: a new row, a key, the network, the end of a request. */
  wake(): void {
    if (!this.#running || this.#roundDue) return
    this.#roundDue = true
    queueMicrotask(() => {
      this.#roundDue = false
      if (this.#running) this.#round()
    })
  }

  /** The network is back or the computer woke up: nothing waits out a delay that was set before. */
  retryNow(): void {
    this.deps.connectivity.retryNow()
    this.deps.gate.downloadsMayWork()
    this.deps.downloads.retryNow()
    this.wake()
  }

  /** How sending stands, for the queue strip. */
  sending(): Omit<SendingView, 'held'> {
    const { records, gate, isPaused } = this.deps
    const queued = records.store.inStates('queued')
    const waiting = queued.length
    return {
      paused: isPaused(),
      heldFor: waiting > 0 ? gate.heldFor() : null,
      heldUntilMs: waiting > 0 ? gate.heldUntilMs() : null,
      // A clip that was refused waits for the user, and is not running.
      running:
        records.store.countInStates('submitting', 'processing') + records.store.withPendingVideos().length,
      waiting,
      waitingForClick: queued.filter(needsClick).length
    }
  }

  /** Whether rows may still be changed: from the start until it is stopped. */
  get isRunning(): boolean {
    return this.#running
  }

  /** Whether a paid request has left and its answer is still to come. */
  get isSending(): boolean {
    return this.deps.sender.busy
  }

  /** Starts nothing more and ends the transfers. A paid POST under way is given `graceMs` to answer. */
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
    if (this.#restLeftMs() > 0 || !this.#takeUp()) {
      this.#cancelTimer = clock.setTimer(this.#restLeftMs(), () => this.wake())
      return onRound(this.sending())
    }
    const again = (broke?: unknown): void => {
      if (broke !== undefined) this.#rest()
      this.wake()
    }
    sender.startDue(again)
    poller.startDue(again)
    downloads.startDue(again)
    const due = [sender.nextDueMs(), poller.nextDueMs(), downloads.nextDueMs()].filter(
      (time) => time !== null
    )
    if (due.length > 0) {
      // At least a little while: a hold that takes somebody's action must not make this spin.
      this.#cancelTimer = clock.setTimer(Math.max(Math.min(...due) - clock.now(), 100), () => this.wake())
    }
    onRound(this.sending())
  }

  /** A clock that was set back ends the rest. */
  #restLeftMs(): number {
    const leftMs = this.#restUntilMs - this.deps.clock.now()
    return leftMs > restMs ? 0 : leftMs
  }

  #rest(): void {
    this.#restUntilMs = this.deps.clock.now() + restMs
  }
}
