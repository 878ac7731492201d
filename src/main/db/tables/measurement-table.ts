import type { Microdollars } from '@shared/money/money'
import type { MeasuredTogether } from '@shared/generation'
import type { Move, SettledMeasurement } from '../../generations/domain/ports'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'

interface MeasurementRow {
  readonly id: number
  readonly balance_before_microdollars: number
  readonly balance_after_microdollars: number | null
  readonly payers: number | null
  readonly outcome: 'each' | 'total' | null
}

/**
 * Updates the measurements for a move, within its transaction. A generation sent while another runs is measured
 * together with it; one sent alone starts a new measurement, where the balance is known.
 */
export function measureMove(database: WritableDatabase, move: Move, key: number): void {
  const { state } = move.status
  if (state === 'submitting') return begin(database, move, key)
  if (state === 'queued' && move.from === 'submitting') return setMeasurement(database, key, null)
  // Polled again by the user: what it costs from now on belongs to its own measurement or to none.
  if (state === 'processing' && move.from !== 'submitting' && move.from !== 'processing') {
    database
      .prepare(
        `UPDATE measurement SET closed = 1 WHERE closed = 0
           AND id IS NOT (SELECT measurement_id FROM generation WHERE id = ?)`
      )
      .run(key)
  }
}

/** Longest time that an unanswered request is measured together with later ones: it may be charged late. */
const lateChargeMs = 10 * 60_000

function begin(database: WritableDatabase, move: Move, key: number): void {
  const open = openMeasurementId(database)
  const beside = database
    .prepare(
      `SELECT 1 FROM generation WHERE id <> ?1 AND (state IN ('submitting', 'processing')
         OR (state = 'unconfirmed' AND measurement_id = ?2 AND charged_microdollars IS NULL AND submitted_at_ms > ?3))
       LIMIT 1`
    )
    .get(key, open, move.atMs - lateChargeMs) as unknown
  if (beside) return setMeasurement(database, key, open)
  closeMeasurements(database)
  const before = move.balanceBeforeMicrodollars ?? null
  if (before === null) return setMeasurement(database, key, null)
  const { lastInsertRowid } = database
    .prepare('INSERT INTO measurement (opened_at_ms, balance_before_microdollars) VALUES (?, ?)')
    .run(move.atMs, before)
  setMeasurement(database, key, Number(lastInsertRowid))
}

const setMeasurement = (database: WritableDatabase, key: number, id: number | null): void =>
  void database.prepare('UPDATE generation SET measurement_id = ? WHERE id = ?').run(id, key)

/** Returns the id of the open measurement; null where there is none. */
export function openMeasurementId(database: ReadableDatabase): number | null {
  const row = database
    .prepare('SELECT id FROM measurement WHERE closed = 0 ORDER BY id DESC LIMIT 1')
    .get() as { readonly id: number } | undefined
  return row?.id ?? null
}

/** Closes every measurement: later balances do not apply to them. */
export const closeMeasurements = (database: WritableDatabase): void =>
  database.exec('UPDATE measurement SET closed = 1 WHERE closed = 0')

/** Returns the balance before the first measured generation, and after the last where it was read. */
export function balancesOf(
  database: ReadableDatabase,
  id: number
): { readonly before: Microdollars; readonly after: Microdollars | null } {
  const row = database
    .prepare(
      'SELECT balance_before_microdollars AS before, balance_after_microdollars AS after FROM measurement WHERE id = ?'
    )
    .get(id) as unknown
  return row as { readonly before: Microdollars; readonly after: Microdollars | null }
}

/** Writes the result of a measurement; part of a transaction. */
export function writeMeasurement(database: WritableDatabase, settled: SettledMeasurement): void {
  database
    .prepare(
      'UPDATE measurement SET balance_after_microdollars = ?, payers = ?, outcome = ? WHERE id = ? AND closed = 0'
    )
    .run(settled.balanceAfter, settled.payers, settled.outcome, settled.id)
  const write = database.prepare(
    'UPDATE generation SET charged_microdollars = ?, charge_is_share = ? WHERE uuid = ?'
  )
  for (const { id, microdollars, isShare } of settled.charges) write.run(microdollars, isShare ? 1 : 0, id)
  // Each of them shows the total.
  database.prepare('UPDATE generation SET revision = revision + 1 WHERE measurement_id = ?').run(settled.id)
}

/** Returns the totals of measurements of several generations, by the measurement's id. */
export function measuredTogether(
  database: ReadableDatabase,
  ids: readonly number[]
): ReadonlyMap<number, MeasuredTogether> {
  if (ids.length === 0) return new Map()
  const rows = database
    .prepare(
      `SELECT id, balance_before_microdollars, balance_after_microdollars, payers, outcome FROM measurement
       WHERE id IN (SELECT value FROM json_each(?)) AND outcome IS NOT NULL`
    )
    .all(JSON.stringify([...new Set(ids)])) as unknown as MeasurementRow[]
  return new Map(
    rows
      .filter(({ payers }) => (payers ?? 0) > 1)
      .map((row) => [
        row.id,
        {
          measurement: row.id,
          count: row.payers ?? 0,
          microdollars: row.balance_before_microdollars - (row.balance_after_microdollars ?? 0),
          isShared: row.outcome === 'each'
        }
      ])
  )
}
