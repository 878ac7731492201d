import { stat } from 'node:fs/promises'
import { basename, dirname, extname } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { GenerationId } from '@shared/generation'
import { isOnTimeline, type EditId } from '@shared/library/clip-uses'
import { mostUses, type Edit, type EditUse, type EditView } from '@shared/library/edits'
import type { StepId } from '@shared/library/undo'
import { ProblemError } from '@shared/problem'
import type { Clock } from '../base/clock'
import type { Generation } from '../generations/domain/generation'
import type { Logger } from '../logging/logger'
import { matchMedia, type MatchDeps } from './matching/match-media'
import type { ClipFinder, EditStore, StoredEdit } from './ports'
import { cannotBeRead, editGone, fileGone, pathFromElsewhere } from './problems'
import { UnreadableEdit } from './readers/limits'
import type { EditContents } from './readers/used-media'

/** Clips that the window is sent at once. */
const announcedAtOnce = 200
const longestName = 255

interface EditsDeps {
  readonly store: EditStore
  readonly finder: ClipFinder
  /** @throws UnreadableEdit */
  readonly readFile: (path: string) => Promise<EditContents>
  readonly root: () => string
  readonly generationInPacket: MatchDeps['generationInPacket']
  readonly clipsOf: (ids: readonly GenerationId[]) => readonly Generation[]
  readonly announce: (generation: Generation) => void
  readonly announceEdit: (edit: EditView) => void
  readonly newId: () => EditId
  readonly newStepId: () => StepId
  /** The undo stack changed. */
  readonly onChange: () => void
  readonly clock: Clock
  readonly logger: Logger
}

/** What was read of a project file. `edit` is null where it has none of the clips. */
export interface EditReading {
  readonly name: string
  readonly edit: EditView | null
}

/** Use cases on project files of editors: which clips are in them. */
export class Edits {
  #last: Promise<unknown> = Promise.resolve()

  constructor(private readonly deps: EditsDeps) {}

  list(): readonly EditView[] {
    return this.deps.store.list()
  }

  /** Reads a project file that the user dropped. What was known of it is replaced. */
  read(path: string): Promise<EditReading> {
    return this.#afterwards(() => this.#read(path))
  }

  /** Reads the file of an edit again, where it was. */
  readAgain(id: EditId): Promise<EditReading> {
    return this.#afterwards(() => {
      const known = this.#get(id)
      if (!known.isPathOwn) throw new ProblemError(pathFromElsewhere)
      return this.#read(known.edit.path, known)
    })
  }

  /** Removes an edit from the list; its clips are no longer marked with it. */
  remove(id: EditId, step = this.deps.newStepId()): void {
    const { store, onChange } = this.deps
    const { edit, uses } = this.#get(id)
    store.write({
      edit: { ...edit, isRemoved: true },
      uses: null,
      isPathOwn: null,
      step: {
        id: step,
        kind: 'edit_removed',
        count: 1,
        changes: [{ subject: 'edit', id, before: { isRemoved: false }, after: { isRemoved: true } }]
      }
    })
    this.announce({ ...edit, isRemoved: true }, uses)
    onChange()
  }

  /** Sends an edit and its clips to the window. */
  announce(edit: Edit, uses: readonly EditUse[]): void {
    const { store, announceEdit, logger } = this.deps
    announceEdit(
      store.view(edit.id) ?? { ...edit, isRemoved: true, clips: 0, used: 0, canBeReadAgain: false }
    )
    this.#announceClips(uses).catch((error: unknown) => logger.error('Announcing clips failed', error))
  }

  /** One at a time: two files may be the same edit. */
  #afterwards<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#last.then(step)
    this.#last = done.catch(() => undefined)
    return done
  }

  async #read(path: string, same: StoredEdit | null = null): Promise<EditReading> {
    const { store, clock } = this.deps
    const fileName = basename(path)
    const { editor, media } = await this.#contentsOf(path, fileName)
    const uses = await this.#usesOf(path, media)
    const name = basename(fileName, extname(fileName)).slice(0, longestName) || fileName
    const known = same ?? (await this.#knownAs({ path, name, editor }))
    if (!known && uses.length === 0) return { name, edit: null }
    const edit: Edit = {
      id: known?.edit.id ?? this.deps.newId(),
      name,
      path,
      editor,
      readAtMs: clock.now(),
      isRemoved: false
    }
    store.write({ edit, uses, isPathOwn: true, step: null })
    this.announce(edit, [...(known?.uses ?? []), ...uses])
    return { name, edit: store.view(edit.id) }
  }

  async #contentsOf(path: string, fileName: string): Promise<EditContents> {
    try {
      return await this.deps.readFile(path)
    } catch (error) {
      if (error instanceof UnreadableEdit) {
        this.deps.logger.info(`A project file cannot be read: ${error.message}`)
        throw cannotBeRead(fileName, error.reason)
      }
      this.deps.logger.warn('Opening a project file failed', error)
      throw fileGone(fileName)
    }
  }

  async #usesOf(path: string, media: EditContents['media']): Promise<readonly EditUse[]> {
    const { finder, root, generationInPacket } = this.deps
    const uses = await matchMedia(media, {
      finder,
      root: root(),
      editFolder: dirname(path),
      generationInPacket
    })
    return uses.toSorted((a, b) => Number(isOnTimeline(b)) - Number(isOnTimeline(a))).slice(0, mostUses)
  }

  /** Returns the edit that a file is: of its path, or of its name where the file that it was read from is gone. */
  async #knownAs(like: Pick<Edit, 'path' | 'name' | 'editor'>): Promise<StoredEdit | null> {
    const candidates = this.deps.store.candidates(like)
    const samePath = candidates.find(({ edit }) => edit.path === like.path)
    if (samePath) return samePath
    for (const candidate of candidates) {
      const { edit, isPathOwn } = candidate
      const isThere = isPathOwn && (await stat(edit.path).then(Boolean, () => false))
      if (!edit.isRemoved && !isThere) return candidate
    }
    return null
  }

  #get(id: EditId): StoredEdit {
    const stored = this.deps.store.find(id)
    if (!stored || stored.edit.isRemoved) throw new ProblemError(editGone)
    return stored
  }

  async #announceClips(uses: readonly EditUse[]): Promise<void> {
    const ids = [...new Set(uses.map(({ generationId }) => generationId))]
    for (let from = 0; from < ids.length; from += announcedAtOnce) {
      if (from > 0) await turn()
      this.deps.clipsOf(ids.slice(from, from + announcedAtOnce)).forEach(this.deps.announce)
    }
  }
}
