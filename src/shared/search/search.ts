import type { GenerationId, GenerationState } from '../generation'
import type { ItemKind } from '../library/items'

/** Longest search, in UTF-16 units. */
export const longestSearch = 500

/** Folded text that must occur somewhere in a clip's words, or in the name of its model. */
export interface Term {
  readonly kind: 'term'
  readonly place: 'anywhere' | 'model'
  readonly text: string
}

/** Inclusive lower and exclusive upper bound; null for none. */
export interface Range {
  readonly from: number | null
  readonly to: number | null
}

export const features = [
  'missing',
  'changed',
  'refused',
  'resent',
  'silent',
  'black',
  'frozen',
  'variable',
  'different',
  'circled',
  'rejected',
  'favourite',
  'dragged',
  'imported',
  'used',
  'unused'
] as const
export type Feature = (typeof features)[number]

/** Condition on a value of a clip. Times are microseconds, costs microdollars. */
export type Filter =
  | { readonly kind: 'state'; readonly states: readonly GenerationState[] }
  | { readonly kind: 'is'; readonly feature: Feature }
  /** Has the very prompt of this clip. */
  | { readonly kind: 'same_prompt'; readonly as: GenerationId }
  /** In its folded form. */
  | { readonly kind: 'tag'; readonly tag: string }
  /** In a project, shot or collection whose folded name has this text. */
  | { readonly kind: 'item'; readonly item: ItemKind; readonly name: string }
  /** In an editor's project whose folded name has this text, on a timeline or not. */
  | { readonly kind: 'edit'; readonly name: string }
  | ({ readonly kind: 'aspect' | 'duration' | 'created' | 'cost' | 'stars' } & Range)

/** One part of a search, which must hold, or must not. */
export interface Part {
  /** As it was typed, for its chip and for taking it out. */
  readonly typed: string
  readonly isExcluded: boolean
  readonly test: Term | Filter
}

/** A search as it is understood: all parts must hold. */
export interface Search {
  readonly parts: readonly Part[]
  /** Operators that could not be read, and are searched for as words. */
  readonly unread: readonly string[]
}

/** Returns whether a row says by itself if a search finds it: names of projects and other rows are not in it. */
export const isInRow = ({ parts }: Search): boolean =>
  parts.every(({ test }) => test.kind !== 'item' && test.kind !== 'same_prompt')
