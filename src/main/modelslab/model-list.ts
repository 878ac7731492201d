import { parseModelListing, type ListedModel } from '@shared/catalogue/model-listing'
import type { Problem } from '@shared/problem'
import { readAnswer } from './answer'
import type { HttpOutcome } from './http'
import { meaningOf, verdictOf } from './meaning'
import * as problems from './problems'

export type ModelListOutcome =
  | { readonly kind: 'listed'; readonly models: readonly ListedModel[] }
  | { readonly kind: 'failed'; readonly problem: Problem }

/** Reads ModelsLab's list of models. An answer with no model in it says nothing, and is a failure. */
export function classifyModelList(outcome: HttpOutcome, key: string, nowMs: number): ModelListOutcome {
  if (outcome.kind !== 'answered') return { kind: 'failed', problem: problems.noConnection(outcome) }
  const answer = readAnswer(outcome, key, nowMs)
  if (answer.httpStatus === 401 || (verdictOf(answer) === 'refused' && meaningOf(answer) === 'key')) {
    return { kind: 'failed', problem: problems.keyRejected(answer) }
  }
  const models = answer.httpStatus === 200 ? parseModelListing(parse(outcome.body)) : []
  return models.length > 0
    ? { kind: 'listed', models }
    : { kind: 'failed', problem: problems.noAnswer(answer) }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
