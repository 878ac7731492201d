import * as z from 'zod'
import { GenerationId } from '../generation'
import type { AnnotationChange } from './annotations'
import type { ItemKind } from './items'

/** Made by the window for one action, so that the parts of a long one are undone together. */
export const StepId = z.uuid().brand('StepId')
export type StepId = z.infer<typeof StepId>

const clips = (count: number): string => (count === 1 ? 'clip' : `${count} clips`)

/** Kinds of steps that can be undone, each with its name. */
const stepNames = {
  rate: (count) => `Rate ${clips(count)}`,
  reject: (count) => `Reject ${clips(count)}`,
  unreject: (count) => `Unreject ${clips(count)}`,
  favourite: (count) => `Favourite ${clips(count)}`,
  unfavourite: (count) => `Unfavourite ${clips(count)}`,
  title: (count) => `Title ${clips(count)}`,
  notes: (count) => `Edit notes of ${clips(count)}`,
  tag: (count) => `Tag ${clips(count)}`,
  collect: (count) => `Add ${clips(count)} to a collection`,
  uncollect: (count) => `Remove ${clips(count)} from a collection`,
  project: (count) => `Move ${clips(count)} to a project`,
  shot: (count) => `Move ${clips(count)} to a shot`,
  unshot: (count) => `Take ${clips(count)} out of the shot`,
  circle: (count) => (count === 1 ? 'Circle take' : `Circle ${count} takes`),
  uncircle: (count) => (count === 1 ? 'Uncircle take' : `Uncircle ${count} takes`),
  marks: (count) => `Mark ${clips(count)}`,
  trash: (count) => `Move ${clips(count)} to trash`,
  restore: (count) => `Restore ${clips(count)}`,
  cancel: (count) => `Cancel ${clips(count)}`,
  hide: (count) => `Hide ${clips(count)}`,
  unhide: (count) => `Show ${clips(count)}`,
  project_added: () => 'Create project',
  project_changed: () => 'Rename project',
  project_removed: () => 'Remove project',
  project_moved: () => 'Reorder projects',
  shot_added: () => 'Create shot',
  shot_changed: () => 'Change shot',
  shot_removed: () => 'Remove shot',
  shot_moved: () => 'Reorder shots',
  collection_added: () => 'Create collection',
  collection_changed: () => 'Change collection',
  collection_removed: () => 'Remove collection',
  collection_moved: () => 'Reorder collections',
  edit_removed: () => 'Remove edit'
} as const satisfies Readonly<Record<string, (count: number) => string>>

export type StepKind = keyof typeof stepNames
export const stepKinds = Object.keys(stepNames) as readonly StepKind[]

/** Returns the name of a step, as after "Undo". */
export const stepName = (kind: StepKind, count: number): string => stepNames[kind](count)

/** Returns the kind of a step that edits an item. */
export const itemStep = (kind: ItemKind, edit: 'added' | 'changed' | 'removed' | 'moved'): StepKind =>
  `${kind}_${edit}`

/** Returns the kind of a step that edits annotations, by the first thing that it changes. */
export function annotationStep(change: AnnotationChange): StepKind {
  if (change.shotId !== undefined) return change.shotId === null ? 'unshot' : 'shot'
  if (change.isCircled !== undefined) return change.isCircled ? 'circle' : 'uncircle'
  if (change.isRejected !== undefined) return change.isRejected ? 'reject' : 'unreject'
  if (change.stars !== undefined) return 'rate'
  if (change.isFavourite !== undefined) return change.isFavourite ? 'favourite' : 'unfavourite'
  if (change.addTags !== undefined || change.removeTags !== undefined) return 'tag'
  if (change.addToCollections !== undefined) return 'collect'
  if (change.removeFromCollections !== undefined) return 'uncollect'
  if (change.projectId !== undefined) return 'project'
  if (change.title !== undefined) return 'title'
  return change.notes !== undefined ? 'notes' : 'marks'
}

/** Names of the steps that an undo and a redo would act on; null for none. */
export const UndoState = z.strictObject({ undo: z.string().nullable(), redo: z.string().nullable() })
export type UndoState = z.infer<typeof UndoState>

/** Most clips that are selected after they came back from the trash: the window gets the ids in one answer. */
export const mostSelectedAgain = 10_000

/** Outcome of an undo or redo. */
export const StepOutcome = z.strictObject({
  /** Name of the step; null where there was none. */
  name: z.string().nullable(),
  /** How many clips and items were changed. */
  changed: z.int(),
  /** How many stay as they are: somebody changed the same since. */
  left: z.int(),
  /** How many requests are in the queue again, and wait for a click. */
  unsent: z.int(),
  /** The clips that came back from the trash; none where they are too many to select. */
  restored: z.array(GenerationId).max(mostSelectedAgain)
})
export type StepOutcome = z.infer<typeof StepOutcome>
