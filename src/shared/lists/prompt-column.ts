import { plainName } from '../prompts/prompt-parts'

/** Names of the column with the prompts, the surest first; as {@link spelled} writes them. */
const names: readonly string[] = [
  'prompt',
  'prompts',
  'video prompt',
  'text prompt',
  'prompt text',
  'positive prompt',
  'final prompt',
  'full prompt',
  'prompt en',
  'prompt english',
  'промпт',
  'プロンプト',
  '提示词',
  '提示詞',
  'text',
  'description',
  'visual description',
  'scene description',
  'shot description',
  'visual',
  'visuals',
  'beschreibung',
  'descripción',
  'descripcion',
  'descrizione',
  'descrição',
  'texte',
  'texto',
  'testo',
  'описание',
  'текст',
  '説明',
  '描述'
]

/** Finds the column with the prompts where the form's prompt names none; -1 where there is none. */
export function promptColumn(columns: readonly string[]): number {
  const spelledColumns = columns.map(spelled)
  const name = names.find((one) => spelledColumns.includes(one))
  return name === undefined ? -1 : spelledColumns.indexOf(name)
}

/** Returns `**Video_Prompt:**` as `video prompt`. */
const spelled = (column: string): string =>
  plainName(column)
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
