import {
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canMountDisks, PrivateDisk } from '../library/testing/private-disk'
import { markerName, markerPathIn, markerText, type Marker } from './marker'
import { TargetError } from './target'
import { endingAfter, MirrorBench, owner } from './testing/mirror-bench'

let bench: MirrorBench
beforeEach(() => {
  bench = new MirrorBench()
})
afterEach(() => bench.remove())

describe('a hot folder', () => {
  it('gets what is wanted and loses what no longer is', async () => {
    const [one, two, three] = [bench.clip(1), bench.clip(2), bench.clip(3)]
    expect(await bench.sync([one, two])).toEqual({ clips: 2, waiting: 0 })
    expect(await bench.sync([two, three])).toEqual({ clips: 2, waiting: 0 })
    expect(bench.content()).toEqual({ 'clip 2.mp4': 'content of 2', 'clip 3.mp4': 'content of 3' })
  })

  it('writes nothing where nothing changed', async () => {
    const clips = [bench.clip(1), bench.clip(2)]
    await bench.sync(clips)
    bench.files = endingAfter(bench.files, 0)
    expect(await bench.sync(clips)).toEqual({ clips: 2, waiting: 0 })
  })

  it('holds copies, so that a program that writes into one does not change the library', async () => {
    const clip = bench.clip(1)
    await bench.sync([clip])
    bench.put('clip 1.mp4', 'written by an editor')
    expect(readFileSync(join(bench.library, 'clip 1.mp4'), 'utf8')).toBe('content of 1')
  })

  it('holds second names of the library’s files where the user chose that', async () => {
    bench.way = 'link'
    const clip = bench.clip(1)
    await bench.sync([clip])
    const inode = (path: string): number => lstatSync(path).ino
    expect(inode(bench.pathOf('clip 1.mp4'))).toBe(inode(join(bench.library, 'clip 1.mp4')))
    await bench.sync([])
    expect(bench.content()).toEqual({})
    expect(readFileSync(join(bench.library, 'clip 1.mp4'), 'utf8')).toBe('content of 1')
  })

  it('keeps the name of a clip that is renamed in the library, also when it comes back', async () => {
    const clip = bench.clip(1)
    await bench.sync([clip])
    renameSync(join(bench.library, 'clip 1.mp4'), join(bench.library, 'renamed.mp4'))
    const renamed = { ...clip, file: 'renamed.mp4' }
    await bench.sync([renamed])
    expect(Object.keys(bench.content())).toEqual(['clip 1.mp4'])
    await bench.sync([])
    await bench.sync([renamed])
    expect(Object.keys(bench.content())).toEqual(['clip 1.mp4'])
  })

  it('gives no clip the name that another one had', async () => {
    const clip = bench.clip(1, 'boat.mp4')
    await bench.sync([clip])
    await bench.sync([])
    const other = bench.clip(2, 'BOAT.mp4')
    await bench.sync([other])
    expect(Object.keys(bench.content())).toEqual(['BOAT 2.mp4'])
  })

  it('gives names that differ in more than case and the spelling of accents', async () => {
    const clips = [bench.clip(1, 'café.mp4'), bench.clip(2, 'CAFE\u0301.mp4')]
    await bench.sync(clips)
    expect(Object.keys(bench.content()).sort()).toEqual(['CAFÉ 2.mp4'.normalize('NFD'), 'café.mp4'].sort())
  })

  it('puts back what was removed there by hand', async () => {
    const clip = bench.clip(1)
    await bench.sync([clip])
    unlinkSync(bench.pathOf('clip 1.mp4'))
    await bench.sync([clip])
    expect(bench.content()).toEqual({ 'clip 1.mp4': 'content of 1' })
  })

  it('keeps what it has of a clip whose own file is missing, and adds none', async () => {
    const [one, two] = [bench.clip(1), bench.clip(2)]
    await bench.sync([one])
    unlinkSync(join(bench.library, 'clip 1.mp4'))
    const missing = [one, two].map((clip) => ({ ...clip, state: 'missing' as const }))
    expect(await bench.sync(missing)).toEqual({ clips: 1, waiting: 1 })
    expect(bench.content()).toEqual({ 'clip 1.mp4': 'content of 1' })
  })

  it('does not take a damaged file for the clip', async () => {
    const clip = bench.clip(1)
    truncateSync(join(bench.library, 'clip 1.mp4'), 3)
    expect(await bench.sync([clip])).toEqual({ clips: 0, waiting: 1 })
    expect(bench.content()).toEqual({})
  })

  it('takes a clip that another program changed as it is', async () => {
    const clip = bench.clip(1)
    writeFileSync(join(bench.library, 'clip 1.mp4'), 'changed')
    await bench.sync([{ ...clip, state: 'changed' }])
    expect(bench.content()).toEqual({ 'clip 1.mp4': 'changed' })
  })

  it('removes nothing while it is not certain what is wanted', async () => {
    const clip = bench.clip(1)
    await bench.sync([clip])
    expect(await bench.sync([], false)).toEqual({ clips: 0, waiting: 1 })
    expect(bench.content()).toEqual({ 'clip 1.mp4': 'content of 1' })
  })

  it('removes all that is its own at the end, and its marker', async () => {
    await bench.sync([bench.clip(1), bench.clip(2)])
    bench.put('clip 2.mp4', 'edited there')
    bench.put('mine.txt', 'mine')
    expect(await bench.mirror().removeAll(new AbortController().signal)).toEqual({ removed: 1, left: 0 })
    expect(bench.content()).toEqual({ 'clip 2.mp4': 'edited there', 'mine.txt': 'mine' })
    expect(bench.hasMarker).toBe(false)
  })
})

describe('files that are not ours', () => {
  it('stay under a name that a clip would have', async () => {
    bench.put('Clip 1.MP4', 'mine')
    await bench.sync([bench.clip(1)])
    await bench.sync([])
    expect(bench.content()).toEqual({ 'Clip 1.MP4': 'mine' })
  })

  it('stay where another program replaced or changed ours', async () => {
    const clips = [1, 2, 3].map((number) => bench.clip(number))
    await bench.sync(clips)
    bench.put('clip 1.mp4', 'longer than it was before')
    bench.put('clip 2.mp4', 'CONTENT of 2')
    rmSync(bench.pathOf('clip 3.mp4'))
    symlinkSync(join(bench.library, 'clip 3.mp4'), bench.pathOf('clip 3.mp4'))
    // It is still the user's clip there, so no second copy is added.
    expect(await bench.sync(clips)).toEqual({ clips: 3, waiting: 0 })
    await bench.sync([])
    expect(bench.content()).toEqual({
      'clip 1.mp4': 'longer than it was before',
      'clip 2.mp4': 'CONTENT of 2',
      'clip 3.mp4': 'content of 3'
    })
  })

  it('stay where they came while others were removed', async () => {
    await bench.sync([bench.clip(1), bench.clip(2)])
    const { files } = bench
    bench.files = {
      ...files,
      remove: async (path) => {
        await files.remove(path)
        bench.put('clip 2.mp4', 'edited meanwhile')
      }
    }
    await bench.sync([])
    expect(bench.content()).toEqual({ 'clip 2.mp4': 'edited meanwhile' })
  })

  it('are distinguished from ours by their bytes where a disk gives other numbers and times', async () => {
    const clips = [bench.clip(1), bench.clip(2)]
    await bench.sync(clips)
    // As a memory stick does that was connected again.
    const content = readFileSync(bench.pathOf('clip 1.mp4'))
    rmSync(bench.pathOf('clip 1.mp4'))
    writeFileSync(bench.pathOf('clip 1.mp4'), content)
    utimesSync(bench.pathOf('clip 2.mp4'), 1000, 1000)
    await bench.sync([])
    expect(bench.content()).toEqual({})
  })
})

describe('a hot folder with links', () => {
  it('is refused where a link took its place', async () => {
    const clip = bench.clip(1)
    const elsewhere = join(bench.home, 'elsewhere')
    renameSync(bench.target, elsewhere)
    symlinkSync(elsewhere, bench.target)
    await expect(bench.sync([clip])).rejects.toEqual(new TargetError('not_safe'))
    expect(readdirSync(elsewhere)).toEqual([markerName])
  })

  it('is refused where a link took the place of a folder above it', async () => {
    const home = mkdtempSync(join(bench.home, 'above-'))
    const inner = join(home, 'inner')
    mkdirSync(inner)
    const other = new MirrorBench(inner)
    const moved = `${home}-moved`
    renameSync(home, moved)
    symlinkSync(moved, home)
    await expect(other.sync([other.clip(1)])).rejects.toEqual(new TargetError('not_safe'))
    other.remove()
  })

  it('stops where the folder is replaced between two changes', async () => {
    const clips = [bench.clip(1), bench.clip(2)]
    const { copy } = bench.files
    const elsewhere = join(bench.home, 'elsewhere')
    mkdirSync(elsewhere)
    bench.files = {
      ...bench.files,
      copy: async (source, part) => {
        await copy(source, part)
        renameSync(bench.target, `${bench.target}-moved`)
        symlinkSync(elsewhere, bench.target)
      }
    }
    await expect(bench.sync(clips)).rejects.toThrow(TargetError)
    expect(readdirSync(elsewhere)).toEqual([])
  })

  it('does not write through a link at a temporary name or at a clip’s', async () => {
    const clip = bench.clip(1)
    const victim = join(bench.home, 'victim')
    writeFileSync(victim, 'mine')
    symlinkSync(victim, bench.pathOf('clip 1.mp4'))
    symlinkSync(victim, bench.pathOf(`.dailies-${owner}-${clip.videoId}.part`))
    expect(await bench.sync([clip, bench.clip(2)])).toEqual({ clips: 1, waiting: 1 })
    rmSync(bench.pathOf(`.dailies-${owner}-${clip.videoId}.part`), { force: true })
    await bench.sync([clip])
    expect(readFileSync(victim, 'utf8')).toBe('mine')
    expect(readFileSync(bench.pathOf('clip 1 2.mp4'), 'utf8')).toBe('content of 1')
  })

  it('does not copy what a link in the library leads to', async () => {
    const clip = bench.clip(1)
    const secret = join(bench.home, 'secret')
    writeFileSync(secret, 'secret')
    rmSync(join(bench.library, 'clip 1.mp4'))
    symlinkSync(secret, join(bench.library, 'clip 1.mp4'))
    expect(await bench.sync([{ ...clip, state: 'changed' }])).toEqual({ clips: 0, waiting: 1 })
  })
})

describe('a hot folder that is not there', () => {
  it('is not created, and an empty mount point is not filled', async () => {
    rmSync(bench.target, { recursive: true })
    await expect(bench.sync([bench.clip(1)])).rejects.toEqual(new TargetError('not_there'))
    mkdirSync(bench.target)
    await expect(bench.sync([bench.clip(1)])).rejects.toEqual(new TargetError('not_there'))
    expect(readdirSync(bench.target)).toEqual([])
  })

  it('is left alone where the marker is another one’s or cannot be read', async () => {
    const text = markerText({
      version: 1,
      owner: '11111111-1111-4111-8111-111111111111' as typeof owner,
      library: null,
      entries: []
    })
    for (const content of [text, 'no marker']) {
      writeFileSync(markerPathIn(bench.target), content)
      await expect(bench.sync([bench.clip(1)])).rejects.toEqual(new TargetError('taken_over'))
    }
    expect(bench.content()).toEqual({})
  })

  it.each(['../library/clip 1.mp4', '..', 'sub/clip 1.mp4', 'sub\\clip 1.mp4', 'C:clip 1.mp4', ''])(
    'is left alone where the marker names a file elsewhere: %s',
    async (name) => {
      const clip = bench.clip(1)
      await bench.sync([clip])
      const path = markerPathIn(bench.target)
      const { entries, ...marker } = JSON.parse(readFileSync(path, 'utf8')) as Marker
      writeFileSync(path, markerText({ ...marker, entries: entries.map((entry) => ({ ...entry, name })) }))
      await expect(bench.sync([])).rejects.toThrow(new TargetError('taken_over'))
      expect(bench.libraryContent('clip 1.mp4')).toBe('content of 1')
    }
  )

  it('is left alone where it is in the library, whose path leads through a link', async () => {
    const clip = bench.clip(1)
    const link = join(bench.home, 'link to home')
    symlinkSync(bench.home, link)
    bench.library = link
    await expect(bench.sync([clip])).rejects.toThrow(new TargetError('in_library'))
  })

  it('is left alone where it is in the library under a name with two dots', async () => {
    bench.library = bench.home
    const target = join(bench.home, '..target')
    renameSync(bench.target, target)
    const inner = new MirrorBench(target)
    inner.library = bench.home
    await expect(inner.sync([]).finally(() => inner.remove())).rejects.toThrow(new TargetError('in_library'))
  })

  it('is left alone where the library was moved into it', async () => {
    const clip = bench.clip(1)
    bench.library = bench.target
    await expect(bench.sync([clip])).rejects.toEqual(new TargetError('in_library'))
    expect(bench.content()).toEqual({})
  })
})

describe('a hot folder that cannot be written', () => {
  it.skipIf(!canMountDisks)('fails as read-only, and is complete once it can be written', async () => {
    const disk = await PrivateDisk.mount(8 * 2 ** 20)
    const onDisk = MirrorBench.on(disk)
    try {
      const clip = onDisk.clip(1)
      await disk.makeReadOnly(true)
      await expect(onDisk.sync([clip])).rejects.toThrow('EROFS')
      await disk.makeReadOnly(false)
      await onDisk.sync([clip])
      expect(onDisk.content()).toEqual({ 'clip 1.mp4': 'content of 1' })
    } finally {
      onDisk.remove()
      await disk.remove()
    }
  })

  it.skipIf(!canMountDisks)(
    'keeps what fits on a full disk, and is complete once there is room',
    async () => {
      const mebibyte = 2 ** 20
      const disk = await PrivateDisk.mount(2 * mebibyte)
      const onDisk = MirrorBench.on(disk)
      try {
        const clips = [1, 2, 3].map((number) =>
          onDisk.clip(number, `${number}.mp4`, String(number).repeat(0.9 * mebibyte))
        )
        await expect(onDisk.sync(clips)).rejects.toThrow('ENOSPC')
        expect(Object.keys(onDisk.content())).toEqual(['1.mp4', '2.mp4'])
        await disk.resize(8 * mebibyte)
        expect(await onDisk.sync(clips)).toEqual({ clips: 3, waiting: 0 })
        expect(Object.keys(onDisk.content())).toEqual(['1.mp4', '2.mp4', '3.mp4'])
      } finally {
        onDisk.remove()
        await disk.remove()
      }
    }
  )

  it.skipIf(!canMountDisks)('waits for a drive that is pulled out, and goes on where it was', async () => {
    const disk = await PrivateDisk.mount(8 * 2 ** 20)
    const onDisk = MirrorBench.on(disk)
    try {
      const [one, two] = [onDisk.clip(1), onDisk.clip(2)]
      await onDisk.sync([one])
      await disk.pullOut()
      await expect(onDisk.sync([two])).rejects.toEqual(new TargetError('not_there'))
      await disk.plugIn()
      await onDisk.sync([two])
      expect(onDisk.content()).toEqual({ 'clip 2.mp4': 'content of 2' })
    } finally {
      onDisk.remove()
      await disk.remove()
    }
  })

  it('keeps what an editor holds open, and removes it later', async () => {
    const clip = bench.clip(1)
    await bench.sync([clip])
    const { files } = bench
    const busy = Object.assign(new Error('EBUSY'), { code: 'EBUSY' })
    bench.files = { ...files, remove: () => Promise.reject(busy) }
    expect(await bench.sync([])).toEqual({ clips: 0, waiting: 1 })
    bench.files = files
    expect(await bench.sync([])).toEqual({ clips: 0, waiting: 0 })
    expect(bench.content()).toEqual({})
  })
})

describe('a hot folder on a disk without hard links', () => {
  it('falls back to a copy', async () => {
    bench.way = 'link'
    bench.files = { ...bench.files, link: () => Promise.reject(new Error('EPERM')) }
    await bench.sync([bench.clip(1)])
    expect(lstatSync(bench.pathOf('clip 1.mp4')).nlink).toBe(1)
    linkSync(bench.pathOf('clip 1.mp4'), join(bench.home, 'second name'))
    await bench.sync([])
    expect(bench.content()).toEqual({})
  })
})
