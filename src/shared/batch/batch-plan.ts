import { keptParts, type BatchPlace } from './batch-place'
import { plannedRows, type PlannedRow } from './batch-rows'
import { sendingProblem } from '../catalogue/check-request'
import type { Model } from '../catalogue/model'
import type { PriceSpan } from '../money/learned-price'
import type { Microdollars } from '../money/money'
import type { Problem } from '../problem'
import type { PromptTable } from '../lists/prompt-table'
import type { GenerationRequest } from '../request'
import { err, ok, type Result } from '../result'
import { keyedChoice, keyedChoiceWords } from '../prompts/keyed-choice'
import { rowPrompts, type RowPrompt } from '../lists/row-prompts'
import { hasUnreadable } from '../prompts/text-checks'

/** A request without its prompt. */
export type RequestSettings = Omit<GenerationRequest, 'prompt'>

/** Contents of the form when Generate is pressed. */
export interface BatchDraft {
  /** Including variations and variables. */
  readonly prompt: string
  /** One for each model that was picked, in that order. */
  readonly requests: readonly RequestSettings[]
  /** 1 to {@link takesLimit} of each. */
  readonly takes: number
  readonly table: PromptTable | null
  /** Name of the shot that the clips are for; a row's own name comes before it. */
  readonly shot?: string
  /** Whether nobody has confirmed the encoding of the file that the table is from. */
  readonly areLettersGuessed?: boolean
}

export interface PlannedRequest {
  readonly request: GenerationRequest
  readonly place: BatchPlace
  /** Null where it is not known. */
  readonly price: PriceSpan | null
}

/** Cost of a batch as far as prices are known, and the number of requests without a price. */
export interface BatchPrice extends PriceSpan {
  readonly unknownCount: number
}

export interface BatchPlan {
  /** In the order they are sent: by prompt, then by model, then by take. */
  readonly requests: readonly PlannedRequest[]
  readonly price: BatchPrice
  /** Questions to ask before sending, as sentences. */
  readonly doubts: readonly string[]
}

/** A problem that blocks sending, and the model it concerns; null where it concerns all. */
export interface BatchProblem {
  readonly modelId: string | null
  readonly problem: Problem
}

export interface BatchKnowledge {
  readonly findModel: (id: string) => Model | undefined
  readonly priceOf: (request: RequestSettings) => PriceSpan | null
  /** Finds a model by the name in a table's cell; by its id where this is left out. */
  readonly modelNamed?: (name: string) => Model | undefined
  /** Maps the form's settings to a model that only a row names; the model's defaults where this is left out. */
  readonly settingsFor?: (model: Model) => RequestSettings
}

/** Returns every request of one press, or every problem that blocks it. */
export function planBatch(
  draft: BatchDraft,
  knowledge: BatchKnowledge
): Result<BatchPlan, readonly BatchProblem[]> {
  const modelProblems = draft.requests.flatMap((request) => problemsOf(request, knowledge))
  const rows = plannedRows(draft, knowledge)
  const rowProblems = rows.ok ? [] : [{ modelId: null, problem: rows.error }]
  if (!rows.ok || modelProblems.length > 0) return err([...rowProblems, ...modelProblems])

  const models = modelsOf(rows.value)
  const requests = rows.value.flatMap((row) => requestsOf(row, models, knowledge))
  return ok({
    requests,
    price: priceTogether(requests.map(({ price }) => price)),
    doubts: [...unreadableDoubts(requests), ...guessDoubts(draft, requests), ...keyedDoubts(draft)]
  })
}

/** Adds prices; anything but a whole number of microdollars counts as not known. */
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

const modelsOf = (rows: readonly PlannedRow[]): readonly string[] => [
  ...new Set(rows.flatMap(({ orders }) => orders.map(({ settings }) => settings.modelId)))
]

function requestsOf(
  { row, shot, prompts, orders, takes }: PlannedRow,
  models: readonly string[],
  { priceOf }: BatchKnowledge
): readonly PlannedRequest[] {
  return prompts.flatMap((prompt) =>
    orders.flatMap(({ settings, picks }) => {
      const price = priceOf(settings)
      const request: GenerationRequest = { ...settings, prompt: prompt.text }
      const variation = [...prompt.picks, ...picks]
      const inBatch = {
        ...keptParts({ variation, row, shot }),
        model: models.indexOf(settings.modelId) + 1,
        models: models.length
      }
      return takeNumbers(takes).map((take) => ({ request, place: { ...inBatch, take, takes }, price }))
    })
  )
}

const takeNumbers = (takes: number): readonly number[] =>
  Array.from({ length: takes }, (_, index) => index + 1)

function problemsOf(settings: RequestSettings, { findModel }: BatchKnowledge): readonly BatchProblem[] {
  // Prompts are checked separately, so any text will do.
  const problem = sendingProblem({ ...settings, prompt: 'any' }, findModel(settings.modelId))
  return problem ? [{ modelId: settings.modelId, problem }] : []
}

/** Asks about prompts with lost characters, because they would be paid for. */
function unreadableDoubts(requests: readonly PlannedRequest[]): readonly string[] {
  const found = requests.filter(
    ({ request }) => hasUnreadable(request.prompt) || hasUnreadable(request.negativePrompt ?? '')
  )
  if (found.length === 0) return []
  const lines = [...new Set(found.flatMap(({ place }) => place.row?.line ?? []))]
  const where = lines.length === 0 ? 'The prompt' : `Line ${lines[0]}`
  const more = lines.length > 1 ? ` and ${lines.length - 1} more` : ''
  return [`${where}${more} holds “\uFFFD”: letters that could not be read.`]
}

/** Asks about letters that may be wrong throughout, with a word that shows them. */
function guessDoubts(
  { areLettersGuessed }: BatchDraft,
  requests: readonly PlannedRequest[]
): readonly string[] {
  if (!areLettersGuessed) return []
  for (const { request, place } of requests) {
    // eslint-disable-next-line no-control-regex -- everything but ASCII
    const at = request.prompt.search(/[^\s\u0000-\u007F]/u)
    if (at < 0) continue
    const shown = shownWord(request.prompt, at)
    const where = place.row ? ` in line ${place.row.line}` : ''
    return [`The letters of this file were guessed: check “${shown}”${where}.`]
  }
  return []
}

/** Returns the word around a position, at most 40 characters of it. */
function shownWord(text: string, at: number): string {
  const before = /\S{0,20}$/u.exec(text.slice(Math.max(0, at - 40), at))?.[0] ?? ''
  const after = /^\S{0,20}/u.exec(text.slice(at))?.[0] ?? ''
  return before + after
}

/** Asks about a choice that looks like an object, because each of its parts would be paid for. */
function keyedDoubts({ prompt, requests, table }: BatchDraft): readonly string[] {
  const rows = rowPrompts(prompt, table)
  const negatives = new Set(requests.flatMap(({ negativePrompt }) => negativePrompt ?? []))
  return [
    ...keyedDoubt(rows.ok ? rows.value : []),
    // A negative prompt is the same for each row but for its cells, which are text.
    ...[...negatives].flatMap((text) => keyedDoubt([{ line: null, text }], 'Negative prompt: '))
  ]
}

function keyedDoubt(rows: readonly Pick<RowPrompt, 'line' | 'text'>[], where = ''): readonly string[] {
  for (const { line, text } of rows) {
    const choice = keyedChoice(text)
    if (choice !== null)
      return [`${where}${line === null ? '' : `Line ${line}: `}${keyedChoiceWords(choice)}`]
  }
  return []
}
