import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  ALL_FORMATS,
  BufferSource,
  BufferTarget,
  Conversion,
  Input,
  Mp4OutputFormat,
  Output
} from 'mediabunny'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VideoView } from '@shared/generation'
import { oddFile } from '../../simulator/files/odd-files'
import { box } from '../downloads/testing/test-clip'
import { ClipBench } from './testing/clip-bench'

let bench: ClipBench
beforeEach(async () => {
  bench = await ClipBench.start()
})
afterEach(() => bench.end())

const withFault = (value: string): string => `a boat [sim: file-odd=${value}]`
const pathOf = ({ fileName }: VideoView): string => join(bench.library, fileName!)
const bytesOf = (video: VideoView): Buffer => readFileSync(pathOf(video))
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
/** Counts downloads from either link. */
function downloads(): number {
  const { requests } = bench.simulator.ledger()
  return (requests['file'] ?? 0) + (requests['proxy-file'] ?? 0)
}
const served = (id: string): Promise<Response> =>
  bench.app.media.respond(new Request(`app://dailies/media/${id}/video`))

/** Loses the database, so that everything is restored from the library folder. */
const rebuild = (harm: () => unknown = () => undefined): Promise<void> =>
  bench.restart(() => {
    rmSync(bench.bench.stateFolder, { recursive: true })
    return harm()
  })

describe('a file with an unusual structure', () => {
  it.each([
    'tail1',
    'log',
    'zeros',
    'free-first',
    'skip-first',
    'wide-first',
    'uuid-first',
    'fragments-tail'
  ])('is saved unchanged and marked: %s', async (value) => {
    const video = await bench.makeClip(withFault(value))
    expect(video).toMatchObject({ traits: ['unusual'], problem: null, videoCodec: 'avc' })
    expect(sha256(bytesOf(video))).toBe(video.sha256)
    expect(bytesOf(video).includes('dailies')).toBe(false)
    expect(downloads()).toBe(1)
  })

  it('is restored from the folder with its request and its mark', async () => {
    const prompt = withFault('log')
    const before = await bench.makeClip(prompt)
    await rebuild()
    await bench.until(async () => expect((await bench.generation(prompt)).state).toBe('ready'))
    expect(await bench.video(prompt)).toMatchObject({
      sha256: before.sha256,
      traits: ['unusual'],
      state: 'saved'
    })
  })
})

describe('a damaged file', () => {
  const prompt = withFault('cut')

  it('is downloaded twice, then held until the user decides to keep it', async () => {
    await bench.press(prompt)
    await bench.comesTo(prompt, 'refused')
    expect(downloads()).toBe(2)
    const refused = await bench.video(prompt)
    expect(refused).toMatchObject({ canBeKept: true, problem: { code: 'file_damaged' } })
    expect(refused.problem?.message).toContain('arrived twice')

    await bench.call('videos.keepAnyway', { id: refused.id })
    await bench.until(async () => expect((await bench.generation(prompt)).state).toBe('ready'))
    const kept = await bench.video(prompt)
    const { events } = await bench.call('generations.get', { id: (await bench.generation(prompt)).id })
    expect(events.at(-1)).toMatchObject({ to: 'ready', why: 'Kept as it arrived, by you' })
    expect(kept).toMatchObject({
      state: 'saved',
      traits: ['unchecked'],
      problem: null,
      width: null,
      canBeKept: false
    })
    expect(sha256(bytesOf(kept))).toBe(kept.sha256)
    expect(readdirSync(join(bench.library, '.dailies', 'incoming'))).toEqual([])
    await rebuild()
    await bench.until(async () =>
      expect(await bench.video(prompt)).toMatchObject({ ...kept, canBeDownloaded: true })
    )
  })

  it('is still held after a restart, and is replaced by an intact one', async () => {
    await bench.press(`a boat [sim: file-odd=cut*2]`)
    const video = (): Promise<VideoView> => bench.video('a boat')
    await bench.comesTo('a boat', 'refused')
    await bench.restart()
    expect((await video()).canBeKept).toBe(true)
    await bench.call('videos.downloadAgain', { id: (await video()).id })
    await bench.comesTo('a boat', 'saved')
    expect(await video()).toMatchObject({ traits: [], canBeKept: false })
    await bench.until(() => expect(readdirSync(join(bench.library, '.dailies', 'incoming'))).toEqual([]))
  })
})

describe('a file of another kind', () => {
  it.each([
    ['animation.gif', '.gif'],
    ['picture.webp', '.webp'],
    ['sound.m4a', '.m4a'],
    ['mpeg4.avi', '.avi'],
    ['theora.ogv', '.ogg']
  ])('is held at once, and saved with its own extension if the user agrees: %s', async (value, ending) => {
    const prompt = withFault(value)
    await bench.press(prompt)
    await bench.comesTo(prompt, 'refused')
    const refused = await bench.video(prompt)
    expect(refused).toMatchObject({ canBeKept: true, problem: { code: 'wrong_kind_of_file' } })
    await bench.call('videos.keepAnyway', { id: refused.id })
    const kept = await bench.video(prompt)
    expect(kept.fileName).toMatch(new RegExp(`\\${ending}$`))
    expect(bytesOf(kept)).toEqual(oddFile(value))
    expect((await served(kept.id)).headers.get('content-type')).toBe('application/octet-stream')
  })

  it('is discarded if it is an error page', async () => {
    await bench.press('a boat [sim: file-html]')
    await bench.comesTo('a boat', 'refused')
    expect(await bench.video('a boat')).toMatchObject({ canBeKept: false })
    expect(readdirSync(join(bench.library, '.dailies', 'incoming'))).toEqual([])
  })

  it.each([
    ['vp9.webm', '.webm', 'video/webm', 'vp9'],
    ['vp8.webm', '.webm', 'video/webm', 'vp8'],
    ['h264.mkv', '.mkv', 'video/x-matroska', 'avc'],
    ['h264.mov', '.mov', 'video/quicktime', 'avc'],
    ['prores.mov', '.mov', 'video/quicktime', 'prores'],
    ['h264.mpegts', '.ts', 'video/mp2t', 'avc'],
    ['hevc.mp4', '.mp4', 'video/mp4', 'hevc'],
    ['mpeg4.mp4', '.mp4', 'video/mp4', 'mp4v'],
    ['av1.mp4', '.mp4', 'video/mp4', 'av1']
  ])('gets its real extension, and is served with its real type: %s', async (value, ending, type, codec) => {
    const prompt = withFault(value)
    const video = await bench.makeClip(prompt)
    expect(video).toMatchObject({ state: 'saved', videoCodec: codec })
    expect(video.fileName).toMatch(new RegExp(`\\${ending}$`))
    expect(bytesOf(video).subarray(0, oddFile(value).length)).toEqual(oddFile(value))
    expect((await served(video.id)).headers.get('content-type')).toBe(type)
    expect(downloads()).toBe(1)
    bench.bench.platform.ipc.send('handoff.drag', { ids: [(await bench.generation(prompt)).id] })
    expect(bench.desktop.drags).toMatchObject([{ paths: [pathOf(video)] }])
    await rebuild()
    await bench.until(async () =>
      expect(await bench.video(prompt)).toMatchObject({
        state: 'saved',
        fileName: video.fileName,
        sha256: video.sha256
      })
    )
  })
})

describe('a clip with Content Credentials', () => {
  it.each(['c2pa', 'c2pa-end', 'jumbf'])('is saved byte for byte, and is labelled so: %s', async (value) => {
    const prompt = withFault(value)
    const video = await bench.makeClip(prompt)
    expect(video.traits).toEqual(['content_credentials'])
    expect(bytesOf(video).includes('dailies.app')).toBe(false)
    await rebuild()
    await bench.until(async () => expect((await bench.generation(prompt)).state).toBe('ready'))
    expect(await bench.video(prompt)).toMatchObject({ sha256: video.sha256, traits: ['content_credentials'] })
  })

  it('is described by its sidecar alone, and stays byte for byte', async () => {
    const prompt = withFault('c2pa')
    const video = await bench.makeClip(prompt)
    const before = bytesOf(video)
    await bench.call('settings.update', { sidecars: true })
    const { id } = await bench.generation(prompt)
    await bench.call('annotations.set', { ids: [id], change: { stars: 4, title: 'Signed' } })
    await bench.until(() => {
      const sidecar = readFileSync(`${pathOf(video)}.xmp`, 'utf8')
      for (const words of ['<xmp:Rating>4<', 'Signed', 'a boat']) expect(sidecar).toContain(words)
    })
    expect(bytesOf(video)).toEqual(before)
    expect(sha256(before)).toBe(video.sha256)
  })
})

const xmpBox = (text: string): Buffer =>
  box('uuid', Buffer.concat([Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'), Buffer.from(text)]))

/** Rewrites the file as an editor does: a new index at another offset, the same video and audio. */
async function rewrite(path: string): Promise<void> {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(readFileSync(path)) })
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: false }), target })
  await (await Conversion.init({ input, output })).execute()
  writeFileSync(path, Buffer.concat([Buffer.from(target.buffer!), xmpBox('<x:xmpmeta/>')]))
}

describe('metadata written into a clip by another program', () => {
  const harms: readonly (readonly [string, (path: string) => unknown])[] = [
    [
      'a packet behind it',
      (path) => writeFileSync(path, Buffer.concat([readFileSync(path), xmpBox('<x/>')]))
    ],
    ['the index at another place', rewrite]
  ]

  it.each(harms)('leaves the clip verified and identical after a rebuild: %s', async (_what, harm) => {
    const before = await bench.makeClip('a boat')
    await rebuild(() => harm(pathOf(before)))
    await bench.until(async () =>
      expect(await bench.video('a boat')).toMatchObject({ id: before.id, traits: ['metadata_added'] })
    )
    const after = await bench.video('a boat')
    expect(after).toMatchObject({ state: 'saved', problem: null, sha256: sha256(bytesOf(after)) })
  })

  it.each(harms)('is noticed when the clip is selected, and leaves it verified: %s', async (_what, harm) => {
    const before = await bench.makeClip('a boat')
    await harm(pathOf(before))
    await bench.call('generations.get', { id: (await bench.generation('a boat')).id })
    await bench.until(async () => expect((await bench.video('a boat')).traits).toEqual(['metadata_added']))
    expect(await bench.video('a boat')).toMatchObject({ state: 'saved', problem: null })
  })
})

describe('a clip that is overwritten while the app runs', () => {
  const overwrite = async (): Promise<VideoView> => {
    const video = await bench.makeClip('a boat')
    writeFileSync(pathOf(video), '8 bytes!')
    return video
  }

  it.each([
    ['selected', async () => bench.call('generations.get', { id: (await bench.generation('a boat')).id })],
    ['played', async () => served((await bench.video('a boat')).id)],
    [
      'dragged',
      async () =>
        bench.bench.platform.ipc.send('handoff.drag', { ids: [(await bench.generation('a boat')).id] })
    ]
  ])('loses its verified mark when it is %s', async (_how, use) => {
    await overwrite()
    await use()
    await bench.comesTo('a boat', 'changed')
    expect((await bench.video('a boat')).problem).toMatchObject({ code: 'file_damaged' })
    expect(bench.desktop.drags).toEqual([])
  })

  it('stays verified when only its timestamps differ', async () => {
    const video = await bench.makeClip('a boat')
    utimesSync(pathOf(video), new Date(), new Date(Date.now() + 60_000))
    const revision = (await bench.generation('a boat')).revision
    await (await served(video.id)).arrayBuffer()
    await bench.restart()
    expect(await bench.generation('a boat')).toMatchObject({ revision, videos: [{ state: 'saved' }] })
  })
})

describe('a clip that this decoder cannot play', () => {
  it('is recorded once, stays verified and is handed over as usual', async () => {
    const prompt = withFault('hevc.mp4')
    const { id } = await bench.makeClip(prompt)
    await bench.call('videos.cannotBeShown', { id })
    await bench.restart()
    const video = await bench.video(prompt)
    expect(video).toMatchObject({ cannotBeShown: true, hasPoster: false, state: 'saved', problem: null })
    bench.bench.platform.ipc.send('handoff.drag', { ids: [(await bench.generation(prompt)).id] })
    expect(bench.desktop.drags).toMatchObject([{ paths: [pathOf(video)] }])
  })

  it('is tried again with another version of the decoder', async () => {
    const { id } = await bench.makeClip('a boat')
    await bench.call('videos.cannotBeShown', { id })
    await bench.bench.close()
    bench.bench.open({ decoderVersion: '2.0' })
    expect(await bench.video('a boat')).toMatchObject({ cannotBeShown: false })
  })

  it('is not recorded for a file that another program changed', async () => {
    const { id } = await bench.makeClip('a boat')
    writeFileSync(pathOf(await bench.video('a boat')), '8 bytes!')
    await bench.call('videos.cannotBeShown', { id })
    expect(await bench.video('a boat')).toMatchObject({ cannotBeShown: false, state: 'changed' })
  })
})
