import { dirname } from 'node:path'
import { quickFiles } from './faulty-files'
import { systemFiles, type Files, type OpenFile } from '../files'

/** One change of the disk. Files have numbers, because they may have several names, or none. */
type Change =
  | { readonly what: 'write'; readonly file: number; readonly position: number; readonly bytes: Buffer }
  | { readonly what: 'truncate'; readonly file: number; readonly length: number }
  | { readonly what: 'sync'; readonly file: number }
  | { readonly what: 'name'; readonly path: string; readonly file: number }
  | { readonly what: 'rename'; readonly from: string; readonly to: string }
  | { readonly what: 'remove'; readonly path: string }
  | { readonly what: 'flush_folder'; readonly folder: string }

/** Fate of an unflushed change in a power loss. */
export type Fate = 'kept' | 'lost' | 'zeros'

/**
 * Records every change of the real disk in order, so that it can be rebuilt as a power loss between any two of them
 * would leave it.
 *
 * @see https://danluu.com/file-consistency for what file systems do to writes that were not flushed.
 */
export class RecordedDisk {
  readonly changes: Change[] = []
  readonly #names = new Map<string, number>()
  #filesMade = 0

  /** @param onChange Called before each change is made. */
  constructor(private readonly onChange: () => void) {}

  readonly files: Files = {
    ...quickFiles,
    open: async (path, mode) => {
      if (mode === 'read') return systemFiles.open(path, mode)
      const known = this.#names.get(path)
      if (known === undefined) this.#note({ what: 'name', path, file: this.#newFile(path) })
      return this.#recorded(await systemFiles.open(path, mode), this.#fileAt(path))
    },
    link: async (existing, path) => {
      await systemFiles.link(existing, path)
      this.#note({ what: 'name', path, file: this.#fileAt(existing) })
      this.#names.set(path, this.#fileAt(existing))
    },
    rename: async (from, to) => {
      this.#note({ what: 'rename', from, to })
      await systemFiles.rename(from, to)
      this.#names.set(to, this.#fileAt(from))
      this.#names.delete(from)
    },
    remove: async (path) => {
      if (this.#names.has(path)) this.#note({ what: 'remove', path })
      await systemFiles.remove(path)
      this.#names.delete(path)
    },
    flushFolder: (folder) => {
      this.#note({ what: 'flush_folder', folder })
      return Promise.resolve()
    }
  }

  /**
   * Returns the files after the first `changes`, by path.
   *
   * @param fateOf Returns the fate of an unflushed change, by its position.
   */
  rebuilt(changes: number, fateOf: (position: number, isName: boolean) => Fate): ReadonlyMap<string, Buffer> {
    const made = this.changes.slice(0, changes)
    const names = new Map<string, number>()
    const contents = new Map<number, Buffer>()
    for (const [position, change] of made.entries()) {
      const isFlushed = made.slice(position).some((later) => flushes(later, change))
      const isName = ['name', 'rename', 'remove'].includes(change.what)
      apply(change, isFlushed ? 'kept' : fateOf(position, isName), names, contents)
    }
    return new Map([...names].map(([path, file]) => [path, contents.get(file) ?? Buffer.alloc(0)]))
  }

  #recorded(file: OpenFile, number: number): OpenFile {
    return {
      ...file,
      write: async (bytes, position) => {
        this.#note({ what: 'write', file: number, position, bytes: Buffer.concat(bytes) })
        await file.write(bytes, position)
      },
      truncate: async (length) => {
        this.#note({ what: 'truncate', file: number, length })
        await file.truncate(length)
      },
      sync: () => {
        this.#note({ what: 'sync', file: number })
        return Promise.resolve()
      }
    }
  }

  #note(change: Change): void {
    this.onChange()
    this.changes.push(change)
  }

  #newFile(path: string): number {
    this.#filesMade += 1
    this.#names.set(path, this.#filesMade)
    return this.#filesMade
  }

  #fileAt(path: string): number {
    const file = this.#names.get(path)
    if (file === undefined) throw new Error(`Nothing was made at ${path}`)
    return file
  }
}

/** Returns whether one change flushes another. */
function flushes(later: Change, change: Change): boolean {
  switch (change.what) {
    case 'write':
    case 'truncate':
      return later.what === 'sync' && later.file === change.file
    case 'name':
    case 'remove':
      return later.what === 'flush_folder' && later.folder === dirname(change.path)
    case 'rename':
      return later.what === 'flush_folder' && later.folder === dirname(change.to)
    case 'sync':
    case 'flush_folder':
      return true
  }
}

function apply(change: Change, fate: Fate, names: Map<string, number>, contents: Map<number, Buffer>): void {
  if (fate === 'lost') return
  switch (change.what) {
    case 'write': {
      const bytes = fate === 'zeros' ? Buffer.alloc(change.bytes.length) : change.bytes
      return void contents.set(change.file, written(contents.get(change.file), change.position, bytes))
    }
    case 'truncate':
      return void contents.set(change.file, cut(contents.get(change.file), change.length))
    case 'name':
      return void names.set(change.path, change.file)
    case 'rename': {
      const file = names.get(change.from)
      if (file !== undefined) names.set(change.to, file)
      return void names.delete(change.from)
    }
    case 'remove':
      return void names.delete(change.path)
    case 'sync':
    case 'flush_folder':
  }
}

function written(before: Buffer = Buffer.alloc(0), position: number, bytes: Buffer): Buffer {
  const whole = Buffer.alloc(Math.max(before.length, position + bytes.length))
  before.copy(whole)
  bytes.copy(whole, position)
  return whole
}

const cut = (before: Buffer = Buffer.alloc(0), length: number): Buffer =>
  length <= before.length ? before.subarray(0, length) : written(before, length, Buffer.alloc(0))
