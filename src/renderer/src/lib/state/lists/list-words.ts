import { parameterNamed } from '@shared/catalogue/parameters'
import type { RowDoubt, TableFormat } from '@shared/lists/prompt-table'
import type { ColumnUse } from '@shared/lists/row-settings'
import type { SettingField } from '@shared/lists/setting-names'

/** Returns why a row is left out, in a word or two. */
export const doubtWords: Readonly<Record<RowDoubt, string>> = {
  heading: 'heading',
  rule: 'divider',
  wordless: 'no words',
  chatter: 'not a prompt',
  total: 'total',
  empty: 'empty',
  empty_cell: 'a cell is empty',
  switched_off: 'off'
}

/** Returns the use of a column; null for text in the prompt. */
export function useWords(use: ColumnUse | undefined): string | null {
  if (!use || use.kind === 'text') return null
  if (use.kind === 'unused') return 'not used'
  if (use.kind === 'setting' && use.field === 'shot') return 'names the shot'
  return `sets ${use.kind === 'further' ? use.name : fieldWords(use.field)}`
}

function fieldWords(field: SettingField): string {
  if (field === 'modelId') return 'model'
  return field === 'takes' || field === 'shot' ? field : parameterNamed[field].label.toLowerCase()
}

/** Formats of a list, as the form offers them. */
export const formatWords: Readonly<Record<TableFormat, string>> = {
  lines: 'One per line',
  paragraphs: 'Paragraphs',
  whole: 'One prompt',
  json: 'JSON list',
  comma: 'Commas',
  semicolon: 'Semicolons',
  tab: 'Tabs',
  colon: 'Colons',
  bar: 'Bars'
}
