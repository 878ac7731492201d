import { groupPlanned, orderKey, type PromptGroup } from '@shared/batch/batch-groups'
import { priceTogether, type BatchPlan, type BatchPrice, type PlannedRequest } from '@shared/batch/batch-plan'
import type { Coverage } from '@shared/money/funds'

/** A planned request with its place in the plan. */
export interface ReviewedRequest extends PlannedRequest {
  readonly index: number
}

interface SentPart {
  readonly pressId: string
  readonly indexes: readonly number[]
}

/** The list shown before sending: which requests are ticked, and which were sent by an earlier press. */
export class ReviewManager {
  readonly #plan: () => BatchPlan | null
  readonly #coverage: (requests: readonly PlannedRequest[]) => Coverage | null
  #unticked = $state.raw<readonly string[]>([])
  /** Name of the plan that {@link #sent} belongs to. */
  #sentOf = $state('')
  #sent = $state.raw<readonly SentPart[]>([])

  constructor(dependencies: {
    readonly plan: () => BatchPlan | null
    readonly coverage: (requests: readonly PlannedRequest[]) => Coverage | null
  }) {
    this.#plan = dependencies.plan
    this.#coverage = dependencies.coverage
  }

  readonly #planName: string = $derived.by(() => nameOf(this.#plan()))

  readonly #sentIndexes: readonly number[] = $derived.by(() =>
    this.#sentOf === this.#planName ? this.#sent.flatMap(({ indexes }) => indexes) : []
  )

  /** How many planned requests an earlier press sent; the list leaves them out. */
  get sentCount(): number {
    return this.#sentIndexes.length
  }

  get isPartlySent(): boolean {
    return this.#sentIndexes.length > 0
  }

  readonly #left: readonly ReviewedRequest[] = $derived.by(() =>
    (this.#plan()?.requests ?? [])
      .map((planned, index) => ({ ...planned, index }))
      .filter(({ index }) => !this.#sentIndexes.includes(index))
  )

  /** Everything in the list, ticked or not. */
  readonly groups: readonly PromptGroup[] = $derived.by(() => groupPlanned(this.#left))

  get count(): number {
    return this.#left.length
  }

  /** Requests that Send sends, in order. */
  readonly chosen: readonly ReviewedRequest[] = $derived.by(() =>
    this.#left.filter(({ request }) => !this.#unticked.includes(orderKey(request)))
  )

  readonly price: BatchPrice = $derived.by(() => priceTogether(this.chosen.map(({ price }) => price)))

  readonly coverage: Coverage | null = $derived.by(() => this.#coverage(this.chosen))

  isTicked(key: string): boolean {
    return !this.#unticked.includes(key)
  }

  tick(keys: readonly string[], isOn: boolean): void {
    const others = this.#unticked.filter((key) => !keys.includes(key))
    this.#unticked = isOn ? others : [...others, ...keys]
  }

  /** Ticks everything, before the list is shown. */
  begin(): void {
    this.#unticked = []
  }

  /** Notes a part that was sent: the rest stays while the plan is the same. */
  noteSent(pressId: string, requests: readonly ReviewedRequest[], plan: BatchPlan): void {
    const name = nameOf(plan)
    const before = this.#sentOf === name ? this.#sent : []
    const sent = [...before, { pressId, indexes: requests.map(({ index }) => index) }]
    // Parts do not overlap.
    const isAll = sent.flatMap(({ indexes }) => indexes).length >= plan.requests.length
    this.#sentOf = name
    this.#sent = isAll ? [] : sent
  }

  /** Notes that a press was undone: its requests are in the list again. */
  noteUndone(pressId: string): void {
    this.#sent = this.#sent.filter((part) => part.pressId !== pressId)
  }

  /** Lists requests that were already sent, too. */
  forgetSent(): void {
    this.#sent = []
  }
}

const nameOf = (plan: BatchPlan | null): string =>
  plan ? JSON.stringify(plan.requests.map(({ request }) => request)) : ''
