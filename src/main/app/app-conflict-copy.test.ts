import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { AppBench } from './testing/app-bench'

let bench: AppBench

afterEach(() => bench.end())

it('restores a clip from a conflict copy of the journal after the database was lost', async () => {
  bench = await AppBench.start()
  const [mine, theirs] = await bench.press({ prompt: 'mine' }, { prompt: 'theirs' })
  await bench.comesTo(mine!, 'ready')
  const before = await bench.comesTo(theirs!, 'ready')
  const [video] = before.videos
  await bench.reopen(() => {
    const lines = readFileSync(bench.journalPath, 'utf8').split(/(?<=\n)/)
    const isTheirs = (line: string): boolean => line.includes(theirs!)
    writeFileSync(bench.journalPath, lines.filter((line) => !isTheirs(line)).join(''))
    const copy = join(dirname(bench.journalPath), 'journal.sync-conflict-20261122-101010-ABCDEFG.jsonl')
    writeFileSync(copy, lines.filter(isTheirs).join(''))
    rmSync(bench.stateFolder, { recursive: true })
  })
  await vi.waitFor(async () => {
    const { generation } = await bench.get(theirs!)
    expect(generation).toMatchObject({
      state: 'ready',
      request: before.request,
      videos: [{ state: 'saved', fileName: video!.fileName }]
    })
  })
  expect((await bench.get(mine!)).generation.state).toBe('ready')
  expect(bench.simulator.ledger().entries).toHaveLength(2)
})
