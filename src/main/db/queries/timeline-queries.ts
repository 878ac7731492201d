import type { GenerationId } from '@shared/generation'
import type { Item, ItemId } from '@shared/library/items'
import { listLimit, type ListQuery } from '@shared/library/queries'
import { listedIds } from '@shared/library/listing'
import { mostTimelineClips } from '@shared/timelines/targets'
import type { Generation } from '../../generations/domain/generation'
import type { ReadableDatabase } from '../connection/database'
import { storedItems } from '../tables/curation/item-table'
import { readCut } from '../tables/curation/shot-queries'
import { generationsOf, readListing } from './generation-queries'

/** What a timeline is made of; `text` of a list is searched for. */
export type TimelineQuery =
  | { readonly kind: 'clips'; readonly ids: readonly GenerationId[] }
  | { readonly kind: 'cut'; readonly projectId: ItemId | null }
  | ({ readonly kind: 'list' } & Pick<ListQuery, 'view' | 'text' | 'sort'>)

export interface TimelineRows {
  /** In the order of the timeline. */
  readonly generations: readonly Generation[]
  /** Projects, shots and collections that they are in. */
  readonly items: readonly Item[]
  /** There are more clips than a timeline takes. */
  readonly isTooLong: boolean
}

/** Returns the clips of a timeline with the names of what they are in. */
export function readTimeline(database: ReadableDatabase, query: TimelineQuery): TimelineRows {
  const ids = idsOf(database, query)
  if (ids.length > mostTimelineClips) return { generations: [], items: [], isTooLong: true }
  const byId = new Map(generationsOf(database, ids).map((generation) => [generation.id, generation]))
  const generations = ids.flatMap((id) => byId.get(id) ?? [])
  const items = generations.flatMap(({ annotations: { projectId, shotId, collectionIds } }) =>
    [projectId, shotId, ...collectionIds].filter((id) => id !== null)
  )
  const named = storedItems(database, [...new Set(items)]).map(({ item }) => item)
  return { generations, items: named, isTooLong: false }
}

function idsOf(database: ReadableDatabase, query: TimelineQuery): readonly GenerationId[] {
  switch (query.kind) {
    case 'clips':
      return query.ids
    case 'cut':
      return readCut(database, query).takes.map(({ id }) => id)
    case 'list': {
      const { view, text, sort } = query
      return inOrder(readListing(database, { view, text, sort, before: null, limit: listLimit }))
    }
  }
}

/** Returns the ids of a list in its own order; it has them newest first, each with its rank. */
function inOrder(listing: ReturnType<typeof readListing>): readonly GenerationId[] {
  const ids = listedIds(listing)
  if (listing.ranks.length === 0) return ids
  const ranked = ids.map((id, position) => ({ id, rank: listing.ranks[position] ?? 0 }))
  return ranked.sort((one, other) => one.rank - other.rank).map(({ id }) => id)
}
