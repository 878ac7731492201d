import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { kindOfSync, NotOrdinaryError } from '../../base/careful-files'
import type { Logger } from '../../logging/logger'

/** Takes a lock that ends with this process, and returns what releases it. Throws if locking is not possible. */
export type LockFile = (path: string) => (() => void) | 'in_use'

interface Held {
  readonly path: string
  /** Identity of the locked file: after a drive was reconnected, another file may have its name. */
  readonly identity: string
  readonly release: () => void
}

/** Locks a library folder for one running Dailies: two would both write it, and download the same videos. */
export class LibraryLock {
  #held: Held | null = null
  #isInUse = false
  #isClosed = false

  constructor(private readonly deps: { readonly lockFile: LockFile; readonly logger: Logger }) {}

  /** Whether another Dailies held the lock at the last try. */
  get isInUse(): boolean {
    return this.#isInUse
  }

  /**
   * Takes the lock, or checks that it is still held; returns false while another Dailies holds it, and once this one is
   * closed. Also returns true if there is nothing to lock yet, and on drives without locks.
   */
  take(path: string): boolean {
    if (this.#isClosed) return false
    if (!this.#holds(path)) {
      this.release()
      this.#isInUse = !this.#tryToTake(path)
    }
    return !this.#isInUse
  }

  release(): void {
    this.#held?.release()
    this.#held = null
    this.#isInUse = false
  }

  /** Releases the lock for good: work that ends later must not take it from the next start. */
  close(): void {
    this.release()
    this.#isClosed = true
  }

  #holds(path: string): boolean {
    return this.#held?.path === path && this.#held.identity === identityOf(path)
  }

  #tryToTake(path: string): boolean {
    if (kindOfSync(dirname(path)) !== 'folder') return true
    try {
      if (!['file', 'nothing'].includes(kindOfSync(path))) throw new NotOrdinaryError('file')
      const release = this.deps.lockFile(path)
      if (release === 'in_use') return false
      this.#held = { path, identity: identityOf(path), release }
    } catch (error) {
      this.deps.logger.warn('Locking the library folder failed', error)
    }
    return true
  }
}

function identityOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats ? `${stats.dev}:${stats.ino}` : 'gone'
}
