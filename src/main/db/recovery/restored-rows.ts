import type { Problem } from '@shared/problem'
import { inTransaction, readOnce, type ReadableDatabase, type WritableDatabase } from '../connection/database'

/** Problem of generations queued in the backup, or at the journal's last write. */
export const mayHaveBeenSent: Problem = {
  code: 'may_have_been_sent',
  message: 'Your library was restored from an older state, so this may have been sent already.',
  advice: 'Check your account first. Sending it may charge you again.',
  retryable: false,
  charged: 'not_known'
}

/** Problem of generations being sent at the journal's last write. */
export const wasBeingSent: Problem = {
  code: 'may_have_been_sent',
  message:
    'This was being sent when the library index was lost. It may be running, and you may be charged. Dailies won’t send it again on its own.',
  advice: 'Check your account, enter the ModelsLab ID, send it again, or mark it as not sent.',
  retryable: false,
  charged: 'not_known'
}

/** Problem of generations queued while the library folder could not be read at the start. */
const notCompared: Problem = {
  code: 'may_have_been_sent',
  message: 'Dailies couldn’t read the library folder at start, so this may have been sent already.',
  advice: 'If you’re not sure, check your account first. Sending it may charge you again.',
  retryable: false,
  charged: 'not_known'
}

/**
 * Holds back everything queued in a restored backup: it may have been sent and paid since, so it waits for the user.
 */
export const holdBackQueued = (database: WritableDatabase, nowMs: number): void =>
  inTransaction(database, 'mark', () => holdBack(database, nowMs, mayHaveBeenSent))

/** Holds back what an earlier run queued, if it is unknown whether the database is the latest. */
export const holdBackUncertain = (database: WritableDatabase, nowMs: number, newestKey: number): void =>
  inTransaction(database, 'mark', () => holdBack(database, nowMs, notCompared, newestKey))

/** Holds back what an earlier run queued, for a reason outside the database. */
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
  const isAffected = `state = 'queued' AND id <= ${newestKey} AND (needs_click = 0 OR COALESCE(problem, '') NOT LIKE '%"${problem.code}"%')`
  // Written out instead of bound: nothing is prepared before the library is open (see readOnce), and none of it
  // comes from data. The revision stays, so that the journal's entries still count as newer.
  database.exec(`
    INSERT INTO generation_event (generation_id, at_ms, from_state, to_state, why)
      SELECT id, ${nowMs}, 'queued', 'queued', '${problem.message}' FROM generation WHERE ${isAffected};
    UPDATE generation SET needs_click = 1, problem = '${JSON.stringify(problem)}' WHERE ${isAffected};
  `)
}

/** Returns the key of the newest row; 0 where there is none. */
export const newestKey = (database: ReadableDatabase): number =>
  Number(readOnce(database, 'COALESCE(MAX(id), 0)', 'generation'))

/** Notes that the folder's clips are to be imported, even after another crash. */
export function noteRestored(database: WritableDatabase, backupAtMs: number): void {
  inTransaction(database, 'mark', () =>
    noteImportDue(database, `{"kind":"restored","backupAtMs":${backupAtMs}}`)
  )
}

/**
 * Notes that the database lost its last writes: the folder is re-imported as after a restored backup, and what an
 * earlier run queued waits for the user.
 */
export function noteIncomplete(database: WritableDatabase, nowMs: number, newestKey?: number): void {
  inTransaction(database, 'mark', () => {
    holdBack(database, nowMs, mayHaveBeenSent, newestKey)
    noteImportDue(database, '{"kind":"incomplete"}')
  })
}

const noteImportDue = (database: WritableDatabase, origin: string): void =>
  database.exec(`INSERT OR REPLACE INTO remembered (name, value) VALUES ('taking_up', '${origin}')`)
