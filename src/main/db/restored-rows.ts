import type { Problem } from '@shared/problem'
import { inTransaction, type WritableDatabase } from './database'

const mayHaveBeenSent: Problem = {
  code: 'may_have_been_sent',
  message: 'This comes from a backup of the library, so it may have been sent since.',
  advice: 'Look at your account before you send it: sending it may pay a second time.',
  retryable: false,
  charged: 'not_known'
}

/**
 * What a backup holds as waiting may have been sent and paid after the backup was made: it waits for the user, and
 * is never sent by itself.
 */
export function holdBackQueued(database: WritableDatabase, nowMs: number): void {
  // Written out instead of bound: nothing is prepared before the library is open (see readOnce), and none of it
  // comes from data.
  inTransaction(database, 'mark', () =>
    database.exec(`
      INSERT INTO generation_event (generation_id, at_ms, from_state, to_state, why)
        SELECT id, ${nowMs}, 'queued', 'queued', '${mayHaveBeenSent.message}' FROM generation WHERE state = 'queued';
      UPDATE generation SET needs_click = 1, problem = '${JSON.stringify(mayHaveBeenSent)}', revision = revision + 1
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
