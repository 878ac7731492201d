import {
  eachOnce,
  pageCountOf,
  parseModelListing,
  type ListedModel,
  type ListedModels
} from '@shared/catalogue/model-listing'
import type { Problem } from '@shared/problem'
import { readAnswer } from './answers/answer'
import type { HttpOutcome } from './transport/http'
import { meaningOf, verdictOf } from './answers/meaning'
import * as problems from './answers/problems'

interface Failed {
  readonly kind: 'failed'
  readonly problem: Problem
}
export type ModelListOutcome = (ListedModels & { readonly kind: 'listed' }) | Failed
type ModelPage =
  { readonly kind: 'listed'; readonly models: readonly ListedModel[]; readonly pageCount: number } | Failed

/** Most pages that are read. */
const mostPages = 40

/**
 * Reads a list page by page. A page that fails or adds nothing ends it: the list is then incomplete, and what was read
 * still counts.
 */
export async function readAllPages(
  readPage: (page: number) => Promise<ModelPage>
): Promise<ModelListOutcome> {
  const first = await readPage(1)
  if (first.kind === 'failed') return first
  let models = first.models
  let page = 1
  while (page < Math.min(first.pageCount, mostPages)) {
    const next = await readPage(page + 1)
    const more = next.kind === 'failed' ? models : eachOnce([...models, ...next.models])
    if (more.length === models.length) break
    models = more
    page += 1
  }
  return { kind: 'listed', models, isWhole: page === first.pageCount }
}

/** Reads a page of ModelsLab's list of models. A response without any model is a failure. */
export function classifyModelPage(outcome: HttpOutcome, key: string, nowMs: number): ModelPage {
  if (outcome.kind !== 'answered') return { kind: 'failed', problem: problems.noConnection(outcome) }
  const answer = readAnswer(outcome, key, nowMs)
  if (answer.httpStatus === 401 || (verdictOf(answer) === 'refused' && meaningOf(answer) === 'key')) {
    return { kind: 'failed', problem: problems.keyRejected(answer) }
  }
  const json = answer.httpStatus === 200 ? parse(outcome.body) : undefined
  const models = parseModelListing(json)
  return models.length > 0
    ? { kind: 'listed', models, pageCount: pageCountOf(json) }
    : { kind: 'failed', problem: problems.noAnswer(answer) }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
