import type { BatchPlan, PlannedRequest } from '@shared/batch/batch-plan'
import type { Coverage } from '@shared/money/funds'
import type { HeldPress } from '@shared/app-state'
import type { GenerationView } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import type { Settings } from '@shared/settings'
import type { Client } from '$lib/api/client'
import { isSameForm, type FormDraft } from './form-draft'
import { plural } from '$lib/utils/format'
import type { ComposerManager } from './composer-manager.svelte'
import type { ErrorReporter } from '../window/error-reporter'
import { PressIds } from './press-ids'
import { allowanceOf, isQuestion, type Allowed } from './allowed'
import type { ReviewedRequest, ReviewManager } from './review-manager.svelte'
import type { ToastManager } from '../window/toast-manager.svelte'

/** A second press within this time is the same press: a double click, a bouncing switch, a held key. */
const onePressMs = 400
/** Within this time the same form is most likely sent again by mistake. */
const soonMs = 30_000
/** As many presses can hardly be held at once. */
const mostForms = 20

interface Dependencies {
  readonly client: Client
  readonly errors: ErrorReporter
  readonly composer: ComposerManager
  readonly limits: () => Pick<Settings, 'askAboveCount' | 'askAboveMicrodollars'>
  /** Shows the list of what is about to be sent. */
  readonly openPreview: () => void
  /** Told of what was made, so that its cards stand there at once. */
  readonly created: (generations: readonly GenerationView[]) => void
  /** Presses that are not sent yet, the latest last. */
  readonly held: () => readonly HeldPress[]
  readonly toasts: ToastManager
  readonly review: ReviewManager
  /** How far the balance goes for requests; null where it is not known. */
  readonly coverage: (requests: readonly PlannedRequest[]) => Coverage | null
}

interface OrderOutcome {
  readonly isSent: boolean
  /** What kept it from being sent. */
  readonly problem: Problem | null
}

/** One press of Generate: from the plan of the form to one batch, asked about first where it is large. */
export class PressManager {
  readonly #dependencies: Dependencies
  #isSending = $state(false)
  #question = $state.raw<Problem | null>(null)
  readonly #presses = new PressIds()
  /** What the form held when it was sent, by press. */
  #forms: readonly { readonly pressId: string; readonly form: FormDraft }[] = []
  /** What was sent lately, the latest last. */
  #sent: readonly { readonly pressId: string; readonly asked: string; readonly atMs: number }[] = []
  /** What the last press of the form was to send, for the question that met it. */
  #asked: { readonly allowed: Allowed; readonly chosen: readonly ReviewedRequest[] } = {
    allowed: {},
    chosen: []
  }
  #repeatedAfterMs = $state<number | null>(null)

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  get isSending(): boolean {
    return this.#isSending
  }

  /** What the last press has to be asked about: a cap, or a balance that is not enough. */
  get question(): Problem | null {
    return this.#question
  }

  /** How long ago the very same was sent; null where the list that is shown is a new one. */
  get repeatedAfterMs(): number | null {
    return this.#repeatedAfterMs
  }

  /** The latest press that can still be taken back. */
  get held(): HeldPress | null {
    return this.#dependencies.held().at(-1) ?? null
  }

  /** Whether the form still holds what that press sent, so that an undo key in its prompt means the press. */
  get isFormHeld(): boolean {
    const form = this.#formOf(this.held)
    return form !== null && isSameForm(form, this.#dependencies.composer.form)
  }

  /** Takes back the latest press, and puts into the form what it was made from. */
  async undo(): Promise<void> {
    const { client, composer, errors, toasts } = this.#dependencies
    const { held } = this
    if (!held) return
    const { pressId } = held
    await errors.attempt('Could not undo', async () => {
      const { undone, sent } = await client.call('generations.undoPress', { pressId })
      const form = this.#formOf(held)
      if (form) composer.bringBack(form)
      // What had gone is paid for: sending the same form again still asks.
      if (sent === 0) this.#sent = this.#sent.filter((one) => one.pressId !== pressId)
      this.#dependencies.review.noteUndone(pressId)
      toasts.show({ text: undoneWords(undone, sent), kind: 'press' })
    })
  }

  /** Sends what the form plans, or asks first. */
  async generate(): Promise<boolean> {
    const { composer } = this.#dependencies
    if (this.#isSending || composer.blocker || !composer.plan.ok) return false
    this.#beginReview()
    if (!this.#asksFirst(composer.plan.value)) return this.send()
    this.#dependencies.openPreview()
    return false
  }

  preview(): void {
    this.#beginReview()
    this.#dependencies.openPreview()
  }

  /** Forgets what an earlier list asked and left out. */
  #beginReview(): void {
    this.forgetQuestion()
    const { composer, review } = this.#dependencies
    const { plan } = composer
    review.begin()
    this.#repeatedAfterMs = plan.ok ? this.#sentBefore(plan.value) : null
  }

  /** Another list is about to be shown. */
  forgetQuestion(): void {
    this.#question = null
  }

  /**
   * Sends all that the form plans, or a part of it; the rest stays for the next review.
   *
   * @param allowed What the user was asked about and allowed.
   */
  async send(allowed: Allowed = {}, part?: readonly ReviewedRequest[]): Promise<boolean> {
    const { composer, openPreview, review } = this.#dependencies
    if (composer.blocker || !composer.plan.ok) return false
    composer.refused(null)
    const { form } = composer
    const plan = composer.plan.value
    const chosen = part ?? plan.requests.map((planned, index) => ({ ...planned, index }))
    this.#asked = { allowed, chosen }
    const requests = chosen.map(({ request }) => request)
    const pressId = this.#presses.of(JSON.stringify(requests))
    const { isSent, problem } = await this.order(requests, allowed)
    if (isSent) {
      review.noteSent(pressId, chosen, plan)
      this.#forms = [...this.#forms, { pressId, form }].slice(-mostForms)
      const asked = JSON.stringify(requestsOf(plan))
      this.#sent = [...this.#sent, { pressId, asked, atMs: Date.now() }].slice(-mostForms)
      composer.sent()
    } else if (problem && problem === this.#question) openPreview()
    else if (problem) composer.refused(problem)
    return isSent
  }

  /** Sends what the last press was asked about, as the user allows it now. */
  async sendAnyway(): Promise<boolean> {
    const { allowed, chosen } = this.#asked
    return this.send({ ...allowed, ...(this.#question && allowanceOf(this.#question)) }, chosen)
  }

  /** Sends requests as one batch. What is no failure that a person can meet is reported here. */
  async order(requests: GenerationRequest[], allowed: Allowed = {}): Promise<OrderOutcome> {
    if (this.#isSending) return { isSent: false, problem: null }
    const { client, created, errors } = this.#dependencies
    this.#isSending = true
    this.#question = null
    const asked = JSON.stringify(requests)
    const bounce = new Promise((resolve) => setTimeout(resolve, onePressMs))
    try {
      const { generations } = await client.call('generations.create', {
        pressId: this.#presses.of(asked),
        requests,
        ...allowed
      })
      this.#presses.done(asked)
      created(generations)
      return { isSent: true, problem: null }
    } catch (error) {
      const problem = error instanceof ProblemError ? error.problem : null
      if (problem && isQuestion(problem)) this.#question = problem
      if (!problem) errors.report(error, 'This could not be sent.')
      return { isSent: false, problem }
    } finally {
      void bounce.then(() => (this.#isSending = false))
    }
  }

  #formOf(held: HeldPress | null): FormDraft | null {
    return this.#forms.find(({ pressId }) => pressId === held?.pressId)?.form ?? null
  }

  #sentBefore(plan: BatchPlan): number | null {
    const asked = JSON.stringify(requestsOf(plan))
    const last = this.#sent.findLast((one) => one.asked === asked)
    if (!last) return null
    const agoMs = Date.now() - last.atMs
    return agoMs >= 0 && agoMs < soonMs ? agoMs : null
  }

  #asksFirst(plan: BatchPlan): boolean {
    const { requests, price, doubts } = plan
    const { coverage, review, limits } = this.#dependencies
    if (doubts.length > 0 || review.isPartlySent || this.#sentBefore(plan) !== null) return true
    if (coverage(requests)?.isAsked) return true
    const { askAboveCount, askAboveMicrodollars } = limits()
    // What has no price may be above any sum.
    return requests.length > askAboveCount || price.most > askAboveMicrodollars || price.unknownCount > 0
  }
}

const requestsOf = ({ requests }: BatchPlan): GenerationRequest[] => requests.map(({ request }) => request)

function undoneWords(undone: number, sent: number): string {
  if (sent === 0) return 'Not sent. Nothing was charged.'
  return `${plural(undone, 'clip', 'clips')} not sent. ${sent} had already gone.`
}
