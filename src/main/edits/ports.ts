import type { GenerationId } from '@shared/generation'
import type { EditId } from '@shared/library/clip-uses'
import type { Edit, EditUse, EditView } from '@shared/library/edits'
import type { StepPart } from '../curation/ports'

/** An edit with its clips. */
export interface StoredEdit {
  readonly edit: Edit
  readonly uses: readonly EditUse[]
  readonly revision: number
  /** Whether its path is from a file that was dropped here, and may be opened. */
  readonly isPathOwn: boolean
}

export interface EditChange {
  readonly edit: Edit
  /** Null leaves them as they are. */
  readonly uses: readonly EditUse[] | null
  /** Whether the path is from a file that was dropped here; null leaves it as it is. */
  readonly isPathOwn: boolean | null
  /** What is to be undone; null for a change that is not undone. */
  readonly step: StepPart | null
}

/** Edits in the database. Each function is one transaction and is on disk when it returns. */
export interface EditStore {
  /** Returns the edits that are not removed, the latest read first. */
  list(): readonly EditView[]
  view(id: EditId): EditView | null
  find(id: EditId): StoredEdit | null
  /** Returns the edits that were read from a path, or have this name and editor, the removed ones too. */
  candidates(like: Pick<Edit, 'path' | 'name' | 'editor'>): readonly StoredEdit[]
  write(change: EditChange): StoredEdit
}

/** Looks up clips by what their files are called. */
export interface ClipFinder {
  /** Returns the generations of files in the library folder, by the names that were asked for. */
  byFileName(names: readonly string[]): ReadonlyMap<string, GenerationId>
  /** Returns clips whose video's id begins with these digits, without hyphens; a few at most. */
  byIdStart(digits: string): readonly { readonly id: GenerationId; readonly createdAtMs: number }[]
  /** Returns the imported clips whose files stay outside of the library folder. */
  linkedFiles(): readonly { readonly path: string; readonly id: GenerationId }[]
  /** Returns which of the generations are there. */
  known(ids: readonly GenerationId[]): ReadonlySet<GenerationId>
}
