import type { GenerationId, MeasuredTogether } from '@shared/generation'
import { knownCosts } from '@shared/money/known-costs'
import type { PriceSpan } from '@shared/money/learned-price'
import type { Microdollars } from '@shared/money/money'
import type { GenerationRequest } from '@shared/request'
import type { SpendCost, SpendRow, SpentFailure } from '@shared/money/spend'

/** Cost of one sent generation. */
export interface SpendRecord {
  readonly id: GenerationId
  readonly batchId: string
  readonly submittedAtMs: number
  readonly failed: boolean
  /** ModelsLab refused it free of charge. */
  readonly chargedNothing: boolean
  readonly request: GenerationRequest
  /** Measured charge; null where not known. */
  readonly chargedMicrodollars: Microdollars | null
  /** Measured charge of this one and others together, if its own is unknown. */
  readonly measuredTogether: MeasuredTogether | null
}

export type PriceOf = (request: GenerationRequest) => PriceSpan | null
/** Returns a price for every request, for limits. */
export type CountedPriceOf = (request: GenerationRequest) => PriceSpan

/** Returns the cost of each: measured, else expected; null where not known. */
export function costsOf(records: readonly SpendRecord[], priceOf: PriceOf): readonly (PriceSpan | null)[] {
  const known = knownCosts(records.map(toSent))
  return records.map(({ request }, index) => {
    const cost = known[index] ?? null
    return cost === null ? priceOf(request) : { about: cost, most: cost }
  })
}

const toSent = (record: SpendRecord): Parameters<typeof knownCosts>[0][number] => ({
  ...record,
  isFree: record.chargedNothing
})

const emptyRow = (key: string): SpendRow => ({
  key,
  title: null,
  generations: 0,
  knownMicrodollars: 0,
  unknownCount: 0,
  aboutMicrodollars: 0,
  unpricedCount: 0,
  cut: null,
  failedCount: 0,
  circledCount: null
})

function add(row: SpendRow, record: SpendRecord, known: Microdollars | null, priceOf: PriceOf): SpendRow {
  const price = known === null ? priceOf(record.request) : null
  return {
    ...row,
    generations: row.generations + 1,
    knownMicrodollars: row.knownMicrodollars + (known ?? 0),
    unknownCount: row.unknownCount + (known === null ? 1 : 0),
    aboutMicrodollars: row.aboutMicrodollars + (price?.about ?? 0),
    unpricedCount: row.unpricedCount + (known === null && price === null ? 1 : 0),
    failedCount: row.failedCount + (record.failed ? 1 : 0)
  }
}

/** Returns all records as one row. */
export function sumUp(key: string, records: readonly SpendRecord[], priceOf: PriceOf): SpendRow {
  const known = knownCosts(records.map(toSent))
  return records.reduce(
    (row, record, index) => add(row, record, known[index] ?? null, priceOf),
    emptyRow(key)
  )
}

/** Returns one row for each group, the latest first. */
export function groupUp(
  records: readonly SpendRecord[],
  keyOf: (record: SpendRecord) => string,
  priceOf: PriceOf
): SpendRow[] {
  const groups = new Map<string, SpendRecord[]>()
  for (const record of records) {
    const key = keyOf(record)
    const group = groups.get(key) ?? []
    group.push(record)
    // Re-added, so that the map is ordered by the last record.
    groups.delete(key)
    groups.set(key, group)
  }
  return [...groups].map(([key, group]) => sumUp(key, group, priceOf)).reverse()
}

/** Costs of some generations in a project or shot, or made for an edit, that have the same price. */
interface ItemCost extends Pick<
  SpendRow,
  'generations' | 'knownMicrodollars' | 'unknownCount' | 'failedCount'
> {
  readonly itemId: string
  readonly name: string
  readonly request: GenerationRequest
  readonly circledCount: number
  /** Whether they are on a timeline of the edit; null for a project or shot. */
  readonly isCut: boolean | null
  readonly lastSentAtMs: number
}

/** Returns one row for each project, shot or edit, the latest first. */
export function itemRows(costs: readonly ItemCost[], priceOf: PriceOf): SpendRow[] {
  const rows = new Map<string, SpendRow>()
  for (const cost of costs.toSorted((one, other) => other.lastSentAtMs - one.lastSentAtMs)) {
    const row = rows.get(cost.itemId) ?? emptyRow(cost.itemId)
    const added = withCost(row, cost, priceOf)
    rows.set(cost.itemId, {
      ...row,
      ...added,
      title: cost.name,
      cut:
        cost.isCut === null
          ? null
          : cost.isCut
            ? withCost(row.cut ?? noCost, cost, priceOf)
            : (row.cut ?? noCost),
      failedCount: row.failedCount + cost.failedCount,
      circledCount: cost.isCut === null ? (row.circledCount ?? 0) + cost.circledCount : null
    })
  }
  return [...rows.values()]
}

const noCost: SpendCost = {
  generations: 0,
  knownMicrodollars: 0,
  unknownCount: 0,
  aboutMicrodollars: 0,
  unpricedCount: 0
}

function withCost(before: SpendCost, cost: ItemCost, priceOf: PriceOf): SpendCost {
  const price = priceOf(cost.request)
  return {
    generations: before.generations + cost.generations,
    knownMicrodollars: before.knownMicrodollars + cost.knownMicrodollars,
    unknownCount: before.unknownCount + cost.unknownCount,
    aboutMicrodollars: before.aboutMicrodollars + (price?.about ?? 0) * cost.unknownCount,
    unpricedCount: before.unpricedCount + (price === null ? cost.unknownCount : 0)
  }
}

/** Returns failures that were charged or may have been, the latest first. */
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

/** Returns the start of the local day of a time. */
export function startOfDay(atMs: number): number {
  const date = new Date(atMs)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
