import { batchLimit, takesLimit } from './batch-limits'
import { sendingProblem } from './catalogue/check-request'
import type { Model } from './catalogue/model'
import type { PriceSpan } from './learned-price'
import type { Microdollars } from './money'
import type { Problem } from './problem'
import type { PromptTable } from './prompt-table'
import { GenerationRequest, maximumPromptLength } from './request'
import { err, ok, type Result } from './result'
import { rowPrompts, type RowPrompt } from './row-prompts'
import { countVariations, countCeiling, expandVariations, writtenCount } from './variations'

/** What the form holds when Generate is pressed. */
export interface BatchDraft {
  /** With its variations and variables. */
  readonly prompt: string
  /** One for each model that was picked, in that order. */
  readonly requests: readonly Omit<GenerationRequest, 'prompt'>[]
  /** 1 to {@link takesLimit} of each. */
  readonly takes: number
  readonly table: PromptTable | null
}

export interface PlannedRequest {
  readonly request: GenerationRequest
  /** From 1, of those with the same prompt and the same model. */
  readonly take: number
  /** The line of the pasted list it is from. */
  readonly line: number | null
  /** Null where nobody knows. */
  readonly price: PriceSpan | null
}

/** What a batch costs as far as prices are known, and how many of its requests nobody knows the price of. */
export interface BatchPrice extends PriceSpan {
  readonly unknownCount: number
}

export interface BatchPlan {
  /** In the order they are sent: by prompt, then by model, then by take. */
  readonly requests: readonly PlannedRequest[]
  readonly price: BatchPrice
}

/** What keeps a batch from being sent, and the model it concerns; null when it concerns all. */
export interface BatchProblem {
  readonly modelId: string | null
  readonly problem: Problem
}

export interface BatchKnowledge {
  readonly findModel: (id: string) => Model | undefined
  readonly priceOf: (request: Omit<GenerationRequest, 'prompt'>) => PriceSpan | null
}

/** Every request that one press makes, or everything that keeps it from being made. */
export function planBatch(
  draft: BatchDraft,
  knowledge: BatchKnowledge
): Result<BatchPlan, readonly BatchProblem[]> {
  const modelProblems = draft.requests.flatMap((request) => problemsOf(request, knowledge))
  const prompts = promptsOf(draft)
  const promptProblems = prompts.ok ? [] : [{ modelId: null, problem: prompts.error }]
  if (!prompts.ok || modelProblems.length > 0) return err([...promptProblems, ...modelProblems])

  const requests = prompts.value.flatMap(({ line, prompt }) =>
    draft.requests.flatMap((settings) => {
      const price = knowledge.priceOf(settings)
      const request: GenerationRequest = { ...settings, prompt }
      return takeNumbers(draft.takes).map((take): PlannedRequest => ({ request, take, line, price }))
    })
  )
  return ok({ requests, price: priceTogether(requests.map(({ price }) => price)) })
}

/** Adds prices; what is no whole number of micro-dollars counts as not known. */
export function priceTogether(prices: readonly (PriceSpan | null)[]): BatchPrice {
  const known = prices.filter(
    (price): price is PriceSpan =>
      price !== null && Number.isSafeInteger(price.about) && Number.isSafeInteger(price.most)
  )
  const sum = (of: (price: PriceSpan) => Microdollars): Microdollars =>
    known.reduce((total, price) => total + of(price), 0)
  return {
    about: sum(({ about }) => about),
    most: sum(({ most }) => most),
    unknownCount: prices.length - known.length
  }
}

const takeNumbers = (takes: number): readonly number[] =>
  Array.from({ length: takes }, (_, index) => index + 1)

function problemsOf(
  settings: Omit<GenerationRequest, 'prompt'>,
  { findModel }: BatchKnowledge
): readonly BatchProblem[] {
  // The prompt is looked at on its own; any will do here.
  const problem = sendingProblem({ ...settings, prompt: 'any' }, findModel(settings.modelId))
  return problem ? [{ modelId: settings.modelId, problem }] : []
}

/** Counts first and makes then, so that a slip of the hand makes no million of prompts. */
function promptsOf(draft: BatchDraft): Result<readonly RowPrompt[], Problem> {
  const problem = amountProblem(draft)
  if (problem) return err(problem)
  // Cells are text, so that a brace too many can only be in the form's own prompt, not on a line of the table.
  const form = draft.table?.kind === 'columns' ? countVariations(draft.prompt) : null
  if (form && !form.ok) return form
  const rows = rowPrompts(draft.prompt, draft.table)
  if (!rows.ok) return rows
  const each = draft.requests.length * draft.takes
  let count = 0
  for (const row of rows.value) {
    const counted = countVariations(row.prompt)
    if (!counted.ok) return err(atLine(row.line, counted.error))
    count = Math.min(count + counted.value, countCeiling)
  }
  const total = Math.min(count * each, countCeiling)
  if (total > batchLimit) return err(tooMany(total))
  return expandedRows(rows.value)
}

function expandedRows(rows: readonly RowPrompt[]): Result<readonly RowPrompt[], Problem> {
  const prompts: RowPrompt[] = []
  for (const { line, prompt } of rows) {
    const expanded = expandVariations(prompt, batchLimit)
    if (!expanded.ok) return err(atLine(line, expanded.error))
    for (const variation of expanded.value) {
      const problem = promptProblem(variation)
      if (problem) return err(atLine(line, problem))
      prompts.push({ line, prompt: variation })
    }
  }
  return ok(prompts)
}

function amountProblem({ requests, takes }: BatchDraft): Problem | null {
  if (requests.length === 0) return refusal('modelId', 'Pick a model.')
  if (Number.isInteger(takes) && takes >= 1 && takes <= takesLimit) return null
  return refusal('takes', `Takes are a whole number from 1 to ${takesLimit}.`)
}

function promptProblem(prompt: string): Problem | null {
  if (GenerationRequest.shape.prompt.safeParse(prompt).success) return null
  if (prompt.trim() === '') return refusal('prompt', 'A prompt is empty.')
  const length = prompt.length
  return length > maximumPromptLength
    ? refusal(
        'prompt',
        `A prompt has ${writtenCount(length)} characters; ${writtenCount(maximumPromptLength)} is the most.`
      )
    : refusal('prompt', 'A prompt holds characters that cannot be sent.')
}

const tooMany = (count: number): Problem => ({
  ...refusal(
    'prompt',
    `This makes ${writtenCount(count)} requests; ${batchLimit} is the most for one press.`
  ),
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
