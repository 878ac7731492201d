import type { Microdollars } from '@shared/money'
import type { GenerationRequest } from '@shared/request'
import type { SpendRow } from '@shared/spend'

/** One sent generation, as far as its cost goes. */
export interface SpendRecord {
  readonly batchId: string
  readonly submittedAtMs: number
  readonly failed: boolean
  /** The service refused it, and said or implied that it cost nothing. */
  readonly chargedNothing: boolean
  readonly request: GenerationRequest
  /** What was measured; null where it could not be. */
  readonly chargedMicrodollars: Microdollars | null
}

type Estimate = (request: GenerationRequest) => Microdollars | null

const emptyRow = (key: string): SpendRow => ({
  key,
  prompt: null,
  generations: 0,
  knownMicrodollars: 0,
  unknownCount: 0,
  aboutMicrodollars: 0,
  failedCount: 0
})

function add(row: SpendRow, record: SpendRecord, estimate: Estimate): SpendRow {
  const isUnknown = record.chargedMicrodollars === null && !record.chargedNothing
  return {
    ...row,
    generations: row.generations + 1,
    knownMicrodollars: row.knownMicrodollars + (record.chargedMicrodollars ?? 0),
    unknownCount: row.unknownCount + (isUnknown ? 1 : 0),
    aboutMicrodollars: row.aboutMicrodollars + (isUnknown ? (estimate(record.request) ?? 0) : 0),
    failedCount: row.failedCount + (record.failed ? 1 : 0)
  }
}

/** All records as one row. */
export const sumUp = (key: string, records: readonly SpendRecord[], estimate: Estimate): SpendRow =>
  records.reduce((row, record) => add(row, record, estimate), emptyRow(key))

/** One row for each group, the latest first. */
export function groupUp(
  records: readonly SpendRecord[],
  keyOf: (record: SpendRecord) => string,
  estimate: Estimate
): SpendRow[] {
  const rows = new Map<string, SpendRow>()
  for (const record of records) {
    const key = keyOf(record)
    const row = add(rows.get(key) ?? emptyRow(key), record, estimate)
    // Taken out and put in again: the map's order is then that of the last record.
    rows.delete(key)
    rows.set(key, row)
  }
  return [...rows.values()].reverse()
}

/** The day of a time where the user is: `2026-11-22`. */
export function localDay(atMs: number): string {
  const date = new Date(atMs)
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
