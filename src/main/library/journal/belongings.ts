import { rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { KeptModel } from '@shared/catalogue/custom-model'
import { WithdrawnModel, withdrawnLimit } from '@shared/catalogue/withdrawn-model'
import { Preset, Snippet } from '@shared/prompts/prompt-work'
import { kindOf, readSmallFile } from '../../base/careful-files'
import { replaceFile } from '../../base/files'
import type { Logger } from '../../logging/logger'
import { conflictCopiesOf, unread, type ConflictCopy } from './conflict-copies'

/** What the user made besides generations. */
export const Belongings = z.object({
  presets: z.array(Preset).max(5000),
  snippets: z.array(Snippet).max(5000),
  models: z.array(KeptModel).max(200),
  withdrawn: z.array(WithdrawnModel).max(withdrawnLimit).default([])
})
export type Belongings = z.infer<typeof Belongings>

const Kept = Belongings.extend({ version: z.literal(1), revision: z.int().nonnegative() })
type Kept = z.infer<typeof Kept>

/** Longer than all that the limits allow in practice; what is longer was not written by us. */
const largestBytes = 16 * 2 ** 20

/** The database's side of them. */
export interface BelongingRows {
  read(): Belongings
  /** Adds what is not there, and takes this version of what is. */
  take(belongings: Belongings): void
  /** Grows with each change. */
  revision(): number
  setRevision(revision: number): void
  /** Conflict copies of the file that were merged. */
  copiesRead(): readonly ConflictCopy[]
  noteCopies(copies: readonly ConflictCopy[]): void
}

/**
 * Keeps presets, snippets and models of one's own in the library folder as well, as one file that is written anew
 * with each change, so that they come back where the database is lost. It is anybody's file: what it says is checked,
 * and sends nothing.
 */
export class BelongingsFile {
  #last: Promise<void> = Promise.resolve()
  /** From the first time that the rows and the file were compared: before, the file may know more. */
  #isOpen = false

  constructor(
    private readonly needs: {
      /** Null while the folder is away or another Dailies writes it. */
      readonly path: () => string | null
      readonly rows: BelongingRows
      readonly logger: Logger
    }
  ) {}

  /** Makes a change of the rows, and tells the folder of it. */
  change(work: () => void): void {
    const { rows } = this.needs
    rows.setRevision(rows.revision() + 1)
    work()
    if (this.#isOpen) this.#afterwards(() => this.#write())
  }

  /**
   * Makes the rows and the file the same: the newer one counts, which the file is of.
   *
   * @param isAnew The rows were lost, or the folder is another one: whatever the file has comes to what is there.
   */
  async sync(isAnew: boolean): Promise<void> {
    this.#isOpen = true
    this.#afterwards(() => this.#sync(isAnew))
    await this.#last
  }

  /** Waits until the last change is on disk, or was refused by it. */
  flush(): Promise<void> {
    return this.#last
  }

  #afterwards(step: () => Promise<void>): void {
    this.#last = this.#last
      .then(step)
      .catch((error: unknown) => this.needs.logger.warn('The folder took no presets and models', error))
  }

  async #sync(isAnew: boolean): Promise<void> {
    const path = this.needs.path()
    if (path === null) return
    const text = await readIfThere(path)
    const kept = text === null ? null : parse(text)
    if (text !== null && kept === null) await rename(path, `${path}.unreadable`)
    const { rows } = this.needs
    if (kept && (isAnew || kept.revision > rows.revision())) {
      rows.take(kept)
      rows.setRevision(Math.max(kept.revision, rows.revision()))
    }
    await this.#mergeCopies(path)
    if (text !== this.#text()) await this.#write()
  }

  /** Of what two devices wrote at once, one became a conflict copy: what only that one has is added, once. */
  async #mergeCopies(path: string): Promise<void> {
    const { rows, logger } = this.needs
    const copies = unread(await conflictCopiesOf(path), rows.copiesRead())
    if (copies.length === 0) return
    for (const { name } of copies) {
      const kept = parse((await readIfThere(join(dirname(path), name))) ?? '')
      if (kept) rows.take(onlyNew(kept, rows.read()))
      else logger.warn(`A conflict copy could not be read: ${name}`)
    }
    rows.setRevision(rows.revision() + 1)
    rows.noteCopies(await conflictCopiesOf(path))
    logger.info(`Conflict copies merged: ${copies.map(({ name }) => name).join(', ')}`)
  }

  #text(): string {
    const { rows } = this.needs
    return JSON.stringify({ version: 1, revision: rows.revision(), ...rows.read() } satisfies Kept)
  }

  async #write(): Promise<void> {
    const path = this.needs.path()
    if (path !== null) await replaceFile(path, this.#text())
  }
}

/** What of a copy is not there yet. */
function onlyNew(kept: Belongings, own: Belongings): Belongings {
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

/** Null where there is none; empty for what is no file that we wrote. */
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
