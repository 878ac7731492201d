import type { BatchPlan } from '@shared/batch-plan'
import type { GenerationView } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import type { Settings } from '@shared/settings'
import type { Client } from '../api/client'
import type { ComposerManager } from './composer-manager.svelte'
import type { ErrorReporter } from './error-reporter'
import { PressIds } from './press-ids'

/** A second press within this time is the same press: a double click, a bouncing switch, a held key. */
const onePressMs = 400

interface Dependencies {
  readonly client: Client
  readonly errors: ErrorReporter
  readonly composer: ComposerManager
  readonly limits: () => Pick<Settings, 'askAboveCount' | 'askAboveMicrodollars'>
  /** Shows the list of what is about to be sent. */
  readonly openPreview: () => void
  /** Told of what was made, so that its cards stand there at once. */
  readonly created: (generations: readonly GenerationView[]) => void
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
  #capProblem = $state.raw<Problem | null>(null)
  readonly #presses = new PressIds()

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  get isSending(): boolean {
    return this.#isSending
  }

  /** The cap that the last press met. */
  get capProblem(): Problem | null {
    return this.#capProblem
  }

  /** Sends what the form plans, or asks first. */
  async generate(): Promise<boolean> {
    const { composer } = this.#dependencies
    if (this.#isSending || composer.blocker || !composer.plan.ok) return false
    if (!this.#asksFirst(composer.plan.value)) return this.send()
    this.preview()
    return false
  }

  preview(): void {
    this.forgetCap()
    this.#dependencies.openPreview()
  }

  /** Another list is about to be shown. */
  forgetCap(): void {
    this.#capProblem = null
  }

  /** Sends it; `overCap` after the user saw which cap it goes over. */
  async send(overCap = false): Promise<boolean> {
    const { composer, openPreview } = this.#dependencies
    if (composer.blocker || !composer.plan.ok) return false
    composer.refused(null)
    const requests = composer.plan.value.requests.map(({ request }) => request)
    const { isSent, problem } = await this.order(requests, overCap)
    if (isSent) composer.sent()
    else if (problem && problem === this.#capProblem) openPreview()
    else if (problem) composer.refused(problem)
    return isSent
  }

  /** Sends requests as one batch. What is no failure that a person can meet is reported here. */
  async order(requests: GenerationRequest[], overCap = false): Promise<OrderOutcome> {
    if (this.#isSending) return { isSent: false, problem: null }
    const { client, created, errors } = this.#dependencies
    this.#isSending = true
    this.#capProblem = null
    const asked = JSON.stringify(requests)
    const bounce = new Promise((resolve) => setTimeout(resolve, onePressMs))
    try {
      const { generations } = await client.call('generations.create', {
        pressId: this.#presses.of(asked),
        requests,
        ...(overCap && { overCap })
      })
      this.#presses.done(asked)
      created(generations)
      return { isSent: true, problem: null }
    } catch (error) {
      const problem = error instanceof ProblemError ? error.problem : null
      if (problem?.code === 'cap_reached') this.#capProblem = problem
      if (!problem) errors.report(error, 'This could not be sent.')
      return { isSent: false, problem }
    } finally {
      void bounce.then(() => (this.#isSending = false))
    }
  }

  #asksFirst({ requests, price, doubts }: BatchPlan): boolean {
    if (doubts.length > 0) return true
    const { askAboveCount, askAboveMicrodollars } = this.#dependencies.limits()
    // What has no price may be above any sum.
    return requests.length > askAboveCount || price.most > askAboveMicrodollars || price.unknownCount > 0
  }
}
