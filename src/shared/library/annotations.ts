import * as z from 'zod'
import { foldText } from '../prompts/search-text'
import { ItemId } from './items'

export const mostStars = 5
export const longestTitle = 200
export const longestNotes = 5_000
export const longestTag = 50
const mostTags = 50
const mostCollections = 100
export const mostTakes = 1_000_000
/** Longer than any clip. */
const latestMarkMs = 24 * 60 * 60 * 1000
/** Later than any correct clock. */
const latestMs = Date.UTC(2200, 0, 1)

/** Returns the form in which tags are compared. */
export const tagKey = (tag: string): string => foldText(tag).trim()

const Tag = z
  .string()
  .trim()
  .min(1)
  .max(longestTag)
  .refine((tag) => tagKey(tag) !== '')

const Mark = z.int().min(0).max(latestMarkMs).nullable()

/** What the user says about a clip. A field that a stored or journaled value lacks has its default. */
export const Annotations = z.object({
  stars: z.int().min(0).max(mostStars).default(0),
  isRejected: z.boolean().default(false),
  isFavourite: z.boolean().default(false),
  title: z.string().trim().min(1).max(longestTitle).nullable().default(null),
  notes: z.string().max(longestNotes).default(''),
  /** In the order given; no two differ in case alone. */
  tags: z
    .array(Tag)
    .max(mostTags)
    .refine((tags) => new Set(tags.map(tagKey)).size === tags.length)
    .default([]),
  collectionIds: z
    .array(ItemId)
    .max(mostCollections)
    .refine((ids) => new Set(ids).size === ids.length)
    .default([]),
  projectId: ItemId.nullable().default(null),
  shotId: ItemId.nullable().default(null),
  /** Number within the shot, from 1. */
  take: z.int().min(1).max(mostTakes).nullable().default(null),
  /** The take that is used; at most one in a shot. */
  isCircled: z.boolean().default(false),
  inMs: Mark.default(null),
  outMs: Mark.default(null),
  /** When it was last dragged or copied to another program. */
  handedOffAtMs: z.int().min(0).max(latestMs).nullable().default(null)
})
export type Annotations = Readonly<z.infer<typeof Annotations>>

export const noAnnotations: Annotations = Annotations.parse({})

const { shape } = Annotations

/** One edit of annotations, as it applies to each of the clips. */
export const AnnotationChange = z
  .strictObject({
    stars: shape.stars.unwrap(),
    isRejected: shape.isRejected.unwrap(),
    isFavourite: shape.isFavourite.unwrap(),
    title: shape.title.unwrap(),
    notes: shape.notes.unwrap(),
    projectId: shape.projectId.unwrap(),
    /** Puts the clips into a shot, each with the next take number, or takes them out. */
    shotId: shape.shotId.unwrap(),
    isCircled: shape.isCircled.unwrap(),
    inMs: Mark,
    outMs: Mark,
    addTags: z.array(Tag).max(mostTags),
    removeTags: z.array(Tag).max(mostTags),
    addToCollections: z.array(ItemId).max(mostCollections),
    removeFromCollections: z.array(ItemId).max(mostCollections)
  })
  .partial()
export type AnnotationChange = Readonly<z.infer<typeof AnnotationChange>>

/**
 * Returns annotations after an edit. A clip that enters a shot gets a take number and is not circled; only a clip in a
 * shot can be circled.
 */
export function annotated(
  before: Annotations,
  change: AnnotationChange,
  nextTake: (shot: ItemId) => number
): Annotations {
  const { addTags = [], removeTags = [], addToCollections = [], removeFromCollections = [], ...set } = change
  const { shotId = before.shotId } = set
  const isMoved = shotId !== before.shotId
  const after = {
    ...before,
    ...definedOf(set),
    tags: withTags(before.tags, addTags, removeTags),
    collectionIds: [...new Set([...before.collectionIds, ...addToCollections])]
      .filter((id) => !removeFromCollections.includes(id))
      .slice(0, mostCollections),
    ...(isMoved && { take: shotId === null ? null : nextTake(shotId) })
  }
  const isCircled = set.isCircled ?? (before.isCircled && !isMoved)
  return { ...after, isCircled: isCircled && shotId !== null }
}

function withTags(before: readonly string[], added: readonly string[], removed: readonly string[]): string[] {
  const byKey = new Map(before.map((tag) => [tagKey(tag), tag]))
  for (const tag of added) if (!byKey.has(tagKey(tag))) byKey.set(tagKey(tag), tag)
  for (const tag of removed) byKey.delete(tagKey(tag))
  return [...byKey.values()].slice(0, mostTags)
}

/** Fields without those that are undefined. */
const definedOf = <T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
