import type { GenerationId } from '@shared/generation'
import type { Annotations } from '@shared/library/annotations'
import type { Item, ItemId, ItemKind } from '@shared/library/items'
import type { StepId, StepKind } from '@shared/library/undo'
import type { Generation } from '../generations/domain/generation'

/** What a change was made to: annotations of a clip, an item, whether a clip is in the trash, or an edit. */
export type Subject = 'clip' | 'item' | 'trash' | 'edit'

/** Some fields of a subject. */
export type Fields = Readonly<Record<string, unknown>>

/** One change of a step: the fields that it changed, as they were before and after. */
export interface StepChange {
  readonly subject: Subject
  readonly id: string
  readonly before: Fields
  readonly after: Fields
}

/** Changes to append to a step, which begins with its first part. */
export interface StepPart {
  readonly id: StepId
  readonly kind: StepKind
  /** How many clips the user chose. */
  readonly count: number
  readonly changes: readonly StepChange[]
}

export interface Step {
  readonly id: StepId
  readonly kind: StepKind
  readonly count: number
}

/** Rows of the undo stack. Each function is one transaction. */
export interface StepStore {
  /** Appends to the newest step, or begins one. A new step drops what could be redone, and the oldest of too many. */
  append(part: StepPart): void
  /** Returns the step that an undo acts on. */
  toUndo(): Step | null
  toRedo(): Step | null
  /** Returns a step that is not undone. */
  find(id: StepId): Step | null
  /** Returns changes of a step by position, in the order in which they were made. */
  changes(id: StepId, from: number, limit: number): readonly StepChange[]
  countChanges(id: StepId): number
  setUndone(id: StepId, isUndone: boolean): void
}

/** What is written in one transaction. */
export interface Edit {
  readonly clips: readonly { readonly id: GenerationId; readonly annotations: Annotations }[]
  /** Whole items, new or in place of the present ones. */
  readonly items: readonly Item[]
  /** What is to be undone; null for a change that is not the user's. */
  readonly step: StepPart | null
}

/** Item with the revision of its row. */
export interface StoredItem {
  readonly item: Item
  readonly revision: number
}

export interface WrittenEdit {
  readonly generations: readonly Generation[]
  readonly items: readonly StoredItem[]
}

/** Annotations and items in the database. Each function is one transaction and is on disk when it returns. */
export interface CurationStore {
  write(edit: Edit): WrittenEdit
  /** Returns those of the clips that are there, oldest batch first, in the order of the batch. */
  annotationsOf(ids: readonly GenerationId[]): ReadonlyMap<GenerationId, Annotations>
  items(ids: readonly ItemId[]): readonly Item[]
  /** Returns items after a key, the removed ones left out; `next` is null after the last. */
  itemPage(after: number, limit: number): { readonly items: readonly Item[]; readonly next: number | null }
  /** Returns the position of the last item of a kind, and of a project for shots; null where there is none. */
  lastPosition(kind: ItemKind, projectId: ItemId | null): number | null
  /** Returns the position of the item before one, among those that `lastPosition` looks at. */
  positionBefore(item: Item): number | null
  /** Returns an item and those after it, among the same. */
  itemsFrom(item: Item): readonly Item[]
  /** Returns the take number for the next clip of a shot. */
  nextTake(shot: ItemId): number
  /** Returns the first shot of a project with a name, compared without case and accents. */
  findShot(name: string, projectId: ItemId | null): Item | null
  /** Returns the first takes of some shots, the circled one first, then in the order of their numbers. */
  takesOf(shots: readonly ItemId[]): readonly Generation[]
  circledIn(shot: ItemId): GenerationId | null
  /** Returns the tags in use, the most used first. */
  tags(limit: number): readonly { readonly name: string; readonly count: number }[]
}
