import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatTimecode, timebaseOf } from '@shared/media/timecode'
import { ClipBench } from '../../app/testing/clip-bench'
import { frameFileName } from './frame-name'

const clip = 'a paper boat'
const png = (body: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, body],
    ...[0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]
  ])

describe('saving a frame', () => {
  let bench: ClipBench
  let frames: string
  beforeEach(async () => {
    bench = await ClipBench.start()
    frames = join(bench.library, 'Frames')
  })
  afterEach(() => bench.end())

  const save = async (body: number, seconds = 1.5): Promise<string> => {
    const { id } = await bench.video(clip)
    return (await bench.call('frames.save', { id, seconds, png: png(body) })).fileName
  }

  it('names it after clip and timecode, and shows it', async () => {
    const { fileName, framesPerSecond } = await bench.makeClip(clip)
    const saved = await save(1)
    const timecode = formatTimecode(1.5, timebaseOf(framesPerSecond)).replaceAll(/[:.]/g, '-')
    expect(saved).toBe(`${fileName!.slice(0, -'.mp4'.length)} ${timecode}.png`)
    expect(new Uint8Array(readFileSync(join(frames, saved)))).toEqual(png(1))
    await bench.call('frames.reveal', { fileName: saved })
    expect(bench.desktop.revealed).toEqual([join(frames, saved)])
    // Nothing of it stays beside the downloads.
    expect(readdirSync(join(bench.library, '.dailies', 'incoming'))).toEqual([])
  })

  it('never replaces another file', async () => {
    await bench.makeClip(clip)
    const [first, second] = [await save(1), await save(2)]
    expect(second).toBe(first.replace('.png', ' 2.png'))
    expect([first, second].map((name) => readFileSync(join(frames, name))[8])).toEqual([1, 2])
  })

  it('accepts nothing but a PNG, and no name outside of its folder', async () => {
    const { id } = await bench.makeClip(clip)
    const bytes = new Uint8Array(2_000_000)
    await expect(bench.call('frames.save', { id, seconds: 0, png: bytes })).rejects.toThrow('invalid_input')
    for (const fileName of ['../clip.png', '/etc/x.png', '.hidden.png', 'a\\b.png', 'clip.mp4'])
      await expect(bench.call('frames.reveal', { fileName })).rejects.toThrow('invalid_input')
    await expect(bench.call('frames.reveal', { fileName: 'gone.png' })).rejects.toThrow('file_missing')
  })

  it('accepts no more bytes than the pixels of the clip can take', async () => {
    const { id, width, height } = await bench.makeClip(clip)
    const pixels = width! * height! * 4
    const sized = (bytes: number): Uint8Array<ArrayBuffer> => {
      const frame = new Uint8Array(bytes)
      frame.set(png(1).subarray(0, 8))
      frame.set(png(1).subarray(-12), bytes - 12)
      return frame
    }
    await bench.call('frames.save', { id, seconds: 0, png: sized(pixels) })
    const tooMany = bench.call('frames.save', { id, seconds: 0, png: sized(pixels + 200_000) })
    await expect(tooMany).rejects.toThrow('invalid_input')
    expect(readdirSync(frames)).toHaveLength(1)
  })

  it('needs a gesture of the user', async () => {
    await bench.makeClip(clip)
    bench.desktop.hasGesture = false
    await expect(save(1)).rejects.toThrow('not_allowed')
    expect(existsSync(frames)).toBe(false)
  })

  it('says why it cannot be written, and follows no link', async () => {
    await bench.makeClip(clip)
    const elsewhere = join(bench.home, 'elsewhere')
    mkdirSync(elsewhere)
    symlinkSync(elsewhere, frames)
    await expect(save(1)).rejects.toThrow('folder_read_only')
    expect(readdirSync(elsewhere)).toEqual([])
  })

  it('is left alone when the folder is rebuilt', async () => {
    await bench.makeClip(clip)
    const saved = await save(1)
    const report = await bench.call('library.rebuild', {})
    expect(report).toMatchObject({ adopted: 0, unreadable: 0 })
    expect(readdirSync(frames)).toEqual([saved])
  })
})

describe('the name of a frame', () => {
  const named = (clipName: string, attempt: number, mostBytes: number): string =>
    frameFileName({ clipName, seconds: 3.5, framesPerSecond: 24 }, attempt, mostBytes)

  it('fits on the disk, and keeps the timecode', () => {
    expect(named('boat.mp4', 1, 120)).toBe('boat 00-00-03-12.png')
    expect(named('boat.mp4', 3, 120)).toBe('boat 00-00-03-12 3.png')
    expect(named(`${'ä'.repeat(100)}.mp4`, 2, 40)).toBe(`${'ä'.repeat(11)} 00-00-03-12 2.png`)
    expect(frameFileName({ clipName: 'b.webm', seconds: 1.25, framesPerSecond: null }, 1, 99)).toBe(
      'b 00-00-01-250.png'
    )
  })
})
