import { formatDollars, type Microdollars } from '@shared/money'
import type { Problem } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import type { SpendSummary } from '@shared/spend'
import type { Clock } from '../clock'
import { groupUp, localDay, sumUp, type SpendRecord } from './summary'

/** How far the list of days, models and batches reaches back. */
const listedDays = 90
const dayMs = 24 * 60 * 60_000
const listedRows = 200

/** What was spent, and the caps that the user set on it. */
export class Spending {
  constructor(
    private readonly needs: {
      readonly sentSince: (sinceMs: number) => readonly SpendRecord[]
      /** What was pressed already and is going to be sent by itself. */
      readonly waiting: () => readonly GenerationRequest[]
      /** What requests are expected to cost, as it is known now; null where it is not. */
      readonly prices: () => (request: GenerationRequest) => Microdollars | null
      readonly caps: () => { readonly day: Microdollars | null; readonly batch: Microdollars | null }
      readonly clock: Clock
    }
  ) {}

  summary(by: 'day' | 'model' | 'batch'): SpendSummary {
    const now = this.needs.clock.now()
    const estimate = this.needs.prices()
    const records = this.needs.sentSince(now - listedDays * dayMs)
    const today = localDay(now)
    const month = today.slice(0, 7)
    const during = (prefix: string): readonly SpendRecord[] =>
      records.filter(({ submittedAtMs }) => localDay(submittedAtMs).startsWith(prefix))
    const keys = {
      day: ({ submittedAtMs }: SpendRecord) => localDay(submittedAtMs),
      model: ({ request }: SpendRecord) => request.modelId,
      batch: ({ batchId }: SpendRecord) => batchId
    }
    const rows = groupUp(records, keys[by], estimate).slice(0, listedRows)
    const promptOf = (batchId: string): string | null =>
      records.find((record) => record.batchId === batchId)?.request.prompt ?? null
    return {
      today: sumUp(today, during(today), estimate),
      month: sumUp(month, during(month), estimate),
      rows: by === 'batch' ? rows.map((row) => ({ ...row, prompt: promptOf(row.key) })) : rows
    }
  }

  /**
   * Why these requests would go over a cap of the user's; null when they do not. Requests without a price
   * count nothing, because nothing is known about them.
   */
  overCap(requests: readonly GenerationRequest[]): Problem | null {
    const { day, batch } = this.needs.caps()
    const estimate = this.needs.prices()
    const sumOf = (some: readonly GenerationRequest[]): Microdollars =>
      some.reduce((sum, request) => sum + (estimate(request) ?? 0), 0)
    const total = sumOf(requests)
    if (batch !== null && total > batch) {
      return reached(
        `This would cost about ${formatDollars(total)}; your cap for one press is ${formatDollars(batch)}.`
      )
    }
    if (day === null) return null
    const { knownMicrodollars, aboutMicrodollars } = this.summary('day').today
    const spent = knownMicrodollars + aboutMicrodollars
    const waiting = sumOf(this.needs.waiting())
    if (spent + waiting + total <= day) return null
    const soFar = `about ${formatDollars(spent)} spent today${waiting > 0 ? ` and ${formatDollars(waiting)} waiting to be sent` : ''}`
    return reached(
      `This would cost about ${formatDollars(total)}. With ${soFar}, that is over your cap of ${formatDollars(day)} a day.`
    )
  }
}

const reached = (message: string): Problem => ({
  code: 'cap_reached',
  message,
  advice: 'Nothing was sent. Ask for less, raise the cap in the settings, or send it over the cap this once.',
  retryable: true,
  charged: 'no'
})
