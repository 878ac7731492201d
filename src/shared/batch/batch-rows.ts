import { batchLimit, takesLimit } from './batch-limits'
import type { RowCell } from './batch-place'
import type { BatchDraft, BatchKnowledge, RequestSettings } from './batch-plan'
import { sendingProblem } from '../catalogue/check-request'
import { initialRequest } from '../catalogue/request-body'
import type { Problem } from '../problem'
import { GenerationRequest, maximumPromptLength } from '../request'
import { err, ok, type Result } from '../result'
import { rowNegatives, rowPrompts, type RowPrompt } from '../lists/row-prompts'
import { columnUses, rowSettings, type RowSettings } from '../lists/row-settings'
import { tellingCells } from './telling-cells'
import { isBlank } from '../prompts/text-checks'
import {
  countVariations,
  countCeiling,
  expandVariations,
  writtenCount,
  type Source,
  type Variation
} from '../prompts/variations'

/** A row of the table, or the form itself, before its variations are expanded. */
interface Row {
  readonly prompt: RowPrompt
  /** Cells that differ from those of other rows. */
  readonly cells: readonly RowCell[]
  readonly shot: string
  readonly takes: number
  /** Settings for each model, and its negative prompt. */
  readonly orders: readonly { readonly settings: RequestSettings; readonly negative: Source | null }[]
}

/** The same with every variation expanded. */
export interface PlannedRow {
  readonly row: { readonly line: number; readonly cells: readonly RowCell[] } | null
  readonly shot: string
  readonly prompts: readonly Variation[]
  /** Settings for each model, with what was picked for the negative prompt. */
  readonly orders: readonly { readonly settings: RequestSettings; readonly picks: readonly string[] }[]
  readonly takes: number
}

/** Expands every row. Counts first, so that a typo never creates a million prompts. */
export function plannedRows(
  draft: BatchDraft,
  knowledge: BatchKnowledge
): Result<readonly PlannedRow[], Problem> {
  const problem = amountProblem(draft)
  if (problem) return err(problem)
  // Cells are plain text, so an unbalanced brace can only be in the form's own prompt.
  const form = draft.table?.kind === 'columns' ? countVariations(draft.prompt) : null
  if (form && !form.ok) return form
  const rows = rowsOf(draft, knowledge)
  if (!rows.ok) return rows
  let total = 0
  for (const row of rows.value) {
    const count = countOf(row)
    if (!count.ok) return err(atLine(row.prompt.line, count.error))
    total = Math.min(total + count.value, countCeiling)
  }
  if (total > batchLimit) return err(tooMany(total))
  const planned: PlannedRow[] = []
  for (const row of rows.value) {
    const expanded = expandedRow(row)
    if (!expanded.ok) return err(atLine(row.prompt.line, expanded.error))
    planned.push(expanded.value)
  }
  return ok(planned)
}

function rowsOf(draft: BatchDraft, knowledge: BatchKnowledge): Result<readonly Row[], Problem> {
  const prompts = rowPrompts(draft.prompt, draft.table)
  if (!prompts.ok) return prompts
  const settings = allRowSettings(draft, knowledge)
  if (!settings.ok) return settings
  const cells = draft.table ? tellingCells(draft.table, draft.prompt) : []
  const rows: Row[] = []
  for (const [index, prompt] of prompts.value.entries()) {
    const own = settings.value[index] ?? null
    const orders: Row['orders'][number][] = []
    for (const form of requestsOf(draft, own, knowledge)) {
      const model = knowledge.findModel(form.modelId)
      const changed = own?.apply(form, model) ?? form
      const problem = own && sendingProblem({ ...changed, prompt: 'any' }, model)
      if (problem) return err(atLine(prompt.line, problem))
      const isOwn = changed.negativePrompt !== form.negativePrompt
      const negative = negativeOf(changed, isOwn ? null : draft.table, index)
      if (!negative.ok) return err(isOwn ? atLine(prompt.line, negative.error) : negative.error)
      orders.push({ settings: changed, negative: negative.value })
    }
    rows.push({
      prompt,
      cells: cells[index] ?? [],
      shot: own?.shot ?? draft.shot ?? '',
      takes: own?.takes ?? draft.takes,
      orders
    })
  }
  return ok(rows)
}

/** Returns the settings of each row of the table; null for a row without any. */
function allRowSettings(
  { prompt, requests, table }: BatchDraft,
  knowledge: BatchKnowledge
): Result<readonly (RowSettings | null)[], Problem> {
  if (table?.kind !== 'columns') return ok([])
  const { findModel, modelNamed = findModel } = knowledge
  const uses = columnUses(table, prompt, requests, knowledge)
  const all: (RowSettings | null)[] = []
  for (const { line, cells } of table.rows) {
    const read = rowSettings(cells, uses, modelNamed)
    if (!read.ok) return err(atLine(line, refusal(read.error.field, read.error.message)))
    all.push(read.value)
  }
  return ok(all)
}

function requestsOf(
  { requests }: BatchDraft,
  row: RowSettings | null,
  { settingsFor = initialRequest }: BatchKnowledge
): readonly RequestSettings[] {
  if (!row?.model) return requests
  const { model } = row
  return [requests.find(({ modelId }) => modelId === model.id) ?? settingsFor(model)]
}

function negativeOf(
  { negativePrompt }: RequestSettings,
  table: BatchDraft['table'],
  row: number
): Result<Source | null, Problem> {
  if (negativePrompt === undefined) return ok(null)
  const rows = rowNegatives(negativePrompt, table)
  return rows.ok ? ok(rows.value[table === null ? 0 : row] ?? null) : rows
}

function countOf({ prompt, orders, takes }: Row): Result<number, Problem> {
  const prompts = countVariations(prompt)
  if (!prompts.ok) return prompts
  let count = 0
  for (const { negative } of orders) {
    const negatives = negative ? countVariations(negative) : ok(1)
    if (!negatives.ok) return err({ ...negatives.error, field: 'negativePrompt' })
    count = Math.min(count + negatives.value, countCeiling)
  }
  return ok(Math.min(prompts.value * count * takes, countCeiling))
}

function expandedRow({ prompt, orders, cells, shot, takes }: Row): Result<PlannedRow, Problem> {
  const prompts = expandVariations(prompt, batchLimit)
  if (!prompts.ok) return prompts
  const problem = prompts.value.map(({ text }) => promptProblem(text)).find((one) => one !== null)
  if (problem) return err(problem)
  const expanded: PlannedRow['orders'][number][] = []
  for (const { settings, negative } of orders) {
    const negatives = negative ? expandVariations(negative, batchLimit) : null
    if (negatives && !negatives.ok) return err({ ...negatives.error, field: 'negativePrompt' })
    for (const { text, picks } of negatives?.value ?? [{ text: undefined, picks: [] }]) {
      const refused = negativeProblem(text)
      if (refused) return err(refused)
      expanded.push({ settings: withNegative(settings, text), picks })
    }
  }
  const row = prompt.line === null ? null : { line: prompt.line, cells }
  return ok({ row, shot, prompts: prompts.value, orders: expanded, takes })
}

function withNegative(
  { negativePrompt: _, ...settings }: RequestSettings,
  text: string | undefined
): RequestSettings {
  return text === undefined || isBlank(text) ? settings : { ...settings, negativePrompt: text }
}

function amountProblem({ requests, table, takes }: BatchDraft): Problem | null {
  if (requests.length === 0) return refusal('modelId', 'Pick a model.')
  if (table?.rows.length === 0) return refusal('table', 'Every row is left out.')
  if (Number.isInteger(takes) && takes >= 1 && takes <= takesLimit) return null
  return refusal('takes', `Takes are a whole number from 1 to ${takesLimit}.`)
}

function promptProblem(prompt: string): Problem | null {
  if (isBlank(prompt)) return refusal('prompt', 'A prompt is empty.')
  if (GenerationRequest.shape.prompt.safeParse(prompt).success) return null
  const length = prompt.length
  return length > maximumPromptLength
    ? refusal(
        'prompt',
        `A prompt has ${writtenCount(length)} characters. The limit is ${writtenCount(maximumPromptLength)}.`
      )
    : refusal('prompt', 'A prompt holds characters that can’t be sent.')
}

function negativeProblem(text: string | undefined): Problem | null {
  if (GenerationRequest.shape.negativePrompt.safeParse(text).success) return null
  return (text ?? '').length > maximumPromptLength
    ? refusal(
        'negativePrompt',
        `The negative prompt is longer than ${writtenCount(maximumPromptLength)} characters.`
      )
    : refusal('negativePrompt', 'The negative prompt holds characters that can’t be sent.')
}

const tooMany = (count: number): Problem => ({
  ...refusal('prompt', `That makes ${writtenCount(count)} clips. The limit is ${batchLimit}.`),
  advice: 'Remove variations, rows, models or takes, or send it in parts.'
})

const atLine = (line: number | null, problem: Problem): Problem =>
  line === null ? problem : { ...problem, field: 'table', message: `Line ${line}: ${problem.message}` }

const refusal = (field: string, message: string): Problem => ({
  code: 'bad_request',
  field,
  message,
  retryable: false,
  charged: 'no'
})
