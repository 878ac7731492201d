import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import { listBackups, makeBackup, rotateBackups } from './backup'
import type { CopyChecked } from './check-copy'
import type { WritableDatabase } from '../connection/database'

/** Delay before the first backup: until then the start has the disk to itself. */
const firstAfterMs = 30_000
const everyMs = 30 * 60_000

/** Backs up the database while the app runs, if anything changed since the last backup. */
export class BackupSchedule {
  #cancelTimer: () => void = () => undefined
  #making: Promise<void> = Promise.resolve()
  #changesAtLast: number | null = null

  constructor(
    private readonly deps: {
      readonly database: WritableDatabase
      readonly path: string
      readonly folder: string
      readonly copyChecked: CopyChecked
      readonly clock: Clock
      readonly logger: Logger
    }
  ) {}

  start(): void {
    this.#next(firstAfterMs)
  }

  /** Waits for a running backup: the database must stay open until it ends. */
  async stop(): Promise<void> {
    this.#cancelTimer()
    this.#cancelTimer = () => undefined
    await this.#making
  }

  #next(afterMs: number): void {
    this.#cancelTimer = this.deps.clock.setTimer(afterMs, () => {
      this.#next(everyMs)
      this.#making = this.#make().catch((error: unknown) =>
        this.deps.logger.error('Backup of the library database failed', error)
      )
    })
  }

  async #make(): Promise<void> {
    const { path, folder, copyChecked, clock, logger } = this.deps
    const changes = this.#changes()
    const nowMs = clock.now()
    if (changes === this.#changesAtLast || (this.#changesAtLast === null && this.#hasYoungOne(nowMs))) return
    await makeBackup(path, folder, nowMs, copyChecked)
    this.#changesAtLast = changes
    await rotateBackups(folder, nowMs)
    logger.info('Library database backed up')
  }

  /** Returns whether a backup is recent. One dated in the future is not: a clock once ahead must not stop backups. */
  #hasYoungOne(nowMs: number): boolean {
    const ageMs = nowMs - (listBackups(this.deps.folder, nowMs)[0]?.atMs ?? 0)
    return ageMs >= 0 && ageMs < everyMs / 2
  }

  /** Returns how many rows this connection, the only writer, has changed. */
  #changes(): number {
    return (this.deps.database.prepare('SELECT total_changes() AS n').get() as { n: number }).n
  }
}
