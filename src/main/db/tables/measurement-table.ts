import type { Microdollars } from '@shared/money/money'
import type { MeasuredTogether } from '@shared/generation'
import type { Move, SettledMeasurement } from '../../generations/domain/ports'
import type { ReadableDatabase, WritableDatabase } from '../connection/database'
import { flag, integer, nullable, text } from './column-types'
import { insertRow, readFields, updateRows, type Row } from './rows'

const ownColumns = {
  openedAtMs: integer('opened_at_ms'),
  balanceBefore: integer('balance_before_microdollars'),
  balanceAfter: nullable(integer('balance_after_microdollars')),
  payers: nullable(integer('payers')),
  outcome: nullable(text<'each' | 'total'>('outcome')),
  isClosed: flag('closed')
}

/** @internal */
export const measurements = { name: 'measurement', columns: { ...ownColumns, key: integer('id') } }

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
  const opened = { openedAtMs: move.atMs, balanceBefore: before, isClosed: false }
  setMeasurement(database, key, insertRow(database, measurements, opened))
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
  const row = database.prepare('SELECT * FROM measurement WHERE id = ?').get(id) as unknown as Row
  const { balanceBefore, balanceAfter } = readFields(ownColumns, row)
  return { before: balanceBefore, after: balanceAfter }
}

/** Writes the result of a measurement; part of a transaction. */
export function writeMeasurement(database: WritableDatabase, settled: SettledMeasurement): void {
  const { balanceAfter, payers, outcome } = settled
  updateRows(
    database,
    measurements,
    { balanceAfter, payers, outcome },
    {
      sql: 'id = :id AND closed = 0',
      values: { id: settled.id }
    }
  )
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
      'SELECT * FROM measurement WHERE id IN (SELECT value FROM json_each(?)) AND payers > 1 AND outcome IS NOT NULL'
    )
    .all(JSON.stringify([...new Set(ids)])) as unknown as Row[]
  return new Map(
    rows.map((row) => {
      const { key, payers, balanceBefore, balanceAfter, outcome } = readFields(measurements.columns, row)
      const microdollars = balanceBefore - (balanceAfter ?? 0)
      return [key, { measurement: key, count: payers ?? 0, microdollars, isShared: outcome === 'each' }]
    })
  )
}
