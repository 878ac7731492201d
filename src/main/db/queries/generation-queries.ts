import type { Counts } from '@shared/app-state'
import type { GenerationQuery, ListQuery } from '@shared/library/queries'
import { defaultShape, type GenerationId } from '@shared/generation'
import { clipLook, type Listing } from '@shared/library/listing'
import { viewNames, type View } from '@shared/library/views'
import type { Generation } from '../../generations/domain/generation'
import type { ReadableDatabase } from '../connection/database'
import { searching, type Condition } from '../search/search-conditions'
import { selectGenerations } from '../tables/generation-table'
import { sortOrders } from './sort-orders'

/** Returns a WHERE clause that asks for all of its conditions. */
export function where(...all: readonly Condition[]): Condition {
  return {
    sql: `WHERE ${all.map(({ sql }) => sql).join(' AND ')}`,
    values: Object.assign({}, ...all.map(({ values }) => values)) as Condition['values']
  }
}

/** Returns the generations of a view, from the table `listing` (migration 7). */
const shownIn = (view: View): Condition => ({
  // Written out: an index over a part of the table is used where its condition is in the text.
  sql: `listing.flags & ${2 ** viewNames.indexOf(view)}`,
  values: {}
})

/** Returns one page, newest first, found by key and never by offset. */
export function pageOfGenerations(
  database: ReadableDatabase,
  { view, text, before, limit }: GenerationQuery
): { readonly items: readonly Generation[]; readonly next: number | null } {
  const items = searching(database, text, ({ from, key, conditions }) => {
    const { sql, values } = where(
      shownIn(view),
      ...(before === null ? [] : [{ sql: `${key} < :before`, values: { before } }]),
      ...conditions
    )
    return selectGenerations(
      database,
      `SELECT generation.* FROM ${from} CROSS JOIN generation ON generation.id = listing.id
       ${sql} ORDER BY ${key} DESC LIMIT :limit`,
      { ...values, limit }
    )
  })
  const last = items.at(-1)
  return { items, next: last && items.length === limit ? last.createdAtUs : null }
}

/** Returns generations by id, newest first; those that are not there, or were erased, are left out. */
export const generationsOf = (database: ReadableDatabase, ids: readonly GenerationId[]): Generation[] =>
  selectGenerations(
    database,
    // With `id IN (…)`, SQLite walks the whole listing instead of the ids.
    `SELECT * FROM generation WHERE uuid IN (SELECT value FROM json_each(:ids))
       AND EXISTS (SELECT 1 FROM listing WHERE listing.id = generation.id) ORDER BY id DESC`,
    { ids: JSON.stringify(ids) }
  )

/** Returns how many generations each view shows; kept by triggers, so that nothing is counted. */
export function countGenerations(database: ReadableDatabase): Counts {
  const rows = database.prepare('SELECT count FROM view_count ORDER BY bit').all() as {
    readonly count: number
  }[]
  return Object.fromEntries(viewNames.map((view, bit) => [view, rows[bit]?.count ?? 0])) as Counts
}

/** Returns what the list shows of a view and a search, newest first. */
export function readListing(
  database: ReadableDatabase,
  { view, text, before, limit, sort }: ListQuery
): Listing {
  const order = sortOrders[sort]
  const packed = searching(database, text, ({ from, key, conditions }) => {
    const { sql, values } = where(shownIn(view), ...conditions)
    const older = before === null ? '' : `${order === null ? key : 'listing.id'} < :before`
    const listed =
      order === null
        ? `SELECT listing.* FROM ${from} ${sql} ${older && `AND ${older}`} ORDER BY ${key} DESC`
        : `SELECT * FROM (SELECT listing.*, row_number() OVER (ORDER BY ${order}) - 1 AS rank FROM ${from} ${sql})
           AS listing ${older && `WHERE ${older}`} ORDER BY listing.id DESC`
    // One row of aggregates: 100,000 rows would take ten times as long to cross into JavaScript.
    return database
      .prepare(
        `SELECT json_group_array(id) AS keys, json_group_array(shape) AS shapes,
           json_group_array(${look}) AS looks, ${order === null ? `'[]'` : 'json_group_array(rank)'} AS ranks,
           group_concat(uuid, '') AS ids
         FROM (${listed} LIMIT :limit) AS listed`
      )
      .get({ ...values, ...(before !== null && { before }), limit }) as unknown
  }) as PackedListing
  return {
    keys: Float64Array.from(JSON.parse(packed.keys) as number[]),
    shapes: Float32Array.from(
      JSON.parse(packed.shapes) as (number | null)[],
      (shape) => shape ?? defaultShape
    ),
    looks: Uint8Array.from(JSON.parse(packed.looks) as number[]),
    ranks: Float64Array.from(JSON.parse(packed.ranks) as number[]),
    ids: packed.ids ?? ''
  }
}

interface PackedListing {
  readonly keys: string
  readonly shapes: string
  readonly looks: string
  readonly ranks: string
  /** Null where nothing is listed. */
  readonly ids: string | null
}

/** Flag of a generation with a clip that can be played, after those of the views. */
const playable = 2 ** viewNames.length
const needsYou = 2 ** viewNames.indexOf('needs_you')

/** The look of a row of `listing`. Only the few that need the user are searched for a missing file. */
const look = `CASE
  WHEN flags & ${playable} THEN ${clipLook.picture}
  WHEN NOT flags & ${needsYou} THEN ${clipLook.card}
  WHEN EXISTS (SELECT 1 FROM video WHERE generation_id = listed.id AND state = 'missing') THEN ${clipLook.missing}
  ELSE ${clipLook.exception} END`
