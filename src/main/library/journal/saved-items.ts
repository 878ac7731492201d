import { rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { KeptModel } from '@shared/catalogue/custom-model'
import { WithdrawnModel, withdrawnLimit } from '@shared/catalogue/withdrawn-model'
import { Preset, Snippet } from '@shared/prompts/prompt-work'
import { kindOf, readSmallFile } from '../../base/careful-files'
import { replaceFile } from '../../base/files'
import { Signal } from '../../base/signal'
import type { Logger } from '../../logging/logger'
import { conflictCopiesOf, unread, type ConflictCopy } from './conflict-copies'

/** Presets, snippets, own models and withdrawn models. */
export const SavedItems = z.object({
  presets: z.array(Preset).max(5000),
  snippets: z.array(Snippet).max(5000),
  models: z.array(KeptModel).max(200),
  withdrawn: z.array(WithdrawnModel).max(withdrawnLimit).default([])
})
export type SavedItems = z.infer<typeof SavedItems>

const Kept = SavedItems.extend({ version: z.literal(1), revision: z.int().nonnegative() })
type Kept = z.infer<typeof Kept>

/** Above everything that the limits allow in practice: Dailies never wrote a longer file. */
const largestBytes = 16 * 2 ** 20

/** Rows of saved items and of how far their file is known. */
export interface SavedItemRows {
  read(): Pick<SavedItems, 'presets' | 'snippets'>
  savePreset(preset: Preset): void
  saveSnippet(snippet: Snippet): void
  /** Incremented by each change. */
  revision(): number
  setRevision(revision: number): void
  /** Conflict copies of the file that were merged. */
  copiesRead(): readonly ConflictCopy[]
  noteCopies(copies: readonly ConflictCopy[]): void
}

/** Models that the user added, and those that ModelsLab withdrew. */
export interface SavedModels {
  sources(): { readonly custom: SavedItems['models']; readonly withdrawn: SavedItems['withdrawn'] }
  importModels(models: SavedItems['models'], withdrawn: SavedItems['withdrawn']): void
}

/** Makes changes to saved items under a revision that grows with each, and announces them. */
export class SavedItemChanges {
  readonly changed = new Signal()

  constructor(private readonly rows: Pick<SavedItemRows, 'revision' | 'setRevision'>) {}

  readonly make = (change: () => void): void => {
    this.rows.setRevision(this.rows.revision() + 1)
    change()
    this.changed.fire()
  }
}

/**
 * Copy of the saved items in the library folder, written again as a whole after each change, so that they survive the
 * loss of the database. Anybody can write the file: its content is checked, and nothing in it sends anything.
 */
export class SavedItemsFile {
  #last: Promise<void> = Promise.resolve()
  /** Set by the first sync. Until then the file may be newer than the database. */
  #isOpen = false

  constructor(
    private readonly deps: {
      /** Null while the folder is away or another Dailies uses it. */
      readonly path: () => string | null
      readonly rows: SavedItemRows
      readonly models: SavedModels
      readonly changes: SavedItemChanges
      readonly logger: Logger
    }
  ) {
    deps.changes.changed.on(() => {
      if (this.#isOpen) this.#afterwards(() => this.#write())
    })
  }

  /**
   * Brings database and file to the same content: the one with the higher revision wins.
   *
   * @param isAdded The rows were lost, or the folder is another one: everything in the file is added to them.
   */
  async sync(isAdded: boolean): Promise<void> {
    this.#isOpen = true
    this.#afterwards(() => this.#sync(isAdded))
    await this.#last
  }

  /** Waits until the last change is on disk, or has failed. */
  flush(): Promise<void> {
    return this.#last
  }

  #afterwards(step: () => Promise<void>): void {
    this.#last = this.#last
      .then(step)
      .catch((error: unknown) => this.deps.logger.warn('Writing the saved items to the folder failed', error))
  }

  async #sync(isAdded: boolean): Promise<void> {
    const path = this.deps.path()
    if (path === null) return
    const text = await readIfThere(path)
    const kept = text === null ? null : parse(text)
    if (text !== null && kept === null) await rename(path, `${path}.unreadable`)
    const { rows } = this.deps
    if (kept && (isAdded || kept.revision > rows.revision())) {
      this.#import(kept)
      rows.setRevision(Math.max(kept.revision, rows.revision()))
    }
    await this.#mergeCopies(path)
    if (text !== this.#text()) await this.#write()
  }

  /** Adds, once, what only a conflict copy has: two devices wrote the file at the same time. */
  async #mergeCopies(path: string): Promise<void> {
    const { rows, logger } = this.deps
    const copies = unread(await conflictCopiesOf(path), rows.copiesRead())
    if (copies.length === 0) return
    for (const { name } of copies) {
      const kept = parse((await readIfThere(join(dirname(path), name))) ?? '')
      if (kept) this.#import(onlyNew(kept, this.#read()))
      else logger.warn(`A conflict copy could not be read: ${name}`)
    }
    rows.setRevision(rows.revision() + 1)
    rows.noteCopies(await conflictCopiesOf(path))
    logger.info(`Conflict copies merged: ${copies.map(({ name }) => name).join(', ')}`)
  }

  #read(): SavedItems {
    const { custom, withdrawn } = this.deps.models.sources()
    return { ...this.deps.rows.read(), models: custom, withdrawn }
  }

  /** Adds items that are new, and replaces those that are known. */
  #import({ presets, snippets, models, withdrawn }: SavedItems): void {
    for (const preset of presets) this.deps.rows.savePreset(preset)
    for (const snippet of snippets) this.deps.rows.saveSnippet(snippet)
    this.deps.models.importModels(models, withdrawn)
  }

  #text(): string {
    const { rows } = this.deps
    return JSON.stringify({ version: 1, revision: rows.revision(), ...this.#read() } satisfies Kept)
  }

  async #write(): Promise<void> {
    const path = this.deps.path()
    if (path !== null) await replaceFile(path, this.#text())
  }
}

/** Returns the items of a copy that are missing here. */
function onlyNew(kept: SavedItems, own: SavedItems): SavedItems {
  const missingFrom =
    (items: readonly { readonly id: string }[]) =>
    ({ id }: { readonly id: string }): boolean =>
      !items.some((item) => item.id === id)
  return {
    presets: kept.presets.filter(missingFrom(own.presets)),
    snippets: kept.snippets.filter(missingFrom(own.snippets)),
    models: kept.models.filter(missingFrom(own.models)),
    withdrawn: kept.withdrawn.filter(missingFrom(own.withdrawn))
  }
}

/** Returns null if there is none, and an empty text for anything that Dailies did not write. */
async function readIfThere(path: string): Promise<string | null> {
  const kind = await kindOf(path)
  if (kind === 'nothing') return null
  const bytes = kind === 'file' ? await readSmallFile(path, largestBytes) : 'too_large'
  return bytes === 'too_large' ? '' : (bytes?.toString('utf8') ?? null)
}

function parse(text: string): Kept | null {
  try {
    return Kept.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
