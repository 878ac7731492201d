import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import { listBackups, makeBackup, rotateBackups } from './backup'
import { type CheckCopy } from './backup-check'
import type { WritableDatabase } from '../connection/database'

/** The window is up and the first work is done by then. */
const firstAfterMs = 30_000
const everyMs = 30 * 60_000

/** Backs the database up while the app runs, where anything has changed since the last time. */
export class BackupSchedule {
  #cancelTimer: () => void = () => undefined
  #making: Promise<void> = Promise.resolve()
  #changesAtLast: number | null = null

  constructor(
    private readonly deps: {
      readonly database: WritableDatabase
      readonly folder: string
      readonly check: CheckCopy
      readonly clock: Clock
      readonly logger: Logger
    }
  ) {}

  start(): void {
    this.#next(firstAfterMs)
  }

  /** Waits for the one under way: the database must not be closed beneath it. */
  async stop(): Promise<void> {
    this.#cancelTimer()
    this.#cancelTimer = () => undefined
    await this.#making
  }

  #next(afterMs: number): void {
    this.#cancelTimer = this.deps.clock.setTimer(afterMs, () => {
      this.#next(everyMs)
      this.#making = this.#make().catch((error: unknown) =>
        this.deps.logger.error('The library could not be backed up', error)
      )
    })
  }

  async #make(): Promise<void> {
    const { database, folder, check, clock, logger } = this.deps
    const changes = this.#changes()
    const nowMs = clock.now()
    if (changes === this.#changesAtLast || (this.#changesAtLast === null && this.#hasYoungOne(nowMs))) return
    await makeBackup(database, folder, nowMs, check)
    this.#changesAtLast = changes
    rotateBackups(folder, nowMs)
    logger.info('The library was backed up')
  }

  /** One of the future is not young: a clock that was once ahead must not end the backups. */
  #hasYoungOne(nowMs: number): boolean {
    const ageMs = nowMs - (listBackups(this.deps.folder, nowMs)[0]?.atMs ?? 0)
    return ageMs >= 0 && ageMs < everyMs / 2
  }

  /** How many rows this connection has changed; it is the only one that writes. */
  #changes(): number {
    return (this.deps.database.prepare('SELECT total_changes() AS n').get() as { n: number }).n
  }
}
