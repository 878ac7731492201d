import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GenerationId, VideoView } from '@shared/generation'
import { ClipBench } from './testing/clip-bench'

let bench: ClipBench
let id: GenerationId
let video: VideoView

beforeEach(async () => {
  bench = await ClipBench.start()
  video = await bench.makeClip('a paper boat')
  ;({ id } = await bench.generation('a paper boat'))
})
afterEach(() => bench.end())

it('refuses what a finished clip does not need, with the reason, and changes nothing', async () => {
  const before = await bench.generation('a paper boat')
  const refused = async (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'done',
      (error: unknown) => String(error)
    )
  const answers = await Promise.all([
    refused(bench.call('generations.release', { ids: [id] })),
    refused(bench.call('generations.cancel', { ids: [id] })),
    refused(bench.call('generations.markNotSent', { id })),
    refused(bench.call('generations.attachRemoteId', { id, remoteId: '12345' })),
    refused(bench.call('generations.checkAgain', { id })),
    refused(bench.call('videos.keepAnyway', { id: video.id }))
  ])
  expect(answers).toEqual([
    expect.stringContaining('isn’t waiting to be sent'),
    expect.stringContaining('already sent'),
    expect.stringContaining('Only a clip that may have been sent'),
    expect.stringContaining('Only a clip that may have been sent'),
    expect.stringContaining('no ID to check'),
    expect.stringContaining('Nothing is set aside')
  ])
  expect(await bench.generation('a paper boat')).toEqual(before)
})
