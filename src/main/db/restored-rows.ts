import type { Problem } from '@shared/problem'
import { inTransaction, type WritableDatabase } from './database'

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

/**
 * What a backup holds as waiting may have been sent and paid after the backup was made: it waits for the user, and
 * is never sent by itself.
 */
export function holdBackQueued(database: WritableDatabase, nowMs: number): void {
  // Written out instead of bound: nothing is prepared before the library is open (see readOnce), and none of it
  // comes from data. The revision stays, so that everything the folder's journal knows besides counts as newer.
  inTransaction(database, 'mark', () =>
    database.exec(`
      INSERT INTO generation_event (generation_id, at_ms, from_state, to_state, why)
        SELECT id, ${nowMs}, 'queued', 'queued', '${mayHaveBeenSent.message}' FROM generation WHERE state = 'queued';
      UPDATE generation SET needs_click = 1, problem = '${JSON.stringify(mayHaveBeenSent)}'
        WHERE state = 'queued';
    `)
  )
}

/** The clips of the folder are still to be taken up, also when this start ends before. */
export function noteRestored(database: WritableDatabase, backupAtMs: number): void {
  inTransaction(database, 'mark', () =>
    database.exec(
      `INSERT OR REPLACE INTO remembered (name, value) VALUES ('taking_up', '{"kind":"restored","backupAtMs":${backupAtMs}}')`
    )
  )
}
