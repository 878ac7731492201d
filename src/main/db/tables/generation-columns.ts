import { BatchPlace } from '@shared/batch/batch-place'
import type { GenerationId, GenerationState, Origin } from '@shared/generation'
import { Problem } from '@shared/problem'
import type { JournaledDetails } from '../../library/journal/journal-entry'
import { detail, flag, integer, json, nullable, parseJson, text, type Column } from './column-types'

/** Reads a problem; an unreadable one becomes a `bug`, because a failure must not vanish. */
export function readProblem(stored: string | null): Problem | null {
  if (stored === null) return null
  const parsed = Problem.safeParse(parseJson(stored))
  if (parsed.success) return parsed.data
  return { code: 'bug', message: 'The reason for this failure could not be read.', retryable: false }
}

/** Reads a place; an unreadable one is unknown, as that of clips of older versions. */
const readPlace = (stored: string | null): BatchPlace | null =>
  stored === null ? null : (BatchPlace.safeParse(parseJson(stored)).data ?? null)

/** Fields that the journal repeats as they are stored. */
export const journaledColumns = {
  balanceBeforeMicrodollars: detail(integer('balance_before_microdollars')),
  enhancedPrompt: detail(text('enhanced_prompt'))
} satisfies { readonly [Name in keyof JournaledDetails]: Column<JournaledDetails[Name]> }

/** Fields of a generation that are stored as they are. */
export const ownColumns = {
  createdAtUs: integer('id'),
  id: text<GenerationId>('uuid'),
  revision: integer('revision'),
  batchId: text('batch_uuid'),
  place: { ...json('place', readPlace), isDetail: true },
  resendOf: detail(text<GenerationId>('resend_of')),
  stateSinceMs: integer('state_since_ms'),
  origin: text<Origin>('origin'),
  balanceBeforeMicrodollars: journaledColumns.balanceBeforeMicrodollars,
  enhancedPrompt: journaledColumns.enhancedPrompt,
  chargedMicrodollars: detail(integer('charged_microdollars')),
  chargeIsShare: flag('charge_is_share'),
  balanceAfterMicrodollars: detail(integer('balance_after_microdollars')),
  hidden: flag('hidden'),
  deletedAtMs: nullable(integer('deleted_at_ms'))
}

/** Fields of its status; some exist only in some states. */
export const statusColumns = {
  state: text<GenerationState>('state'),
  notBeforeMs: detail(integer('not_before_ms')),
  needsClick: flag('needs_click'),
  submittedAtMs: detail(integer('submitted_at_ms')),
  remoteId: nullable(text('remote_id')),
  etaSeconds: detail(integer('eta_seconds')),
  nextPollAtMs: detail(integer('next_poll_at_ms')),
  unknownSinceMs: detail(integer('unknown_since_ms')),
  problem: { ...json('problem', readProblem), isDetail: true }
}

/** The request as JSON, and the fields that are searched, or shown if the JSON is unreadable. */
export const requestColumns = {
  requestJson: text('request'),
  prompt: text('prompt'),
  modelId: text('model_id')
}

/** Response of the service. */
export const answerColumns = {
  submitResponse: detail(text('submit_response')),
  rawResponse: detail(text('raw_response')),
  enhancedPrompt: journaledColumns.enhancedPrompt
}

/** Columns that a move may set besides the status. */
export const details = { name: 'generation', columns: { ...answerColumns, ...journaledColumns } }

export const generations = {
  name: 'generation',
  columns: {
    ...ownColumns,
    ...statusColumns,
    ...requestColumns,
    ...answerColumns,
    ...journaledColumns,
    batchPosition: integer('batch_position'),
    measurementId: detail(integer('measurement_id')),
    journaledRevision: integer('journaled_revision')
  }
}
