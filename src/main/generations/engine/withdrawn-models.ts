import type { Problem } from '@shared/problem'
import type { Model } from '@shared/catalogue/model'
import { goesByItself, problemOf, type Generation } from '../domain/generation'
import type { Records } from '../domain/records'
import { whyNotSendable } from '../domain/why-not-sendable'

interface WithdrawnModelsDeps {
  readonly records: Records
  readonly findModel: (id: string) => Model | undefined
  /** Marks the model as withdrawn. */
  readonly mark: (modelId: string, words: string | null) => void
}

/** Marks a model that ModelsLab withdrew, and holds what else is queued for it: each would fail, and may be charged. */
export class WithdrawnModels {
  constructor(private readonly deps: WithdrawnModelsDeps) {}

  /** Checks a generation that has ended. */
  settled(generation: Generation): void {
    const problem = problemOf(generation.status)
    if (generation.status.state !== 'failed' || problem?.code !== 'model_withdrawn') return
    const { modelId } = generation.request
    this.deps.mark(modelId, problem.theirWords ?? null)
    for (const waiting of this.deps.records.store.inStates('queued')) {
      if (waiting.request.modelId === modelId && goesByItself(waiting)) this.#hold(waiting, problem)
    }
  }

  #hold(waiting: Generation, said: Problem): void {
    const problem: Problem = {
      ...(whyNotSendable(waiting, this.deps.findModel) ?? said),
      ...(said.theirWords !== undefined && { theirWords: said.theirWords })
    }
    this.deps.records.apply(waiting, { type: 'click_needed', problem }, { why: problem.message })
  }
}
