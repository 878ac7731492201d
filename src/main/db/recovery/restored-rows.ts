import type { Problem } from '@shared/problem'
import { inTransaction, readOnce, type ReadableDatabase, type WritableDatabase } from '../connection/database'

/** For what was waiting when the backup was made, or when the journal was last written. */
export const mayHaveBeenSent: Problem = {
  code: 'may_have_been_sent',
  message: 'The library had to be restored, so this may have been sent since it was last written down.',
  advice: 'Look at your account before you send it: sending it may pay a second time.',
  retryable: false,
  charged: 'not_known'
}

/** For what the journal last saw on its way out. */
export const wasBeingSent: Problem = {
  code: 'may_have_been_sent',
  message:
    'This was being sent when the library index was lost, so it may be running and may be charged. It will not be sent twice.',
  advice: 'Check your account, enter its id, send it again, or mark it as not sent.',
  retryable: false,
  charged: 'not_known'
}

/** For what was waiting when the folder could not be asked at the start. */
const notCompared: Problem = {
  code: 'may_have_been_sent',
  message:
    'Dailies could not read the library folder when it started, so it is not certain that this was not sent before.',
  advice: 'If you are not sure, look at your account first: sending it may pay a second time.',
  retryable: false,
  charged: 'not_known'
}

/**
 * What a backup holds as waiting may have been sent and paid after the backup was made: it waits for the user, and
 * is never sent by itself.
 */
export const holdBackQueued = (database: WritableDatabase, nowMs: number): void =>
  inTransaction(database, 'mark', () => holdBack(database, nowMs, mayHaveBeenSent))

/** The same where nothing says whether the database is the last one. Rows up to a key are meant: they are of an earlier run. */
export const holdBackUncertain = (database: WritableDatabase, nowMs: number, newestKey: number): void =>
  inTransaction(database, 'mark', () => holdBack(database, nowMs, notCompared, newestKey))

/** Holds back what waited in an earlier run, for a reason that was found outside the database. */
export const holdBackLeftovers = (
  database: WritableDatabase,
  nowMs: number,
  newestKey: number,
  problem: Problem
): void => inTransaction(database, 'mark', () => holdBack(database, nowMs, problem, newestKey))

function holdBack(
  database: WritableDatabase,
  nowMs: number,
  problem: Problem,
  newestKey = Number.MAX_SAFE_INTEGER
): void {
  const isMeant = `state = 'queued' AND id <= ${newestKey} AND (needs_click = 0 OR COALESCE(problem, '') NOT LIKE '%"${problem.code}"%')`
  // Written out instead of bound: nothing is prepared before the library is open (see readOnce), and none of it
  // comes from data. The revision stays, so that everything the folder's journal knows besides counts as newer.
  database.exec(`
    INSERT INTO generation_event (generation_id, at_ms, from_state, to_state, why)
      SELECT id, ${nowMs}, 'queued', 'queued', '${problem.message}' FROM generation WHERE ${isMeant};
    UPDATE generation SET needs_click = 1, problem = '${JSON.stringify(problem)}' WHERE ${isMeant};
  `)
}

/** The key of the newest row; 0 where there is none. */
export const newestKey = (database: ReadableDatabase): number =>
  Number(readOnce(database, 'COALESCE(MAX(id), 0)', 'generation'))

/** The clips of the folder are still to be taken up, also when this start ends before. */
export function noteRestored(database: WritableDatabase, backupAtMs: number): void {
  inTransaction(database, 'mark', () =>
    noteTakingUp(database, `{"kind":"restored","backupAtMs":${backupAtMs}}`)
  )
}

/**
 * The database lost its last writes: the folder is to be taken up as after a backup, and what was waiting in an
 * earlier run waits for the user.
 */
export function noteIncomplete(database: WritableDatabase, nowMs: number, newestKey?: number): void {
  inTransaction(database, 'mark', () => {
    holdBack(database, nowMs, mayHaveBeenSent, newestKey)
    noteTakingUp(database, '{"kind":"incomplete"}')
  })
}

const noteTakingUp = (database: WritableDatabase, origin: string): void =>
  database.exec(`INSERT OR REPLACE INTO remembered (name, value) VALUES ('taking_up', '${origin}')`)
