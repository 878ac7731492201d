import type { GenerationState } from '@shared/generation'
import type { GenerationEntry, JournalEntry, JournalEntryOf } from '../../library/journal/journal-entry'

/** Fields of a row that the rules read. */
export interface StandingRow {
  readonly revision: number
  readonly state: GenerationState
  readonly remoteId: string | null
  /** Revision at which its annotations were last changed; 0 for never. */
  readonly annotationRevision: number
}

/**
 * Source that decides over a row while a journal is replayed. `journal`: the replay inserted the row, or it was only
 * queued before. `row`: it had been sent or had ended before, so the database knows better.
 */
export type Authority = 'journal' | 'row'

/** Most changes between a row and an entry about it. Polls count as changes, and are not journaled. */
const furthestAhead = 10_000_000

export const authorityOver = (state: GenerationState): Authority => (state === 'queued' ? 'journal' : 'row')

/** Returns whether an entry is so far ahead of its row that it cannot be genuine. */
export const isTooFarAhead = (
  row: { readonly revision: number } | null,
  { revision }: JournalEntry
): boolean => revision > (row?.revision ?? 0) + furthestAhead

/**
 * Returns whether an entry has something that its row lacks. A remote id counts whatever the revisions, where the row
 * has none: the row may be from a backup, and may have changed before the folder could be read. So do annotations, for
 * the same reason: they count from the last ones of the row.
 */
export const isNews = (row: StandingRow, entry: GenerationEntry): boolean =>
  entry.kind === 'annotated'
    ? entry.revision > row.annotationRevision
    : entry.revision > row.revision ||
      ('remoteId' in entry && entry.remoteId !== null && row.remoteId === null)

/** What a whole entry does to its item or edit: it is new, known, or contradicts the row. */
export type Outcome = 'written' | 'known' | 'refused'

/** Returns what an entry does to a row that only whole entries change; null where there is none yet. */
export function outcomeOf(row: { readonly revision: number } | null, entry: JournalEntry): Outcome {
  if (isTooFarAhead(row, entry)) return 'refused'
  return row && entry.revision <= row.revision ? 'known' : 'written'
}

/** Effect of an entry on its row: a new state, none, or a contradiction that is refused. */
export type Landing = GenerationState | 'stays' | 'refused'

/**
 * Returns the effect of an entry on its row. Anybody who can write to the folder can forge an entry, so none moves a
 * row back, ends one that may be running, or sets a state that the row has no evidence for. Where the journal says
 * that a sent row has ended, the service is polled again instead, which is free.
 *
 * @param hasVideo The row has a video, already or through this entry.
 */
export function landingOf(
  row: StandingRow,
  entry: JournalEntryOf<'moved' | 'whole'>,
  authority: Authority,
  hasVideo: boolean
): Landing {
  const hasId = row.remoteId !== null || entry.remoteId !== null
  return authority === 'row'
    ? landingOfSent(row, entry.state, hasId)
    : landingByJournal(row, entry.state, hasId, hasVideo)
}

function landingOfSent({ state }: StandingRow, said: GenerationState, hasId: boolean): Landing {
  switch (said) {
    case 'queued':
    case 'submitting':
    case 'unconfirmed':
    case 'cancelled':
      return state === said || (said === 'submitting' && state === 'unconfirmed') ? 'stays' : 'refused'
    case 'failed':
      return hasId && (state === 'submitting' || state === 'unconfirmed') ? 'processing' : 'stays'
    case 'processing':
    case 'downloading':
    case 'ready':
      return hasId && isAskable(state) ? 'processing' : 'stays'
  }
}

/** Returns whether an id from the journal is worth polling in this state. */
const isAskable = (state: GenerationState): boolean =>
  state === 'submitting' || state === 'unconfirmed' || state === 'failed' || state === 'cancelled'

function landingByJournal(
  { state }: StandingRow,
  said: GenerationState,
  hasId: boolean,
  hasVideo: boolean
): Landing {
  if (state === 'ready') return 'stays'
  switch (said) {
    case 'queued':
      return hasId ? 'refused' : 'queued'
    case 'submitting':
    case 'unconfirmed':
      // Sent, with an unknown outcome: the user decides.
      return hasId ? 'refused' : 'unconfirmed'
    case 'cancelled':
      return hasId || (state !== 'queued' && state !== 'cancelled') ? 'refused' : 'cancelled'
    case 'failed':
      return 'failed'
    case 'processing':
      return hasId ? 'processing' : 'refused'
    case 'downloading':
    case 'ready':
      if (hasVideo) return said
      return hasId ? 'processing' : 'refused'
  }
}
