import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { GenerationView, VideoId } from '@shared/generation'
import type { PictureKind } from '@shared/media/pictures'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration, fakeVideo } from '$lib/api/fake-rows'
import { PictureMaker, type Captured } from './picture-maker'

const jpeg = new Uint8Array([0xff, 0xd8])
const picture = { jpeg, checks: null }
const clip = (changes: Parameters<typeof fakeVideo>[0] = {}): GenerationView =>
  fakeGeneration({ videos: [fakeVideo({ hasPoster: false, hasStrip: true, ...changes })] })
const videoOf = (generation: GenerationView): VideoId => generation.videos[0]!.id

/** Captures that end when the test says so. */
class FakeCapturer {
  readonly asked: { readonly id: VideoId; readonly kind: PictureKind }[] = []
  releases = 0
  answers: ((id: VideoId, kind: PictureKind) => Captured) | null = () => picture
  #finish: ((captured: Captured) => void) | undefined

  async capture(id: VideoId, kind: PictureKind, signal: AbortSignal): Promise<Captured> {
    this.asked.push({ id, kind })
    if (this.answers) return this.answers(id, kind)
    return new Promise((resolve, reject) => {
      this.#finish = resolve
      signal.addEventListener('abort', () => reject(new Error('Stopped')))
    })
  }

  finish(captured: Captured): void {
    this.#finish?.(captured)
  }

  release(): void {
    this.releases += 1
  }
}

let fake: FakeBridge
let capturer: FakeCapturer
let wanted: () => readonly GenerationView[]
let errors: string[]

function create(rows: readonly GenerationView[]): PictureMaker {
  fake = new FakeBridge(rows)
  capturer = new FakeCapturer()
  wanted = () => fake.rows
  errors = []
  return new PictureMaker({
    client: createClient(fake.bridge),
    capturer,
    candidates: () => wanted(),
    onError: (error) => errors.push(String(error))
  })
}

const called = (name: string): unknown[] =>
  fake.calls.filter((call) => call.name === name).map(({ input }) => input)
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  expect(errors).toEqual([])
})

it('makes missing pictures one at a time, all posters before the first strip', async () => {
  const [first, second] = [clip({ hasStrip: false }), clip({ hasStrip: false })]
  const maker = create([first, second, clip({ state: 'pending' }), fakeGeneration()])
  maker.wake()
  maker.wake()
  await settle()
  const order = fake.rows.map(videoOf).filter((id) => [first, second].map(videoOf).includes(id))
  expect(capturer.asked).toEqual([
    { id: order[0], kind: 'poster' },
    { id: order[1], kind: 'poster' },
    { id: order[0], kind: 'strip' },
    { id: order[1], kind: 'strip' }
  ])
  expect(called('videos.savePicture')).toHaveLength(4)
  expect(capturer.releases).toBe(1)
})

it('continues with what is on screen by then', async () => {
  const [near, other, far] = [clip(), clip(), clip()]
  const maker = create([])
  capturer.answers = null
  wanted = () => [near, other]
  maker.wake()
  wanted = () => [far, near, other]
  capturer.finish(picture)
  await settle()
  expect(capturer.asked.map(({ id }) => id)).toEqual([near, far].map(videoOf))
})

it('stops while the list is scrolled, and makes the picture that was stopped after it', async () => {
  const maker = create([clip()])
  capturer.answers = null
  maker.wake()
  maker.scrolled()
  await settle()
  expect(called('videos.savePicture')).toEqual([])
  maker.wake()
  await vi.advanceTimersByTimeAsync(150)
  maker.scrolled()
  await vi.advanceTimersByTimeAsync(199)
  expect(capturer.asked).toHaveLength(1)
  capturer.answers = () => picture
  await vi.advanceTimersByTimeAsync(1)
  expect(capturer.asked).toHaveLength(2)
  expect(called('videos.savePicture')).toHaveLength(1)
})

it('stops while a clip is played', async () => {
  const maker = create([clip()])
  maker.setPlaying(true)
  maker.wake()
  await settle()
  expect(capturer.asked).toEqual([])
  maker.setPlaying(false)
  await settle()
  expect(called('videos.savePicture')).toHaveLength(1)
})

it('tries a failed video once and continues with the next', async () => {
  const maker = create([clip(), clip()])
  capturer.answers = () => {
    if (capturer.asked.length === 1) throw new Error('no picture')
    return picture
  }
  maker.wake()
  await settle()
  maker.wake()
  await settle()
  expect(capturer.asked).toHaveLength(2)
  expect(called('videos.savePicture')).toHaveLength(1)
})

it('tries what took too long after all others, with more patience', async () => {
  const maker = create([clip({ hasStrip: false }), clip({ hasStrip: false })])
  const [late, other] = fake.rows.map(videoOf)
  const [poster, strip] = ['poster', 'strip'] as const
  capturer.answers = null
  maker.wake()
  await vi.advanceTimersByTimeAsync(10_000)
  for (let made = 0; made < 3; made += 1) {
    capturer.finish(picture)
    await settle()
  }
  await vi.advanceTimersByTimeAsync(59_999)
  capturer.finish(picture)
  await settle()
  expect(capturer.asked).toEqual([
    { id: late, kind: poster },
    { id: other, kind: poster },
    { id: late, kind: strip },
    { id: other, kind: strip },
    { id: late, kind: poster }
  ])
  expect(called('videos.savePicture')).toHaveLength(4)
})

it('gives up what took too long each time, and says so in the log', async () => {
  const maker = create([clip()])
  const id = videoOf(fake.rows[0]!)
  capturer.answers = null
  maker.wake()
  await vi.advanceTimersByTimeAsync(10_000 + 60_000 + 300_000)
  maker.wake()
  await settle()
  expect(capturer.asked).toHaveLength(3)
  expect(errors.splice(0)).toEqual([`Error: The poster of clip ${id} took too long each time.`])
  expect(vi.getTimerCount()).toBe(0)
})

it('reports a picture that could not be saved', async () => {
  const maker = create([clip()])
  fake.fail('videos.savePicture', { code: 'bug', message: 'No.', retryable: false })
  maker.wake()
  await settle()
  expect(errors.splice(0)).toHaveLength(1)
})

it('makes a lost picture again, once', async () => {
  const row = clip({ hasPoster: true })
  const maker = create([row])
  for (const times of [1, 1]) {
    maker.remake(videoOf(row), 'poster')
    await settle()
    maker.wake()
    await settle()
    expect(called('videos.forgetPicture')).toHaveLength(times)
    expect(called('videos.savePicture')).toHaveLength(times)
  }
})

it('stops when the window closes', async () => {
  const maker = create([clip(), clip()])
  capturer.answers = null
  maker.wake()
  maker.destroy()
  await settle()
  expect(capturer.asked).toHaveLength(1)
  expect(vi.getTimerCount()).toBe(0)
})

it('reports an undecodable video once and never retries it', async () => {
  const maker = create([clip(), clip({ cannotBeShown: true })])
  capturer.answers = () => 'undecodable'
  maker.wake()
  await settle()
  maker.wake()
  await settle()
  expect(fake.calls.map(({ name }) => name)).toEqual(['videos.cannotBeShown'])
})

it('leaves a clip with a poster as it is where its strip cannot be decoded', async () => {
  const maker = create([clip({ hasPoster: true, hasStrip: false })])
  capturer.answers = () => 'undecodable'
  maker.wake()
  await settle()
  expect([capturer.asked.length, fake.calls]).toEqual([1, []])
})
