import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { VideoState } from '@shared/generation'
import { FakeClock } from '../base/testing/fake-clock'
import { FirstPaint } from './first-paint'
import { AppBench } from './testing/app-bench'

let bench: AppBench
beforeEach(async () => {
  bench = await AppBench.start()
})
afterEach(() => bench.end())

it('nothing is sent and no file is compared before the window has shown its first clips', async () => {
  const [clip] = await bench.press({ prompt: 'deleted' })
  const { videos } = await bench.comesTo(clip!, 'ready')
  await bench.close()
  rmSync(join(bench.library, videos[0]!.fileName!))
  bench.open({ showsWindow: true })
  const [next] = await bench.press({ prompt: 'pressed early' })
  const stateOfClip = async (): Promise<VideoState> => (await bench.get(clip!)).generation.videos[0]!.state
  // The window's own calls are answered meanwhile.
  for (let call = 0; call < 100; call += 1) await bench.call('app.state', {})
  expect([await stateOfClip(), (await bench.get(next!)).generation.state]).toEqual(['saved', 'queued'])
  expect(bench.simulator.ledger().entries).toHaveLength(1)
  bench.platform.ipc.send('app.painted', {})
  await bench.comesTo(next!, 'ready')
  await vi.waitFor(async () => expect(await stateOfClip()).toBe('missing'))
})

it('a window that never shows anything holds nothing back for longer than ten seconds', async () => {
  const clock = new FakeClock()
  const paint = new FirstPaint({ clock, isExpected: true })
  let isDone = false
  void paint.done.then(() => (isDone = true))
  await clock.run(9_999)
  expect(isDone).toBe(false)
  await clock.run(1)
  expect(isDone).toBe(true)
})
