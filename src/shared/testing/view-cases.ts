import type { GenerationQuery } from '../library/queries'
import type { GenerationState, VideoState } from '../generation'
import type { Problem } from '../problem'

/** A generation, and the views that show it. */
export interface ViewCase {
  readonly what: string
  readonly state: GenerationState
  /** Queued, and not sent before a click. */
  readonly needsClick?: true
  readonly video?: VideoState
  readonly problem?: Problem
  readonly away?: 'hidden' | 'deleted'
  readonly views: readonly GenerationQuery['view'][]
}

const takenBack: Problem = { code: 'taken_back', message: 'Taken back.', retryable: false }

/** The main process decides it in SQL and the window for rows that change: both are held against this table. */
export const viewCases: readonly ViewCase[] = [
  { what: 'waiting', state: 'queued', views: ['all', 'in_progress'] },
  {
    what: 'waiting for a click',
    state: 'queued',
    needsClick: true,
    views: ['all', 'in_progress', 'needs_you']
  },
  { what: 'being sent', state: 'submitting', views: ['all', 'in_progress'] },
  { what: 'being made', state: 'processing', views: ['all', 'in_progress'] },
  { what: 'being downloaded', state: 'downloading', video: 'pending', views: ['all', 'in_progress'] },
  { what: 'refused', state: 'downloading', video: 'refused', views: ['all', 'in_progress', 'needs_you'] },
  { what: 'safe', state: 'ready', video: 'saved', views: ['all'] },
  { what: 'changed', state: 'ready', video: 'changed', views: ['all'] },
  { what: 'missing', state: 'ready', video: 'missing', views: ['all', 'needs_you'] },
  { what: 'unconfirmed', state: 'unconfirmed', views: ['all', 'needs_you'] },
  { what: 'failed', state: 'failed', views: ['all', 'needs_you'] },
  { what: 'cancelled', state: 'cancelled', views: ['trash'] },
  { what: 'taken back', state: 'cancelled', problem: takenBack, views: [] },
  { what: 'hidden', state: 'processing', away: 'hidden', views: ['trash'] },
  { what: 'deleted', state: 'failed', away: 'deleted', views: ['trash'] }
]
