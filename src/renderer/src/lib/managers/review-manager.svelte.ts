import { groupPlanned, orderKey, type PromptGroup } from '@shared/batch-groups'
import { priceTogether, type BatchPlan, type BatchPrice, type PlannedRequest } from '@shared/batch-plan'
import type { Coverage } from '@shared/funds'

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
  #unticked = $state.raw<ReadonlySet<string>>(new Set())
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

  readonly #sentIndexes: ReadonlySet<number> = $derived.by(
    () => new Set(this.#sentOf === this.#planName ? this.#sent.flatMap(({ indexes }) => indexes) : [])
  )

  /** How many of what the form plans were sent by an earlier press, and are left out of the list. */
  get sentCount(): number {
    return this.#sentIndexes.size
  }

  get isPartlySent(): boolean {
    return this.#sentIndexes.size > 0
  }

  readonly #left: readonly ReviewedRequest[] = $derived.by(() =>
    (this.#plan()?.requests ?? [])
      .map((planned, index) => ({ ...planned, index }))
      .filter(({ index }) => !this.#sentIndexes.has(index))
  )

  /** Everything in the list, ticked or not. */
  readonly groups: readonly PromptGroup[] = $derived.by(() => groupPlanned(this.#left))

  get count(): number {
    return this.#left.length
  }

  /** What a press of Send sends, in its order. */
  readonly chosen: readonly ReviewedRequest[] = $derived.by(() =>
    this.#left.filter(({ request }) => !this.#unticked.has(orderKey(request)))
  )

  readonly price: BatchPrice = $derived.by(() => priceTogether(this.chosen.map(({ price }) => price)))

  readonly coverage: Coverage | null = $derived.by(() => this.#coverage(this.chosen))

  isTicked(key: string): boolean {
    return !this.#unticked.has(key)
  }

  tick(keys: readonly string[], isOn: boolean): void {
    const unticked = new Set(this.#unticked)
    for (const key of keys) {
      if (isOn) unticked.delete(key)
      else unticked.add(key)
    }
    this.#unticked = unticked
  }

  /** The list is about to be shown: everything is ticked. */
  begin(): void {
    this.#unticked = new Set()
  }

  /** A part was sent: the rest stays for the next time, as long as the form plans the same. */
  noteSent(pressId: string, requests: readonly ReviewedRequest[], plan: BatchPlan): void {
    const name = nameOf(plan)
    const before = this.#sentOf === name ? this.#sent : []
    const sent = [...before, { pressId, indexes: requests.map(({ index }) => index) }]
    const isAll = new Set(sent.flatMap(({ indexes }) => indexes)).size === plan.requests.length
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
