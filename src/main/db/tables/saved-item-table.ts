import type { Snippet } from '@shared/prompts/prompt-work'
import { Preset } from '@shared/prompts/prompt-work'
import { parseJson } from './column-types'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from '../connection/database'

interface SavedItemRow {
  readonly uuid: string
  readonly kind: 'preset' | 'snippet'
  readonly name: string
  readonly content: string
}

/** Returns presets and snippets by name. An unreadable preset is left out, but kept. */
export function savedItems(database: ReadableDatabase): {
  readonly presets: Preset[]
  readonly snippets: Snippet[]
} {
  const rows = database
    .prepare('SELECT uuid, kind, name, content FROM saved_item ORDER BY name COLLATE NOCASE, uuid')
    .all() as unknown as SavedItemRow[]
  return {
    presets: rows.flatMap((row) => {
      if (row.kind !== 'preset') return []
      const preset = Preset.safeParse({ id: row.uuid, name: row.name, parameters: parseJson(row.content) })
      return preset.success ? [preset.data] : []
    }),
    snippets: rows.flatMap((row) =>
      row.kind === 'snippet' ? [{ id: row.uuid, name: row.name, text: row.content }] : []
    )
  }
}

export function savePreset(database: WritableDatabase, { id, name, parameters }: Preset): void {
  write(database, { uuid: id, kind: 'preset', name, content: JSON.stringify(parameters) })
}

export function saveSnippet(database: WritableDatabase, { id, name, text }: Snippet): void {
  write(database, { uuid: id, kind: 'snippet', name, content: text })
}

export function removeSavedItem(database: WritableDatabase, id: string): void {
  inTransaction(database, 'mark', () => {
    database.prepare('DELETE FROM saved_item WHERE uuid = ?').run(id)
  })
}

function write(database: WritableDatabase, row: SavedItemRow): void {
  inTransaction(database, 'mark', () => {
    database
      .prepare(
        `INSERT INTO saved_item (uuid, kind, name, content) VALUES (?, ?, ?, ?)
         ON CONFLICT (uuid) DO UPDATE SET kind = excluded.kind, name = excluded.name, content = excluded.content`
      )
      .run(row.uuid, row.kind, row.name, row.content)
  })
}
