import { randomUUID } from 'node:crypto'
import { accessSync, constants, mkdirSync, statfsSync, statSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { LibraryView } from '@shared/app-state'
import { kindOfSync, makeRealFolderSync, readSmallFileSync } from '../../base/careful-files'
import { crashPoint } from '../../base/crash-points'
import { replaceFileSync } from '../../base/files'
import { isPlainName, longestNameBytes } from './file-name'
import { measureNameLimit } from './name-limit'

const ownFolder = '.dailies'
const markerName = 'library.json'
const lockName = 'lock'

/** Lock on the folder for one running Dailies. */
interface Lock {
  readonly isInUse: boolean
  take(path: string): boolean
  release(): void
}
const noLock: Lock = { isInUse: false, take: () => true, release: () => undefined }
const largestMarkerBytes = 4096

const Marker = z.object({ version: z.literal(1), id: z.uuid() })

/** Library that was last used, and its folder. */
export interface KnownLibrary {
  readonly folder: string
  readonly id: string
}

/** Keeps the known library in the database, for the next start. */
export interface FolderMemory {
  read(): KnownLibrary | null
  write(known: KnownLibrary): void
}

/**
 * The library folder. A marker file with an id distinguishes it from an empty mount point and from another library. A
 * folder whose marker is gone is a drive that is not connected: nothing is created in its place.
 */
export class LibraryFolder {
  #root: string
  /** A library was found or created here, in this run or an earlier one. */
  #isKnown: boolean
  /** Expected id in the marker; null if any is accepted. */
  #id: string | null
  /** Measured once per folder; null before that. */
  #mostNameBytes: number | null = null
  readonly #measureNames: (folder: string) => number
  readonly #memory: FolderMemory
  readonly #lock: Lock

  constructor(
    root: string,
    deps: {
      readonly isKnown: boolean
      readonly memory: FolderMemory
      readonly lock?: Lock
      /** Returns how many bytes a file name may have in a folder. */
      readonly measureNames?: (folder: string) => number
    }
  ) {
    this.#measureNames = deps.measureNames ?? measureNameLimit
    this.#lock = deps.lock ?? noLock
    const known = deps.memory.read()
    this.#root = root
    this.#memory = deps.memory
    this.#id = known?.folder === root ? known.id : null
    this.#isKnown = deps.isKnown || this.#id !== null
  }

  get root(): string {
    return this.#root
  }

  /** Parts of downloads, on the same disk as the clips. */
  get incoming(): string {
    return join(this.#root, ownFolder, 'incoming')
  }

  get journalPath(): string {
    return journalIn(this.#root)
  }

  /** Saved items: presets, snippets and own models. The file keeps its first name, as older versions wrote it. */
  get savedItemsPath(): string {
    return join(this.#root, ownFolder, 'belongings.json')
  }

  /** Note of a renaming of files. */
  get renamesPath(): string {
    return join(this.#root, ownFolder, 'renames.json')
  }

  /** Bytes that the name of a clip may have here. */
  get mostNameBytes(): number {
    return this.#mostNameBytes ?? longestNameBytes
  }

  /** Whether another Dailies held the lock at the last try. */
  get isInUse(): boolean {
    return this.#lock.isInUse
  }

  /** Id of the library; null while it is away or another Dailies uses it. */
  get idIfOurs(): string | null {
    return this.isThere() && !this.isInUse ? this.#id : null
  }

  /**
   * Switches to another folder, whatever is in it. Returns false if another Dailies uses it.
   *
   * @param settle Keeps the choice for the next start.
   * @throws if nothing can be written there, and errors of `settle`. The folder is unchanged then.
   */
  moveTo(root: string, settle: () => void): boolean {
    const [oldRoot, wasKnown, oldId] = [this.#root, this.#isKnown, this.#id]
    ;[this.#root, this.#isKnown, this.#id] = [root, false, null]
    this.#mostNameBytes = null
    let isSettled = false
    try {
      if (this.status() === 'in_use') return false
      this.prepare()
      settle()
      isSettled = true
      return true
    } finally {
      if (!isSettled) {
        ;[this.#root, this.#isKnown, this.#id] = [oldRoot, wasKnown, oldId]
        this.#mostNameBytes = null
        if (oldId !== null) this.#memory.write({ folder: oldRoot, id: oldId })
      }
    }
  }

  /**
   * Returns the path of a clip by its stored name, or null for a name that would leave the folder.
   */
  pathOf(fileName: string): string | null {
    return isPlainName(fileName) ? join(this.#root, fileName) : null
  }

  /** Creates folder and marker of a new library; does nothing for a missing one. */
  prepare(): void {
    if (this.#isKnown && !this.isThere()) return
    mkdirSync(this.#root, { recursive: true })
    makeRealFolderSync(join(this.#root, ownFolder))
    const id = idAt(this.#root) ?? this.#writeMarker()
    if (id !== this.#id) this.#memory.write({ folder: this.#root, id })
    this.#id = id
    this.#isKnown = true
    if (this.#mostNameBytes === null) this.measureNames()
  }

  /** Measures the longest file name of the disk, so that a clip has a valid name before it is paid. */
  measureNames(): void {
    this.#mostNameBytes = this.#measureNames(join(this.#root, ownFolder))
  }

  /** Returns whether there is a library here already, of this or another installation. */
  hasMarker(): boolean {
    return hasMarkerAt(this.#root)
  }

  /** Returns whether a folder has this library, another one, or none. */
  whatIsAt(root: string): 'this_library' | 'other_library' | 'no_library' {
    if (!hasMarkerAt(root)) return 'no_library'
    return idAt(root) === this.#memory.read()?.id ? 'this_library' : 'other_library'
  }

  status(): LibraryView['status'] {
    const away = this.#whyAway()
    if (away) {
      // An open file would prevent its drive from being ejected.
      this.#lock.release()
      return away
    }
    try {
      accessSync(this.#root, constants.W_OK)
    } catch {
      return 'read_only'
    }
    return this.#lock.take(join(this.#root, ownFolder, lockName)) ? 'ok' : 'in_use'
  }

  /** Returns whether the library's files can be read. */
  isThere(): boolean {
    return this.#whyAway() === null
  }

  #whyAway(): 'missing' | 'other_library' | 'not_safe' | null {
    if (!statOf(this.#root)?.isDirectory()) return 'missing'
    if (!isSafe(this.#root)) return 'not_safe'
    if (this.#isKnown && !this.hasMarker()) return 'missing'
    // An unreadable marker does not mean another library.
    return this.#id !== null && (idAt(this.#root) ?? this.#id) !== this.#id ? 'other_library' : null
  }

  view(): Omit<LibraryView, 'reading' | 'checking' | 'indexing' | 'sidecars'> {
    const status = this.status()
    return {
      folder: this.#root,
      status,
      freeBytes: status === 'missing' || status === 'not_safe' ? null : freeBytesAt(this.#root)
    }
  }

  /** Rewrites a marker that a crash damaged, with the known id. */
  #writeMarker(): string {
    const id = this.#id ?? randomUUID()
    writeMarker(this.#root, id)
    crashPoint('marker.written')
    return id
  }
}

export const journalIn = (root: string): string => join(root, ownFolder, 'journal.jsonl')

const markerOf = (root: string): string => join(root, ownFolder, markerName)

/** Makes a folder with `.dailies` a library. */
export const writeMarker = (root: string, id: string): void =>
  replaceFileSync(markerOf(root), JSON.stringify({ version: 1, id }))

/** Returns whether a folder has a library. */
export const hasMarkerAt = (root: string): boolean =>
  kindOfSync(join(root, ownFolder)) === 'folder' && kindOfSync(markerOf(root)) === 'file'

/** Returns whether `.dailies` and the marker, where they exist, are neither links nor devices. */
const isSafe = (root: string): boolean =>
  ['folder', 'nothing'].includes(kindOfSync(join(root, ownFolder))) &&
  ['file', 'nothing'].includes(kindOfSync(markerOf(root)))

/** Creates the folder for incomplete downloads. */
export function makeIncoming(root: string): void {
  makeRealFolderSync(join(root, ownFolder))
  makeRealFolderSync(join(root, ownFolder, 'incoming'))
}

/** A disconnected drive may fail with other errors than ENOENT. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

/** Returns the id in a folder's marker; null if there is no readable one. */
function idAt(root: string): string | null {
  if (kindOfSync(join(root, ownFolder)) !== 'folder') return null
  try {
    const bytes = readSmallFileSync(markerOf(root), largestMarkerBytes)
    return Marker.parse(JSON.parse(String(bytes))).id
  } catch {
    return null
  }
}

function freeBytesAt(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
