import type { BatchPlan } from '@shared/batch-plan'
import type { GenerationView } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import type { Settings } from '@shared/settings'
import type { Client } from '../api/client'
import type { ComposerManager } from './composer-manager.svelte'
import type { ErrorReporter } from './error-reporter'

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

/** One press of Generate: from the plan of the form to one batch, asked about first where it is large. */
export class PressManager {
  readonly #dependencies: Dependencies
  #isSending = $state(false)
  #capProblem = $state.raw<Problem | null>(null)
  /** Nothing was written under it while a cap was in the way, so that the second try is the same press. */
  #pressId = crypto.randomUUID()

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
    this.#capProblem = null
    this.#dependencies.openPreview()
  }

  /** Sends it; `overCap` after the user saw which cap it goes over. */
  async send(overCap = false): Promise<boolean> {
    const { composer, openPreview } = this.#dependencies
    if (this.#isSending || composer.blocker || !composer.plan.ok) return false
    this.#isSending = true
    this.#capProblem = null
    composer.refused(null)
    const bounce = new Promise((resolve) => setTimeout(resolve, onePressMs))
    try {
      await this.#create(
        composer.plan.value.requests.map(({ request }) => request),
        overCap
      )
      return true
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'cap_reached') {
        this.#capProblem = error.problem
        openPreview()
        return false
      }
      this.#pressId = crypto.randomUUID()
      if (error instanceof ProblemError) composer.refused(error.problem)
      else this.#dependencies.errors.report(error, 'This could not be sent.')
      return false
    } finally {
      void bounce.then(() => (this.#isSending = false))
    }
  }

  async #create(requests: GenerationRequest[], overCap: boolean): Promise<void> {
    const { client, composer, created } = this.#dependencies
    const { generations } = await client.call('generations.create', {
      pressId: this.#pressId,
      requests,
      ...(overCap && { overCap })
    })
    this.#pressId = crypto.randomUUID()
    created(generations)
    composer.sent()
  }

  #asksFirst({ requests, price }: BatchPlan): boolean {
    const { askAboveCount, askAboveMicrodollars } = this.#dependencies.limits()
    return requests.length > askAboveCount || price.total > askAboveMicrodollars
  }
}
