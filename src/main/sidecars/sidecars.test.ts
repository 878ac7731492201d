import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId, VideoId } from '@shared/generation'
import { FakeClock } from '../base/testing/fake-clock'
import { systemFiles } from '../downloads/files'
import { place } from '../downloads/part/placement'
import type { Generation, Video } from '../generations/domain/generation'
import { silentLogger } from '../logging/logger'
import { SidecarFiles } from './sidecar-files'
import { Sidecars } from './sidecars'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dailies-sidecars-'))
  mkdirSync(join(root, 'incoming'))
})
afterEach(() => rmSync(root, { recursive: true }))

const files = (makeIncoming = (): void => undefined): SidecarFiles =>
  new SidecarFiles({
    folder: { root, incoming: join(root, 'incoming'), pathOf: (name) => join(root, name) },
    makeIncoming,
    isOwn: (text) => text.startsWith('ours'),
    place: (part, target) => place(systemFiles, part, target, [], new FakeClock())
  })
const sidecar = (): string => readFileSync(join(root, 'a.mp4.xmp'), 'utf8')

describe('SidecarFiles', () => {
  beforeEach(() => writeFileSync(join(root, 'a.mp4'), 'clip'))

  it('writes, leaves what is the same, and replaces its own', async () => {
    expect(await files().write('a.mp4', 'id', 'ours 1')).toBe('written')
    expect(await files().write('a.mp4', 'id', 'ours 1')).toBe('same')
    expect(await files().write('a.mp4', 'id', 'ours 2')).toBe('written')
    expect(sidecar()).toBe('ours 2')
  })

  it('replaces an empty one, which a crash may have left', async () => {
    writeFileSync(join(root, 'a.mp4.xmp'), '')
    expect(await files().write('a.mp4', 'id', 'ours')).toBe('written')
  })

  it('never writes over or removes one of another program', async () => {
    writeFileSync(join(root, 'a.mp4.xmp'), 'theirs')
    expect(await files().write('a.mp4', 'id', 'ours')).toBe('foreign')
    expect(await files().remove('a.mp4')).toBe('foreign')
    expect(sidecar()).toBe('theirs')
  })

  it.each(['theirs', ''])('leaves one that another program rewrites meanwhile: “%s”', async (theirs) => {
    await files().write('a.mp4', 'id', 'ours 1')
    const rewriting = files(() => writeFileSync(join(root, 'a.mp4.xmp'), theirs))
    expect(await rewriting.write('a.mp4', 'id', 'ours 2')).toBe('foreign')
    expect(sidecar()).toBe(theirs)
  })

  it('writes through no link, and nothing without a clip', async () => {
    writeFileSync(join(root, 'secret'), '')
    symlinkSync(join(root, 'secret'), join(root, 'a.mp4.xmp'))
    expect(await files().write('a.mp4', 'id', 'ours')).toBe('foreign')
    expect(readFileSync(join(root, 'secret'), 'utf8')).toBe('')
    expect(await files().write('gone.mp4', 'id', 'ours')).toBe('no_clip')
  })
})

describe('Sidecars', () => {
  const clips: Generation[] = Array.from({ length: 3 }, (_, index) => {
    const video = { id: `v${index}` as VideoId, fileName: `${index}.mp4`, state: 'saved' } as Video
    return { id: `g${index}` as GenerationId, deletedAtMs: null, videos: [video] } as unknown as Generation
  })
  let isWanted: boolean
  let isSettled: boolean
  let isWritable: boolean
  let written: string[]
  let clock: FakeClock
  beforeEach(() => {
    ;[isWanted, isSettled, isWritable, written, clock] = [true, true, true, [], new FakeClock()]
  })

  const create = (): Sidecars =>
    new Sidecars({
      files: {
        write: (fileName) => {
          written.push(fileName)
          return Promise.resolve('written')
        },
        remove: () => Promise.resolve('removed')
      },
      isWanted: () => isWanted,
      isWritable: () => isWritable,
      store: {
        find: (id) => clips.find((clip) => clip.id === id) ?? null,
        findByVideo: (id) => clips.find(({ videos }) => videos[0]!.id === id) ?? null
      },
      pages: {
        count: () => clips.length,
        after: (id) => (id === null ? clips.map(({ videos }) => videos[0] as never) : [])
      },
      textOf: () => 'ours',
      clipsIn: () => [clips[1]!.id],
      memory: { isSettled: () => isSettled, note: (now) => (isSettled = now) },
      clock,
      logger: silentLogger,
      onChange: () => undefined
    })
  const settle = async (sidecars: Sidecars): Promise<void> => {
    clock.advance(1_000)
    await sidecars.removeAll()
  }

  it('writes a clip once however often it changes within a second', async () => {
    const sidecars = create()
    sidecars.start()
    for (let change = 0; change < 5; change += 1) sidecars.noteClip(clips[0]!.id)
    expect(written).toEqual([])
    await settle(sidecars)
    expect(written).toEqual(['0.mp4'])
  })

  it('compares all after a crash, and none after a clean end', async () => {
    const sidecars = create()
    sidecars.start()
    sidecars.noteClip(clips[0]!.id)
    expect(isSettled).toBe(false)
    clock = new FakeClock()
    const afterCrash = create()
    afterCrash.start()
    await settle(afterCrash)
    expect(written).toEqual(['0.mp4', '1.mp4', '2.mp4'])
    afterCrash.noteClip(clips[2]!.id)
    await afterCrash.dispose()
    expect([isSettled, written.at(-1)]).toEqual([true, '2.mp4'])
    written = []
    clock = new FakeClock()
    const next = create()
    next.start()
    await settle(next)
    expect(written).toEqual([])
  })

  it('waits while the library folder is away', async () => {
    const sidecars = create()
    sidecars.start()
    isWritable = false
    sidecars.noteClip(clips[0]!.id)
    await settle(sidecars)
    expect(written).toEqual([])
    isWritable = true
    sidecars.noteAll()
    await settle(sidecars)
    expect(written).toHaveLength(3)
  })

  it('writes nothing at the end where another library is in its folder', async () => {
    const sidecars = create()
    sidecars.start()
    sidecars.noteClip(clips[0]!.id)
    isWritable = false
    await sidecars.dispose()
    expect([written, isSettled]).toEqual([[], false])
  })

  it('writes the clips of a project or shot that was renamed', async () => {
    const sidecars = create()
    sidecars.start()
    sidecars.noteItem({ kind: 'shot' } as never)
    sidecars.noteItem({ kind: 'collection' } as never)
    await settle(sidecars)
    expect(written).toEqual(['1.mp4'])
  })

  it('stops when it is no longer wanted', async () => {
    const sidecars = create()
    sidecars.start()
    sidecars.noteAll()
    isWanted = false
    sidecars.noteSettings()
    await settle(sidecars)
    expect(written).toEqual([])
  })
})
