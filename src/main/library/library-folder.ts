import { randomUUID } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { LibraryView } from '@shared/app-state'
import { crashPoint } from '../crash-points'

const ownFolder = '.dailies'
const markerName = 'library.json'
const lockName = 'lock'

/** Keeps the folder for one running Dailies. */
interface Lock {
  readonly isInUse: boolean
  take(path: string): boolean
  release(): void
}
const noLock: Lock = { isInUse: false, take: () => true, release: () => undefined }

/**
 * The folder of clips. A marker file tells it from an empty mount point: a library that had one and has
 * none now is a drive that is not connected, and nothing is made in its place.
 */
export class LibraryFolder {
  #root: string
  /** True once the marker was seen or made here, in this run or (by the caller's word) an earlier one. */
  #known: boolean

  constructor(
    root: string,
    known: boolean,
    private readonly lock: Lock = noLock
  ) {
    this.#root = root
    this.#known = known
  }

  get root(): string {
    return this.#root
  }

  /** Parts of downloads, on the same disk as the clips. */
  get incoming(): string {
    return join(this.#root, ownFolder, 'incoming')
  }

  get journalPath(): string {
    return join(this.#root, ownFolder, 'journal.jsonl')
  }

  /** Whether another Dailies held this folder when it was last looked at. */
  get isInUse(): boolean {
    return this.lock.isInUse
  }

  moveTo(root: string): void {
    this.#root = root
    this.#known = false
  }

  /**
   * The path of a clip by its stored name, or null for a name that would leave the folder.
   */
  pathOf(fileName: string): string | null {
    return fileName !== '' && basename(fileName) === fileName && !fileName.startsWith('.')
      ? join(this.#root, fileName)
      : null
  }

  /** Makes the folder and its marker where they are new; does nothing for a drive that is not connected. */
  prepare(): void {
    if (this.status() === 'missing' && this.#known) return
    mkdirSync(join(this.#root, ownFolder), { recursive: true })
    const marker = join(this.#root, ownFolder, markerName)
    if (!existsSync(marker)) {
      writeFileSync(marker, JSON.stringify({ version: 1, id: randomUUID() }), { flag: 'wx' })
      crashPoint('marker.written')
    }
    this.#known = true
  }

  /** Whether a library lies here already, made by this or another installation. */
  hasMarker(): boolean {
    return existsSync(join(this.#root, ownFolder, markerName))
  }

  /** The library's own id; null where the marker is absent or unreadable. */
  id(): string | null {
    try {
      const marker: unknown = JSON.parse(readFileSync(join(this.#root, ownFolder, markerName), 'utf8'))
      return typeof marker === 'object' && marker !== null && 'id' in marker ? String(marker.id) : null
    } catch {
      return null
    }
  }

  status(): LibraryView['status'] {
    if (!this.#isThere()) {
      // An open file would keep its drive from being taken out.
      this.lock.release()
      return 'missing'
    }
    try {
      accessSync(this.#root, constants.W_OK)
    } catch {
      return 'read_only'
    }
    return this.lock.take(join(this.#root, ownFolder, lockName)) ? 'ok' : 'in_use'
  }

  #isThere(): boolean {
    if (!statSync(this.#root, { throwIfNoEntry: false })?.isDirectory()) return false
    return !this.#known || this.hasMarker()
  }

  async view(): Promise<LibraryView> {
    const status = this.status()
    return {
      folder: this.#root,
      status,
      freeBytes: status === 'missing' ? null : await freeBytes(this.#root)
    }
  }
}

async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
