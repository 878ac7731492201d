import type { GenerationState } from '@shared/generation'
import type { JournalEntry, JournalEntryOf } from '../../library/journal/journal-entry'

/** A row as the rules see it. */
export interface StandingRow {
  readonly revision: number
  readonly state: GenerationState
  readonly remoteId: string | null
}

/**
 * Whose word counts for a row while a journal is read. `journal`: the row is new by this reading, or was only
 * waiting when it began. `row`: it was sent, or had ended, before this reading, so the database knows better.
 */
export type Authority = 'journal' | 'row'

/** Longest stretch of changes between a row and a line about it. Polls count as changes, and are not journaled. */
const furthestAhead = 10_000_000

export const authorityOver = (state: GenerationState): Authority => (state === 'queued' ? 'journal' : 'row')

/** Returns whether a line is so far ahead of its row that no history leads there. */
export const isTooFarAhead = (row: StandingRow | null, { revision }: JournalEntry): boolean =>
  revision > (row?.revision ?? 0) + furthestAhead

/**
 * Returns whether a line says something that its row does not have. The id of what was paid for counts in any case
 * where the row has none: the row may be of a backup, and may have been touched before the folder could be read.
 */
export const isNews = (row: StandingRow, entry: JournalEntry): boolean =>
  entry.revision > row.revision || ('remoteId' in entry && entry.remoteId !== null && row.remoteId === null)

/** Where a line moves its row: a state, nowhere, or a contradiction that is refused. */
export type Landing = GenerationState | 'stays' | 'refused'

/**
 * Returns where a line moves its row. Whoever can write to the folder can write any line, so none of them lowers a
 * row, ends one that may be running, or leads to a state that the row has nothing to show for. Where the journal
 * says that a sent row has ended, the row is asked about again instead: that is free, and the service knows.
 *
 * @param hasVideo The row has a video, by itself or by this line.
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

/** States in which an id from the journal is news worth asking about. */
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
      // Sent, and nobody knows what became of it: the user decides.
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
