import type { Counts } from '@shared/app-state'
import type { GenerationQuery } from '@shared/contract'
import { viewNames, views, type View } from '@shared/library/views'
import { searchWords } from '@shared/prompts/search-text'
import type { Generation } from '../../generations/domain/generation'
import type { ReadableDatabase } from '../connection/database'
import { selectGenerations } from './generation-table'

/** Part of a WHERE with the values of its named parameters. */
export interface Condition {
  readonly sql: string
  readonly values: Readonly<Record<string, string | number>>
}

/** Returns the condition that a prompt has every word of a search; null where it has none. */
export function hasSearchedWords(text: string): Condition | null {
  const words = searchWords(text).join(' ')
  // `has_words` is added to each connection.
  return words === '' ? null : { sql: 'has_words(prompt, :words)', values: { words } }
}

/** Returns a WHERE clause that asks for all of its conditions. */
export function where(...conditions: readonly (Condition | null)[]): Condition {
  const all = conditions.filter((condition) => condition !== null)
  return {
    sql: `WHERE ${all.map(({ sql }) => sql).join(' AND ')}`,
    values: Object.assign({}, ...all.map(({ values }) => values)) as Condition['values']
  }
}

/** Returns one page, newest first, found by key and never by offset. */
export function pageOfGenerations(
  database: ReadableDatabase,
  { view, text, before, limit }: GenerationQuery
): { readonly items: readonly Generation[]; readonly next: number | null } {
  const { sql, values } = where(
    { sql: views[view].sql, values: {} },
    before === null ? null : { sql: 'id < :before', values: { before } },
    hasSearchedWords(text)
  )
  const items = selectGenerations(database, `SELECT * FROM generation ${sql} ORDER BY id DESC LIMIT :limit`, {
    ...values,
    limit
  })
  const last = items.at(-1)
  return { items, next: last && items.length === limit ? last.createdAtUs : null }
}

export function countGenerations(database: ReadableDatabase): Counts {
  const count = (view: View): number => {
    const statement = database.prepare(`SELECT COUNT(*) AS n FROM generation WHERE ${views[view].sql}`)
    return (statement.get() as { readonly n: number }).n
  }
  return Object.fromEntries(viewNames.map((view) => [view, count(view)])) as Counts
}
