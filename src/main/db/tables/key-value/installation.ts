import * as z from 'zod'
import type { BalanceView } from '@shared/app-state'
import { Microdollars } from '@shared/money/money'
import type { Mark, MarkMemory } from '../../../installation/installation'
import { parseJson } from '../column-types'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from '../../connection/database'
import { removeValue, readValue, writeValue } from './key-value-table'

const StoredMark: z.ZodType<Mark> = z.object({
  id: z.string(),
  machine: z.string().nullable(),
  place: z.string()
})
const Balance = z.object({ microdollars: Microdollars, atMs: z.int() })

/** Returns the database's half of the installation's mark. */
export const installationMemory = (database: WritableDatabase): MarkMemory => ({
  read: () =>
    StoredMark.nullable()
      .catch(null)
      .parse(parseJson(readValue(database, 'installation') ?? 'null')),
  write: (mark, sent) =>
    inTransaction(database, 'mark', () => {
      const put = database.prepare('INSERT OR REPLACE INTO remembered (name, value) VALUES (?, ?)')
      put.run('installation', JSON.stringify(mark))
      put.run('sent_count', String(sent))
    }),
  sentCount: () => Number(readValue(database, 'sent_count') ?? 0),
  lastSignOfLifeMs: () => lastSignOfLifeMs(database)
})

/** Counts a paid request; part of the transaction that writes "submitting". */
export const countSending = (database: WritableDatabase): void =>
  void database
    .prepare(
      `INSERT INTO remembered (name, value) VALUES ('sent_count', '1')
       ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)`
    )
    .run()

/** Returns access to the last known balance of the account whose key is in use. */
export const balanceMemory = (
  database: WritableDatabase
): {
  read(): BalanceView | null
  write(balance: BalanceView): void
  remove(): void
} => ({
  read: () => balanceIn(database),
  write: (balance) => writeValue(database, 'balance', JSON.stringify(balance)),
  remove: () => removeValue(database, 'balance')
})

const balanceIn = (database: ReadableDatabase): BalanceView | null =>
  Balance.nullable()
    .catch(null)
    .parse(parseJson(readValue(database, 'balance') ?? 'null'))

function lastSignOfLifeMs(database: ReadableDatabase): number | null {
  const event = database.prepare('SELECT at_ms FROM generation_event ORDER BY id DESC LIMIT 1').get() as
    { readonly at_ms: number } | undefined
  const times = [event?.at_ms, balanceIn(database)?.atMs].filter((time) => time !== undefined)
  return times.length === 0 ? null : Math.max(...times)
}
