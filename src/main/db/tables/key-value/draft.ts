import { PastedTable } from '@shared/lists/prompt-table'
import type { ReadableDatabase, WritableDatabase } from '../../connection/database'
import { readValue, writeValue } from './key-value-table'

/** Contents of the form: its fields, serialised by the window, and the pasted list. */
export interface Draft {
  readonly draft: string
  /** Omitted if unchanged. */
  readonly table?: PastedTable | null | undefined
}

export function readDraft(database: ReadableDatabase): {
  readonly draft: string | null
  readonly table: PastedTable | null
} {
  return { draft: readValue(database, 'draft'), table: tableOf(readValue(database, 'draft_table')) }
}

/** Writes the draft. The table first: a prompt with `{city}` must not come back without it. */
export function writeDraft(database: WritableDatabase, { draft, table }: Draft): void {
  if (table !== undefined) writeValue(database, 'draft_table', JSON.stringify(table))
  writeValue(database, 'draft', draft)
}

function tableOf(json: string | null): PastedTable | null {
  try {
    return json === null ? null : PastedTable.nullable().parse(JSON.parse(json))
  } catch {
    return null
  }
}
