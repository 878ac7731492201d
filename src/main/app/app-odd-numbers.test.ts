import { afterEach, describe, expect, it } from 'vitest'
import { numberForms } from '../../simulator/answers/odd-numbers'
import { AppBench } from './testing/app-bench'
import { fastClock } from '../base/testing/fast-clock'
import { openReadOnly } from '../db/connection/database'

let bench: AppBench | null = null

afterEach(async () => {
  await bench?.end()
  bench = null
})

/** Returns the stored columns of each clip, oldest first. */
function rowsOf({ databasePath }: AppBench): readonly Record<string, unknown>[] {
  const database = openReadOnly(databasePath)
  try {
    const sql =
      'SELECT remote_id, typeof(eta_seconds) AS eta, balance_before_microdollars AS balance FROM generation ORDER BY id / 1000, batch_position'
    return database.prepare(sql).all() as Record<string, unknown>[]
  } finally {
    database.close()
  }
}

describe.each(numberForms)('a server that sends every number as %s', (form) => {
  it('makes clips, from the response to the row and back', async () => {
    bench = await AppBench.start({ clock: fastClock(20, Date.now()) })
    const everywhere = ['submit', 'poll', 'account'].map((stage) => ({
      fault: `${stage}-numbers`,
      value: form
    }))
    bench.simulator.fault([
      ...everywhere,
      { fault: 'submit-429', value: '1', times: 1 },
      { fault: 'submit-429-header', value: '1', times: 1 },
      { fault: 'submit-429-reset', value: '1', times: 1 },
      { fault: 'poll-429-header', value: '1', times: 1 },
      { fault: 'poll-429-reset', value: '1', times: 1 },
      { fault: 'file-503', value: '1.3333', times: 1 }
    ])
    const ids = await bench.press({ prompt: 'a boat' }, { prompt: 'a pier' })
    for (const id of ids) await bench.comesTo(id, 'ready')
    const paid = bench.simulator.ledger().entries.filter(({ accepted }) => accepted)
    expect(paid).toHaveLength(2)
    const rows = rowsOf(bench)
    expect(rows.map(({ remote_id: id }) => id)).toEqual(paid.map(({ remoteId }) => remoteId))
    expect(rows.map(({ eta }) => eta)).toEqual(['integer', 'integer'])
    expect(rows.every(({ balance }) => Number.isSafeInteger(balance))).toBe(true)
    const { generation } = await bench.get(ids[0]!)
    expect(generation.remoteId).toBe(paid[0]?.remoteId)
  })
})
