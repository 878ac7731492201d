import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { GenerationId, GenerationView } from '@shared/generation'
import { AppBench } from './testing/app-bench'
import { systemClock } from '../base/clock'

let bench: AppBench

beforeEach(async () => {
  bench = await AppBench.start()
})
afterEach(() => bench.end())

const paid = (): number => bench.simulator.ledger().entries.length
const markPath = (): string => join(bench.folder, 'installation', 'mark.json')
const minuteMs = 60_000

/** Copies the current profile and library; the returned function restores them. */
function snapshot(): { readonly putBack: () => void } {
  const folders = [bench.stateFolder, bench.library]
  const copies = join(bench.folder, 'snapshot')
  folders.forEach((folder, index) => cpSync(folder, join(copies, String(index)), { recursive: true }))
  const putBack = (): void =>
    folders.forEach((folder, index) => {
      rmSync(folder, { recursive: true })
      cpSync(join(copies, String(index)), folder, { recursive: true })
    })
  return { putBack }
}

/** Leaves a queued request in the closed app, with a known balance. */
async function closedWhileWaiting(prompt = 'a paper boat'): Promise<GenerationId> {
  const [id] = await bench.press({ prompt: `${prompt} before` })
  await bench.comesTo(id!, 'ready')
  await bench.call('sending.setPaused', { paused: true })
  const [waiting] = await bench.press({ prompt })
  await bench.close()
  return waiting!
}

const resume = (): Promise<unknown> => bench.call('sending.setPaused', { paused: false })

const whatWaits = (id: GenerationId): Promise<GenerationView> =>
  vi.waitFor(
    async () => {
      const { generation } = await bench.get(id)
      expect(generation).toMatchObject({ state: 'queued', waitingFor: 'click' })
      return generation
    },
    { interval: 20 }
  )

/** Waits until a later press is ready: rows are sent oldest first, so earlier ones were sent by then. */
async function allElseIsSent(): Promise<void> {
  await resume()
  const [id] = await bench.press({ prompt: 'pressed afterwards' })
  await bench.comesTo(id!, 'ready')
}

it('sends queued generations after an ordinary restart, and after another', async () => {
  const first = await closedWhileWaiting('first')
  bench.open()
  await resume()
  await bench.comesTo(first, 'ready')
  const second = await closedWhileWaiting('second')
  bench.open()
  await resume()
  await bench.comesTo(second, 'ready')
  expect(paid()).toBe(4)
})

it('pays once when a second computer gets a copy of profile and library', async () => {
  const id = await closedWhileWaiting()
  const { putBack } = snapshot()
  bench.open()
  await resume()
  await bench.comesTo(id, 'ready')
  await bench.close()
  putBack()
  bench.open({ readMachine: () => Promise.resolve('another computer') })
  const waiting = await whatWaits(id)
  expect(waiting.problem?.message).toBe(
    'Waiting for you: this library was restored or copied. It was last used on another computer, which may have sent this.'
  )
  await allElseIsSent()
  await whatWaits(id)
  expect(paid()).toBe(3)
})

it('holds queued generations on both computers, in any order of start', async () => {
  const id = await closedWhileWaiting()
  bench.open({ readMachine: () => Promise.resolve('another computer') })
  await whatWaits(id)
  await bench.close()
  // Back on the first computer, the copy is the one from elsewhere.
  bench.open()
  await whatWaits(id)
  expect(paid()).toBe(1)
})

it('pays once when profile and library are restored together', async () => {
  const id = await closedWhileWaiting()
  const { putBack } = snapshot()
  bench.open()
  await resume()
  await bench.comesTo(id, 'ready')
  await bench.reopen(putBack)
  const waiting = await whatWaits(id)
  expect(waiting.problem?.message).toBe(
    'Waiting for you: this library was restored or copied. Something was sent since then, and it may have been this.'
  )
  await allElseIsSent()
  expect(paid()).toBe(3)
})

it('pays once when the whole disk is restored, including the mark outside the profile', async () => {
  const id = await closedWhileWaiting()
  const [{ putBack }, path] = [snapshot(), markPath()]
  const bytes = readFileSync(path)
  bench.open()
  await resume()
  await bench.comesTo(id, 'ready')
  await bench.reopen(() => {
    putBack()
    // Overwrite in place: restoring a whole disk keeps the same file.
    writeFileSync(path, bytes)
  })
  expect((await whatWaits(id)).problem?.message).toBe(
    'Waiting for you: your balance is $0.96 lower than Dailies knows of. This may have been sent from a copy of this library.'
  )
  await allElseIsSent()
  expect(paid()).toBe(3)
})

it('keeps generations on hold across restarts, and sends them on a click', async () => {
  const id = await closedWhileWaiting()
  bench.open({ readMachine: () => Promise.resolve('another computer') })
  await whatWaits(id)
  await bench.close()
  bench.open({ readMachine: () => Promise.resolve('another computer') })
  await whatWaits(id)
  await bench.call('generations.release', { ids: [id] })
  await resume()
  await bench.comesTo(id, 'ready')
  const next = await closedWhileWaiting('the next one')
  bench.open({ readMachine: () => Promise.resolve('another computer') })
  await resume()
  await bench.comesTo(next, 'ready')
  expect(paid()).toBe(4)
})

it('waits for a click if the balance fell by an unknown charge', async () => {
  const id = await closedWhileWaiting()
  const { balanceMicrodollars } = bench.simulator.ledger()
  bench.simulator.set({ balanceMicrodollars: balanceMicrodollars - 1_920_000 })
  bench.open()
  await resume()
  const waiting = await whatWaits(id)
  expect(waiting.problem?.message).toBe(
    'Waiting for you: your balance is $1.92 lower than Dailies knows of. This may have been sent from a copy of this library.'
  )
  expect(paid()).toBe(1)
})

it('waits for a click if the mark outside the profile is missing', async () => {
  const id = await closedWhileWaiting()
  rmSync(markPath())
  bench.open()
  await whatWaits(id)
  expect(paid()).toBe(1)
})

it('waits for a click if the clock was set back, but not for a small correction', async () => {
  const behind = (ms: number): object => ({
    clock: { ...systemClock, now: () => systemClock.now() - ms }
  })
  const id = await closedWhileWaiting()
  bench.open(behind(10 * minuteMs))
  expect((await whatWaits(id)).problem?.message).toContain('clock was set back')
  await bench.call('generations.cancel', { ids: [id] })
  await bench.close()
  bench.open()
  await resume()
  const other = await closedWhileWaiting('another')
  bench.open(behind(minuteMs))
  await resume()
  await bench.comesTo(other, 'ready')
  expect(paid()).toBe(3)
})
