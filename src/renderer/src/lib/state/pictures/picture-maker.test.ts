import { expect, it, vi } from 'vitest'
import type { GenerationView, VideoId } from '@shared/generation'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration, fakeVideo } from '$lib/api/fake-rows'
import { PosterMaker, type CapturePoster } from './picture-maker'

const jpeg = new Uint8Array([0xff, 0xd8])
const without = (...states: ('saved' | 'pending')[]): GenerationView =>
  fakeGeneration({ videos: states.map((state) => fakeVideo({ state, hasPoster: false })) })

function setUp(
  rows: readonly GenerationView[],
  capture: CapturePoster
): { fake: FakeBridge; maker: PosterMaker } {
  const fake = new FakeBridge(rows)
  const client = createClient(fake.bridge)
  return { fake, maker: new PosterMaker({ client, capture, candidates: () => fake.rows }) }
}
const saved = (fake: FakeBridge): number =>
  fake.calls.filter(({ name }) => name === 'videos.savePicture').length

it('makes missing posters one at a time', async () => {
  let atOnce = 0
  let most = 0
  const { fake, maker } = setUp(
    [without('saved'), without('pending'), without('saved'), fakeGeneration()],
    async () => {
      most = Math.max(most, ++atOnce)
      await Promise.resolve()
      atOnce -= 1
      return jpeg
    }
  )
  maker.wake()
  maker.wake()
  await vi.waitFor(() => expect(saved(fake)).toBe(2))
  expect(most).toBe(1)
})

it('tries an undecodable video once and continues with the next', async () => {
  const tried: VideoId[] = []
  const { fake, maker } = setUp([without('saved'), without('saved')], (id) => {
    tried.push(id)
    return tried.length === 1 ? Promise.reject(new Error('no picture')) : Promise.resolve(jpeg)
  })
  maker.wake()
  await vi.waitFor(() => expect(saved(fake)).toBe(1))
  maker.wake()
  expect(tried).toHaveLength(2)
})

it('stops when the window closes', async () => {
  const capture = vi.fn<CapturePoster>(() => Promise.resolve(jpeg))
  const { maker } = setUp([without('saved'), without('saved')], capture)
  maker.wake()
  maker.destroy()
  await vi.waitFor(() => expect(capture).toHaveBeenCalledOnce())
})

it('reports an undecodable video once and never retries it', async () => {
  const capture = vi.fn<CapturePoster>(() => Promise.resolve('undecodable'))
  const known = fakeGeneration({ videos: [fakeVideo({ hasPoster: false, cannotBeShown: true })] })
  const { fake, maker } = setUp([without('saved'), known], capture)
  maker.wake()
  await vi.waitFor(() => expect(fake.calls.map(({ name }) => name)).toEqual(['videos.cannotBeShown']))
  maker.wake()
  expect(capture).toHaveBeenCalledOnce()
})
