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

/** Keeps the folder for one running Dailies. */
interface Lock {
  readonly isInUse: boolean
  take(path: string): boolean
  release(): void
}
const noLock: Lock = { isInUse: false, take: () => true, release: () => undefined }
const largestMarkerBytes = 4096

const Marker = z.object({ version: z.literal(1), id: z.uuid() })

/** Which library was last used, and where it lay. */
export interface KnownLibrary {
  readonly folder: string
  readonly id: string
}

/** Keeps what is known of the library beside its rows, for the next start. */
export interface FolderMemory {
  recall(): KnownLibrary | null
  remember(known: KnownLibrary): void
}

/**
 * The folder of clips. A marker file with an id tells it from an empty mount point and from another library: one
 * that had a marker and has none now is a drive that is not connected, and nothing is made in its place.
 */
export class LibraryFolder {
  #root: string
  /** A library was seen or made here, in this run or (by the caller's word) an earlier one. */
  #isKnown: boolean
  /** The id that its marker has to have; null where any will do. */
  #id: string | null
  /** Measured once for each place; null before that. */
  #mostNameBytes: number | null = null
  readonly #measureNames: (folder: string) => number
  readonly #memory: FolderMemory
  readonly #lock: Lock

  constructor(
    root: string,
    needs: {
      readonly isKnown: boolean
      readonly memory: FolderMemory
      readonly lock?: Lock
      /** How many bytes a name may have in a folder. */
      readonly measureNames?: (folder: string) => number
    }
  ) {
    this.#measureNames = needs.measureNames ?? measureNameLimit
    this.#lock = needs.lock ?? noLock
    const known = needs.memory.recall()
    this.#root = root
    this.#memory = needs.memory
    this.#id = known?.folder === root ? known.id : null
    this.#isKnown = needs.isKnown || this.#id !== null
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

  /** Presets, snippets and models of one's own. */
  get savedItemsPath(): string {
    return join(this.#root, ownFolder, 'belongings.json')
  }

  /** How many bytes the name of a clip may have here. */
  get mostNameBytes(): number {
    return this.#mostNameBytes ?? longestNameBytes
  }

  /** Whether another Dailies held this folder when it was last looked at. */
  get isInUse(): boolean {
    return this.#lock.isInUse
  }

  /** The id of the library that lies here; null while it is away, or another Dailies uses it. */
  get idIfOurs(): string | null {
    return this.isThere() && !this.isInUse ? this.#id : null
  }

  /**
   * Makes another folder the library's, whatever lies there; false where another Dailies has it.
   *
   * @param settle Keeps the choice for the next start.
   * @throws where nothing can be written there, or what `settle` throws. In all these cases everything is as before.
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
        if (oldId !== null) this.#memory.remember({ folder: oldRoot, id: oldId })
      }
    }
  }

  /**
   * The path of a clip by its stored name, or null for a name that would leave the folder.
   */
  pathOf(fileName: string): string | null {
    return isPlainName(fileName) ? join(this.#root, fileName) : null
  }

  /** Makes the folder and its marker where they are new; does nothing for a library that is not there. */
  prepare(): void {
    if (this.#isKnown && !this.isThere()) return
    mkdirSync(this.#root, { recursive: true })
    makeRealFolderSync(join(this.#root, ownFolder))
    const id = idAt(this.#root) ?? this.#writeMarker()
    if (id !== this.#id) this.#memory.remember({ folder: this.#root, id })
    this.#id = id
    this.#isKnown = true
    if (this.#mostNameBytes === null) this.measureNames()
  }

  /** Finds out which names the disk takes, so that a clip has one that fits before anything is paid for it. */
  measureNames(): void {
    this.#mostNameBytes = this.#measureNames(join(this.#root, ownFolder))
  }

  /** Whether a library lies here already, made by this or another installation. */
  hasMarker(): boolean {
    return hasMarkerAt(this.#root)
  }

  /** What lies in a folder: this very library, another one, or none. */
  whatIsAt(root: string): 'this_library' | 'other_library' | 'no_library' {
    if (!hasMarkerAt(root)) return 'no_library'
    return idAt(root) === this.#memory.recall()?.id ? 'this_library' : 'other_library'
  }

  status(): LibraryView['status'] {
    const away = this.#whyAway()
    if (away) {
      // An open file would keep its drive from being taken out.
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

  /** Whether the library's own files can be looked at. */
  isThere(): boolean {
    return this.#whyAway() === null
  }

  #whyAway(): 'missing' | 'other_library' | 'not_safe' | null {
    if (!statOf(this.#root)?.isDirectory()) return 'missing'
    if (!isSafe(this.#root)) return 'not_safe'
    if (this.#isKnown && !this.hasMarker()) return 'missing'
    // A marker that cannot be read says nothing against it.
    return this.#id !== null && (idAt(this.#root) ?? this.#id) !== this.#id ? 'other_library' : null
  }

  view(): Omit<LibraryView, 'reading'> {
    const status = this.status()
    return {
      folder: this.#root,
      status,
      freeBytes: status === 'missing' || status === 'not_safe' ? null : freeBytesAt(this.#root)
    }
  }

  /** A marker that a crash spoilt is written again with the id that is known. */
  #writeMarker(): string {
    const id = this.#id ?? randomUUID()
    const path = markerOf(this.#root)
    replaceFileSync(path, JSON.stringify({ version: 1, id }))
    crashPoint('marker.written')
    return id
  }
}

export const journalIn = (root: string): string => join(root, ownFolder, 'journal.jsonl')

const markerOf = (root: string): string => join(root, ownFolder, markerName)

/** Whether a library lies in a folder. */
export const hasMarkerAt = (root: string): boolean =>
  kindOfSync(join(root, ownFolder)) === 'folder' && kindOfSync(markerOf(root)) === 'file'

/** Whether our own folder and marker, where they are there, are no links, pipes or the like. */
const isSafe = (root: string): boolean =>
  ['folder', 'nothing'].includes(kindOfSync(join(root, ownFolder))) &&
  ['file', 'nothing'].includes(kindOfSync(markerOf(root)))

/** Makes the folder for what is not complete yet. */
export function makeIncoming(root: string): void {
  makeRealFolderSync(join(root, ownFolder))
  makeRealFolderSync(join(root, ownFolder, 'incoming'))
}

/** A drive that is gone may answer with other errors than that of a name that is not there. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

/** The id in a folder's marker; null where there is none that can be read. */
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
