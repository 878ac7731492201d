import type { GenerationState, GenerationView, VideoState } from '../generation'

/** What a predicate reads of a generation. */
type FilteredGeneration = Pick<
  GenerationView,
  'state' | 'waitingFor' | 'problem' | 'hidden' | 'deletedAtMs'
> & {
  readonly videos: readonly { readonly state: VideoState }[]
}

/**
 * One condition in both of its forms: over the columns of the table `generation`, and over a generation in memory.
 * Triggers apply the SQL to each change of a row (migration 7): a test compares it with theirs, and a property test compares
 * both forms.
 */
export interface Predicate {
  readonly sql: string
  readonly matches: (generation: FilteredGeneration) => boolean
}

export const allOf = (...parts: readonly Predicate[]): Predicate => ({
  sql: `(${parts.map(({ sql }) => sql).join(' AND ')})`,
  matches: (generation) => parts.every(({ matches }) => matches(generation))
})

export const anyOf = (...parts: readonly Predicate[]): Predicate => ({
  sql: `(${parts.map(({ sql }) => sql).join(' OR ')})`,
  matches: (generation) => parts.some(({ matches }) => matches(generation))
})

const listed = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ')

export const hasState = (...states: readonly GenerationState[]): Predicate => ({
  sql: `state IN (${listed(states)})`,
  matches: ({ state }) => states.includes(state)
})

export const hasOtherState = (...states: readonly GenerationState[]): Predicate => ({
  sql: `state NOT IN (${listed(states)})`,
  matches: ({ state }) => !states.includes(state)
})

/** Has a video in one of these states. */
export const hasVideo = (...states: readonly VideoState[]): Predicate => ({
  sql: `EXISTS (SELECT 1 FROM video WHERE generation_id = generation.id AND video.state IN (${listed(states)}))`,
  matches: ({ videos }) => videos.some(({ state }) => states.includes(state))
})

export const isDeleted: Predicate = {
  sql: 'deleted_at_ms IS NOT NULL',
  matches: ({ deletedAtMs }) => deletedAtMs !== null
}

export const isKept: Predicate = {
  sql: 'deleted_at_ms IS NULL',
  matches: ({ deletedAtMs }) => deletedAtMs === null
}

export const isHidden: Predicate = { sql: 'hidden = 1', matches: ({ hidden }) => hidden }
export const isVisible: Predicate = { sql: 'hidden = 0', matches: ({ hidden }) => !hidden }

/** Cancelled by the user, and not by the undo of its press, which put its text back into the form. */
export const isCancelled: Predicate = {
  sql: `(state = 'cancelled'
    AND coalesce(CASE WHEN json_valid(problem) THEN problem ->> 'code' END, '') <> 'taken_back')`,
  matches: ({ state, problem }) => state === 'cancelled' && problem?.code !== 'taken_back'
}

/** Queued, and not sent before a click. */
export const waitsForClick: Predicate = {
  sql: `(state = 'queued' AND needs_click = 1)`,
  matches: ({ state, waitingFor }) => state === 'queued' && waitingFor === 'click'
}
