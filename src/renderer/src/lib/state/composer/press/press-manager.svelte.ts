import type { BatchPlan, PlannedRequest } from '@shared/batch/batch-plan'
import type { Coverage } from '@shared/money/funds'
import type { HeldPress } from '@shared/app-state'
import type { GenerationView } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import type { Settings } from '@shared/settings'
import type { Client } from '$lib/api/client'
import { isSameForm } from '../form/form-draft'
import { plural } from '$lib/utils/format'
import type { ComposerManager } from '../composer-manager.svelte'
import type { ErrorReporter } from '$lib/state/window/error-reporter'
import { PressIds } from './press-ids'
import { RecentPresses } from './recent-presses'
import { allowanceOf, isQuestion, type Allowed } from './allowed'
import type { ReviewedRequest, ReviewManager } from './review-manager.svelte'
import type { ToastManager } from '$lib/state/window/toast-manager.svelte'

/** A second press within this time is ignored: a double click, a bouncing switch, a held key. */
const onePressMs = 400

interface PressDeps {
  readonly client: Client
  readonly errors: ErrorReporter
  readonly composer: ComposerManager
  readonly limits: () => Pick<Settings, 'askAboveCount' | 'askAboveMicrodollars'>
  /** Shows the list of requests to send. */
  readonly openPreview: () => void
  /** Adds new generations to the grid at once. */
  readonly created: (generations: readonly GenerationView[]) => void
  /** Presses that are held and can be undone, the latest last. */
  readonly held: () => readonly HeldPress[]
  readonly toasts: ToastManager
  readonly review: ReviewManager
  /** How far the balance goes for requests; null where it is not known. */
  readonly coverage: (requests: readonly PlannedRequest[]) => Coverage | null
}

/** A request with its place in the batch. */
type PlacedRequest = Pick<PlannedRequest, 'request' | 'place'>

interface OrderOutcome {
  readonly isSent: boolean
  /** Why it was not sent. */
  readonly problem: Problem | null
}

/** Sends what the form plans as one batch, and asks first where it is large. */
export class PressManager {
  readonly #deps: PressDeps
  #isSending = $state(false)
  #question = $state.raw<Problem | null>(null)
  readonly #presses = new PressIds()
  readonly #recent = new RecentPresses()
  /** The last press, to repeat it when its question is answered. */
  #asked: { readonly allowed: Allowed; readonly chosen: readonly ReviewedRequest[] } = {
    allowed: {},
    chosen: []
  }
  #repeatedAfterMs = $state<number | null>(null)

  constructor(deps: PressDeps) {
    this.#deps = deps
  }

  get isSending(): boolean {
    return this.#isSending
  }

  /** Question about the last press: a cap, or a balance that is too low. */
  get question(): Problem | null {
    return this.#question
  }

  /** How long ago the same was sent; null where it was not. */
  get repeatedAfterMs(): number | null {
    return this.#repeatedAfterMs
  }

  /** The latest press that can be undone. */
  get held(): HeldPress | null {
    return this.#deps.held().at(-1) ?? null
  }

  /** Whether the form still holds what that press sent, so that undo in the prompt means the press. */
  get isFormHeld(): boolean {
    const contents = this.#recent.contentsOf(this.held?.pressId)
    return contents !== null && isSameForm(contents, this.#deps.composer.form.contents)
  }

  /** Undoes the latest press and restores the form that it was made from. */
  async undo(): Promise<void> {
    const { client, composer, errors, toasts } = this.#deps
    const { held } = this
    if (!held) return
    const { pressId } = held
    await errors.attempt('Couldn’t undo', async () => {
      const { undone, sent } = await client.call('generations.undoPress', { pressId })
      const contents = this.#recent.contentsOf(pressId)
      if (contents) composer.filling.restore(contents)
      // Whatever was sent already is paid for: sending the same form again still asks.
      if (sent === 0) this.#recent.undone(pressId)
      this.#deps.review.noteUndone(pressId)
      toasts.show({ text: undoneWords(undone, sent), kind: 'press' })
    })
  }

  /** Sends what the form plans, or asks first. */
  async generate(): Promise<boolean> {
    const { composer } = this.#deps
    if (this.#isSending || composer.plan.blocker || !composer.plan.batch.ok) return false
    this.#beginReview()
    if (!this.#asksFirst(composer.plan.batch.value)) return this.send()
    this.#deps.openPreview()
    return false
  }

  preview(): void {
    this.#beginReview()
    this.#deps.openPreview()
  }

  /** Starts a new review, without earlier questions and selections. */
  #beginReview(): void {
    this.forgetQuestion()
    const { composer, review } = this.#deps
    const { batch } = composer.plan
    review.begin()
    this.#repeatedAfterMs = batch.ok ? this.#recent.repeatedAfterMs(nameOf(batch.value.requests)) : null
  }

  /** Drops the question, before another list is shown. */
  forgetQuestion(): void {
    this.#question = null
  }

  /**
   * Sends all that the form plans, or a part of it; the rest stays for the next review.
   * @param allowed Exceptions that the user allowed.
   */
  async send(allowed: Allowed = {}, part?: readonly ReviewedRequest[]): Promise<boolean> {
    const { composer, openPreview, review } = this.#deps
    if (composer.plan.blocker || !composer.plan.batch.ok) return false
    composer.plan.refuse(null)
    const { contents } = composer.form
    const plan = composer.plan.batch.value
    const chosen = part ?? plan.requests.map((planned, index) => ({ ...planned, index }))
    this.#asked = { allowed, chosen }
    const pressId = this.#presses.of(nameOf(chosen))
    const { isSent, problem } = await this.order(chosen, allowed)
    if (isSent) {
      review.noteSent(pressId, chosen, plan)
      this.#recent.add(pressId, contents, nameOf(plan.requests))
      composer.filling.requestFocus()
    } else if (problem && problem === this.#question) openPreview()
    else if (problem) composer.plan.refuse(problem)
    return isSent
  }

  /** Repeats the last press with what its question allows. */
  async sendAnyway(): Promise<boolean> {
    const { allowed, chosen } = this.#asked
    return this.send({ ...allowed, ...(this.#question && allowanceOf(this.#question)) }, chosen)
  }

  /** Sends requests as one batch. Reports unexpected errors itself. */
  async order(requests: readonly PlacedRequest[], allowed: Allowed = {}): Promise<OrderOutcome> {
    if (this.#isSending) return { isSent: false, problem: null }
    const { client, created, errors } = this.#deps
    this.#isSending = true
    this.#question = null
    const asked = nameOf(requests)
    const bounce = new Promise((resolve) => setTimeout(resolve, onePressMs))
    try {
      const { generations } = await client.call('generations.create', {
        pressId: this.#presses.of(asked),
        requests: requests.map(({ request }) => request),
        places: requests.map(({ place }) => place),
        ...allowed
      })
      this.#presses.done(asked)
      created(generations)
      return { isSent: true, problem: null }
    } catch (error) {
      const problem = error instanceof ProblemError ? error.problem : null
      if (problem && isQuestion(problem)) this.#question = problem
      if (!problem) errors.report(error, 'Couldn’t send this.')
      return { isSent: false, problem }
    } finally {
      void bounce.then(() => (this.#isSending = false))
    }
  }

  #asksFirst(plan: BatchPlan): boolean {
    const { requests, price, doubts } = plan
    const { coverage, review, limits } = this.#deps
    if (doubts.length > 0 || review.isPartlySent) return true
    if (this.#recent.repeatedAfterMs(nameOf(requests)) !== null) return true
    if (coverage(requests)?.isAsked) return true
    const { askAboveCount, askAboveMicrodollars } = limits()
    // Requests without a price may exceed any sum.
    return requests.length > askAboveCount || price.most > askAboveMicrodollars || price.unknownCount > 0
  }
}

/** Names everything that would be sent. */
const nameOf = (requests: readonly Pick<PlacedRequest, 'request'>[]): string =>
  JSON.stringify(requests.map(({ request }) => request))

function undoneWords(undone: number, sent: number): string {
  if (sent === 0) return 'Not sent. Nothing was charged.'
  return `${plural(undone, 'clip', 'clips')} not sent. ${sent} had already gone.`
}
