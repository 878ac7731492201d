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

/** The list that is shown before sending: what of it is ticked, and what of the same form was sent before. */
export class ReviewManager {
  readonly #plan: () => BatchPlan | null
  readonly #coverage: (requests: readonly PlannedRequest[]) => Coverage | null
  #unticked = $state.raw<readonly string[]>([])
  /** Parts of the plan with this name that were sent. */
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

  /** How many of what the form plans were sent by an earlier press, and are left out of the list. */
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

  /** What a press of Send sends, in its order. */
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

  /** The list is about to be shown: everything is ticked. */
  begin(): void {
    this.#unticked = []
  }

  /** A part was sent: the rest stays for the next time, as long as the form plans the same. */
  noteSent(pressId: string, requests: readonly ReviewedRequest[], plan: BatchPlan): void {
    const name = nameOf(plan)
    const before = this.#sentOf === name ? this.#sent : []
    const sent = [...before, { pressId, indexes: requests.map(({ index }) => index) }]
    // A part never holds what another one sent.
    const isAll = sent.flatMap(({ indexes }) => indexes).length >= plan.requests.length
    this.#sentOf = name
    this.#sent = isAll ? [] : sent
  }

  /** A press was taken back: what it sent is in the list again. */
  noteUndone(pressId: string): void {
    this.#sent = this.#sent.filter((part) => part.pressId !== pressId)
  }

  /** Lists what was sent already, too. */
  forgetSent(): void {
    this.#sent = []
  }
}

const nameOf = (plan: BatchPlan | null): string =>
  plan ? JSON.stringify(plan.requests.map(({ request }) => request)) : ''
