import type { PlannedRequest } from './batch-plan'
import type { GenerationRequest } from '../request'

/** Requests of a batch that differ only in their take: one line of the review, sent or left out together. */
export interface PlannedOrder {
  readonly key: string
  /** The first of them. */
  readonly planned: PlannedRequest
  readonly count: number
  /** Lines of the pasted list that they come from. */
  readonly lines: readonly number[]
}

/** All requests with one prompt. */
export interface PromptGroup {
  readonly prompt: string
  readonly orders: readonly PlannedOrder[]
}

/** Returns a key that is equal for equal requests. */
export const orderKey = (request: GenerationRequest): string => JSON.stringify(request)

/** Groups equal prompts, and under each the equal requests; both in the order of their first. */
export function groupPlanned(requests: readonly PlannedRequest[]): readonly PromptGroup[] {
  const groups = new Map<string, Map<string, PlannedOrder>>()
  for (const planned of requests) {
    const orders = groups.get(planned.request.prompt) ?? new Map<string, PlannedOrder>()
    groups.set(planned.request.prompt, orders)
    const key = orderKey(planned.request)
    const known = orders.get(key) ?? { key, planned, count: 0, lines: [] }
    const line = planned.place.row?.line ?? null
    const isNewLine = line !== null && !known.lines.includes(line)
    orders.set(key, {
      ...known,
      count: known.count + 1,
      lines: isNewLine ? [...known.lines, line] : known.lines
    })
  }
  return [...groups].map(([prompt, orders]) => ({ prompt, orders: [...orders.values()] }))
}
