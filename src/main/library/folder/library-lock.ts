import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { kindOfSync, NotOrdinaryError } from '../../base/careful-files'
import type { Logger } from '../../logging/logger'

/** Takes a lock that ends with this process; gives back what ends it before. Throws where nothing can be locked. */
export type LockFile = (path: string) => (() => void) | 'in_use'

interface Held {
  readonly path: string
  /** Which file the lock is on: after a drive came back, another one may have its name. */
  readonly identity: string
  readonly release: () => void
}

/** Keeps a library folder for one running Dailies: two would both write it, and ask for the same videos. */
export class LibraryLock {
  #held: Held | null = null
  #isInUse = false

  constructor(private readonly needs: { readonly lockFile: LockFile; readonly logger: Logger }) {}

  /** Whether another Dailies had the folder when it was last tried. */
  get isInUse(): boolean {
    return this.#isInUse
  }

  /**
   * Takes the lock, or makes sure that it is still there; false while another Dailies has it. True also where there
   * is nothing to lock yet, and where the drive knows no locks: such a folder is used as well as it can be.
   */
  take(path: string): boolean {
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

  #holds(path: string): boolean {
    return this.#held?.path === path && this.#held.identity === identityOf(path)
  }

  #tryToTake(path: string): boolean {
    if (kindOfSync(dirname(path)) !== 'folder') return true
    try {
      if (!['file', 'nothing'].includes(kindOfSync(path))) throw new NotOrdinaryError('file')
      const release = this.needs.lockFile(path)
      if (release === 'in_use') return false
      this.#held = { path, identity: identityOf(path), release }
    } catch (error) {
      this.needs.logger.warn('The library folder cannot be locked', error)
    }
    return true
  }
}

function identityOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats ? `${stats.dev}:${stats.ino}` : 'gone'
}
