import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { noteCleanClose } from '../db/connection/clean-close'
import { openReadOnly, readOnce } from '../db/connection/database'
import { AppBench } from './testing/app-bench'

let bench: AppBench
beforeEach(async () => {
  bench = await AppBench.start()
})
afterEach(() => bench.end())

/** Damages the presets as a failing disk does: none of the file's times say so, and no start reads them first. */
function rot(): void {
  const database = openReadOnly(bench.databasePath)
  const page = Number(readOnce(database, 'rootpage', `sqlite_schema WHERE name = 'saved_item'`))
  database.close()
  const bytes = readFileSync(bench.databasePath)
  bytes.fill(0xff, (page - 1) * 4096, page * 4096)
  writeFileSync(bench.databasePath, bytes)
  noteCleanClose(bench.databasePath, 0)
}

it('sends nothing with a database that rotted in place, starts again, and restores it [F48]', async () => {
  const [clip] = await bench.press({ prompt: 'before' })
  await bench.comesTo(clip!, 'ready')
  await bench.close()
  rot()
  const restart = vi.fn()
  bench.open({ restart })
  const [pressed] = await bench.press({ prompt: 'meanwhile' })
  await vi.waitFor(() => expect(restart).toHaveBeenCalledOnce())
  expect(bench.simulator.ledger().entries).toHaveLength(1)
  await bench.reopen()
  await vi.waitFor(async () =>
    expect((await bench.call('app.state', {})).notices).toMatchObject([{ code: 'library_damaged' }])
  )
  expect((await bench.get(clip!)).generation.state).toBe('ready')
  expect((await bench.get(pressed!)).generation).toMatchObject({ state: 'queued', waitingFor: 'click' })
  expect(bench.simulator.ledger().entries).toHaveLength(1)
})

it('checks a database that was closed cleanly in another process, and once a run', async () => {
  const checkDatabase = vi.fn(() => Promise.resolve(true))
  await bench.close()
  bench.open({ checkDatabase })
  const [clip] = await bench.press({ prompt: 'after it' })
  await bench.comesTo(clip!, 'ready')
  expect(checkDatabase).toHaveBeenCalledOnce()
})

it('reads the database itself where the other process ends without a verdict', async () => {
  await bench.close()
  bench.open({ checkDatabase: () => Promise.resolve(false) })
  const [clip] = await bench.press({ prompt: 'after it' })
  await bench.comesTo(clip!, 'ready')
})
