import type { GenerationId } from '@shared/generation'
import type { PriceSpan } from '@shared/learned-price'
import type { Microdollars } from '@shared/money'
import type { GenerationRequest } from '@shared/request'
import type { SpendRow, SpentFailure } from '@shared/spend'

/** One sent generation, as far as its cost goes. */
export interface SpendRecord {
  readonly id: GenerationId
  readonly batchId: string
  readonly submittedAtMs: number
  readonly failed: boolean
  /** The service refused it, and said or implied that it cost nothing. */
  readonly chargedNothing: boolean
  readonly request: GenerationRequest
  /** What was measured; null where it could not be. */
  readonly chargedMicrodollars: Microdollars | null
}

export type PriceOf = (request: GenerationRequest) => PriceSpan | null

/** What one cost: as measured or said, else what its request is expected to; null where nobody knows. */
export function costOf(
  { chargedMicrodollars, chargedNothing, request }: SpendRecord,
  priceOf: PriceOf
): PriceSpan | null {
  if (chargedMicrodollars === null && !chargedNothing) return priceOf(request)
  const charged = chargedMicrodollars ?? 0
  return { about: charged, most: charged }
}

const emptyRow = (key: string): SpendRow => ({
  key,
  prompt: null,
  generations: 0,
  knownMicrodollars: 0,
  unknownCount: 0,
  aboutMicrodollars: 0,
  unpricedCount: 0,
  failedCount: 0
})

function add(row: SpendRow, record: SpendRecord, priceOf: PriceOf): SpendRow {
  const isUnknown = record.chargedMicrodollars === null && !record.chargedNothing
  const price = isUnknown ? priceOf(record.request) : null
  return {
    ...row,
    generations: row.generations + 1,
    knownMicrodollars: row.knownMicrodollars + (record.chargedMicrodollars ?? 0),
    unknownCount: row.unknownCount + (isUnknown ? 1 : 0),
    aboutMicrodollars: row.aboutMicrodollars + (price?.about ?? 0),
    unpricedCount: row.unpricedCount + (isUnknown && price === null ? 1 : 0),
    failedCount: row.failedCount + (record.failed ? 1 : 0)
  }
}

/** All records as one row. */
export const sumUp = (key: string, records: readonly SpendRecord[], priceOf: PriceOf): SpendRow =>
  records.reduce((row, record) => add(row, record, priceOf), emptyRow(key))

/** One row for each group, the latest first. */
export function groupUp(
  records: readonly SpendRecord[],
  keyOf: (record: SpendRecord) => string,
  priceOf: PriceOf
): SpendRow[] {
  const rows = new Map<string, SpendRow>()
  for (const record of records) {
    const key = keyOf(record)
    const row = add(rows.get(key) ?? emptyRow(key), record, priceOf)
    // Taken out and put in again: the map's order is then that of the last record.
    rows.delete(key)
    rows.set(key, row)
  }
  return [...rows.values()].reverse()
}

/** What failed and was charged, or is not known to have been free, the latest first. */
export const failuresOf = (records: readonly SpendRecord[]): SpentFailure[] =>
  records
    .filter(
      ({ failed, chargedNothing, chargedMicrodollars: charged }) =>
        failed && (charged === null ? !chargedNothing : charged > 0)
    )
    .map(({ id, request, chargedMicrodollars }) => ({
      id,
      prompt: request.prompt,
      modelId: request.modelId,
      chargedMicrodollars
    }))
    .reverse()

/** The day of a time where the user is: `2026-11-22`. */
export function localDay(atMs: number): string {
  const date = new Date(atMs)
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** When the day of a time began where the user is. */
export function startOfDay(atMs: number): number {
  const date = new Date(atMs)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
