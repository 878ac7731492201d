import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { copiesFolder, type CopySort } from '@shared/media/editor-copies'
import { systemClock } from '../base/clock'
import { canMountDisks, PrivateDisk } from '../library/testing/private-disk'
import { readTiming } from '../media/timing/read-timing'
import { findFfmpeg } from './find-ffmpeg'
import { runProgram } from './run-program'
import { CopiesBench, ffmpegOfMachine, testPicture, variablePicture } from './testing/copies-bench'

let bench: CopiesBench
beforeEach(() => {
  bench = new CopiesBench()
})
afterEach(() => bench.remove())

/** Returns facts of a file as ffprobe reads them. */
function probed(path: string): {
  readonly video: string
  readonly audio: string
  readonly rate: string
  readonly frames: number
} {
  const args = ['-v', 'error', '-count_frames', '-show_streams', '-of', 'json', path]
  const { streams } = JSON.parse(String(execFileSync('ffprobe', args))) as {
    streams: Record<string, string>[]
  }
  const of = (type: string) => streams.find(({ codec_type }) => codec_type === type)
  const { codec_name, profile, r_frame_rate, nb_read_frames } = of('video') ?? {}
  return {
    video: `${codec_name} ${profile}`,
    audio: of('audio')?.['codec_name'] ?? 'none',
    rate: String(r_frame_rate),
    frames: Number(nb_read_frames)
  }
}

/** Returns whether a process runs. One that ended and was not waited for yet is none. */
function isRunning(id: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(id)], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z')
}

describe('a copy', () => {
  it.each<[CopySort, string, string, string]>([
    ['dnxhr', 'a boat (DNxHR).mov', 'dnxhd DNXHR HQ', 'pcm_s16le'],
    ['prores_proxy', 'a boat (ProRes proxy).mov', 'prores Proxy', 'pcm_s16le'],
    ['constant_rate', 'a boat (constant rate).mp4', 'h264 High', 'aac']
  ])('of sort %s has every frame, and the sound', async (sort, name, video, audio) => {
    const id = bench.clip(1, 'a boat.mp4', ...testPicture(1, '30000/1001'))
    expect(await bench.copies.make([id], sort)).toEqual({
      made: 1,
      alreadyThere: 0,
      isCancelled: false,
      failures: []
    })
    expect(bench.made).toEqual([name])
    const path = join(bench.root, copiesFolder, name)
    expect(bench.copies.copyFor(id, sort)).toBe(path)
    expect(probed(path)).toEqual({ video, audio, rate: '30000/1001', frames: 30 })
    expect(bench.progress.at(-1)).toBeNull()
  })

  it('of a clip whose frames differ in length has a constant rate and the same length', async () => {
    const id = bench.clip(1, 'uneven.mp4', ...variablePicture(2))
    const source = await readTiming(join(bench.root, 'uneven.mp4'))
    expect(source?.isVariable).toBe(true)
    await bench.copies.make([id], 'constant_rate')
    const copy = await readTiming(bench.copies.copyFor(id, 'constant_rate')!)
    expect(copy?.isVariable).toBe(false)
    expect(copy?.seconds).toBeCloseTo(source!.seconds, 1)
  })

  it('of a silent clip is silent', async () => {
    const silent = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=24:duration=1', '-pix_fmt', 'yuv420p']
    const id = bench.clip(1, 'silent.mp4', ...silent)
    await bench.copies.make([id], 'dnxhr')
    expect(probed(bench.copies.copyFor(id, 'dnxhr')!).audio).toBe('none')
  })

  it.each([`-i ${'x'.repeat(60)}.mp4`, "it's 100% #1 & «größe» 猫 😺.mp4", 'http:--a|b.mp4'])(
    'is made of a clip with the name %s',
    async (fileName) => {
      const id = bench.clip(1, fileName, ...testPicture(0.2, '25'))
      expect((await bench.copies.make([id], 'prores_proxy')).failures).toEqual([])
      expect(bench.made).toEqual([`${fileName.slice(0, -4)} (ProRes proxy).mov`])
    }
  )

  it('is made once, found again after a restart, and made again for another file of its clip', async () => {
    const id = bench.clip(1, 'a.mp4', ...testPicture(0.2, '25'))
    await bench.copies.make([id], 'prores_proxy')
    bench.open()
    expect(await bench.copies.make([id], 'prores_proxy')).toMatchObject({ made: 0, alreadyThere: 1 })
    bench.clips.set(id, { ...bench.clips.get(id)!, sha256: 'another' })
    expect(bench.copies.copyFor(id, 'prores_proxy')).toBeNull()
    expect(bench.copies.of(id)).toMatchObject([{ isStale: true }])
    expect(await bench.copies.make([id], 'prores_proxy')).toMatchObject({ made: 1 })
    expect(bench.made).toEqual(['a (ProRes proxy).mov'])
  })

  it('is not up to date once another program changed the clip again', async () => {
    const id = bench.clip(1, 'a.mp4', ...testPicture(0.2, '25'))
    bench.clips.set(id, { ...bench.clips.get(id)!, isChanged: true })
    await bench.copies.make([id], 'prores_proxy')
    expect(bench.copies.copyFor(id, 'prores_proxy')).not.toBeNull()
    utimesSync(join(bench.root, 'a.mp4'), 1000, 1000)
    expect(bench.copies.copyFor(id, 'prores_proxy')).toBeNull()
  })

  it('is not the copy any more once something else has its name', async () => {
    const id = bench.clip(1, 'a.mp4', ...testPicture(0.2, '25'))
    await bench.copies.make([id], 'prores_proxy')
    const path = bench.copies.copyFor(id, 'prores_proxy')!
    rmSync(path)
    symlinkSync(join(bench.root, 'a.mp4'), path)
    expect(bench.copies.copyFor(id, 'prores_proxy')).toBeNull()
    expect(bench.copies.of(id)).toEqual([])
  })

  it('is not made in place of a file that another program wrote there', async () => {
    const id = bench.clip(1, 'a.mp4', ...testPicture(0.2, '25'))
    await bench.copies.make([id], 'prores_proxy')
    const path = bench.copies.copyFor(id, 'prores_proxy')!
    // Of the same size: the frames of some codecs are all as large.
    const graded = 'x'.repeat(statSync(path).size)
    writeFileSync(path, graded)
    utimesSync(path, 1000, 1000)
    bench.clips.set(id, { ...bench.clips.get(id)!, sha256: 'another' })
    expect(await bench.copies.make([id], 'prores_proxy')).toMatchObject({ made: 1, failures: [] })
    expect(readFileSync(path, 'utf8')).toBe(graded)
    expect(bench.made).toEqual(['a (ProRes proxy) 2.mov', 'a (ProRes proxy).mov'])
  })

  it('leaves a file of another size at its name', async () => {
    const id = bench.clip(1, 'a.mp4', ...testPicture(0.2, '25'))
    await bench.copies.make([id], 'prores_proxy')
    const path = bench.copies.copyFor(id, 'prores_proxy')!
    writeFileSync(path, 'graded')
    await bench.copies.make([id], 'prores_proxy')
    expect(readFileSync(path, 'utf8')).toBe('graded')
  })

  it('is known again once the drive of the library is back', async () => {
    const id = bench.clip(1, 'a.mp4', ...testPicture(0.2, '25'))
    const other = bench.clip(2, 'b.mp4', ...testPicture(0.2, '25'))
    await bench.copies.make([id], 'prores_proxy')
    bench.open()
    renameSync(bench.root, `${bench.root} away`)
    expect(bench.copies.of(id)).toEqual([])
    renameSync(`${bench.root} away`, bench.root)
    await bench.copies.make([other], 'prores_proxy')
    expect(bench.copies.copyFor(id, 'prores_proxy')).not.toBeNull()
    expect(bench.open().copyFor(id, 'prores_proxy')).not.toBeNull()
  })

  it('goes to the system’s trash with its clip', async () => {
    const id = bench.clip(1, 'a.mp4', ...testPicture(0.2, '25'))
    await bench.copies.make([id], 'prores_proxy')
    await bench.copies.removeOf(id)
    expect(bench.trashed).toEqual([join(bench.root, copiesFolder, 'a (ProRes proxy).mov')])
    expect(bench.open().of(id)).toEqual([])
  })
})

describe('a copy that fails', () => {
  it('leaves nothing when it is cancelled, and what was made stays', async () => {
    const ids = [1, 2, 3].map((number) => bench.clip(number, `${number}.mp4`, ...testPicture(0.4, '25')))
    bench.onProgress = (progress) => {
      if (progress?.done === 1) bench.copies.cancel()
    }
    expect(await bench.copies.make(ids, 'dnxhr')).toEqual({
      made: 1,
      alreadyThere: 0,
      isCancelled: true,
      failures: []
    })
    expect(bench.made).toEqual(['1 (DNxHR).mov'])
  })

  it.skipIf(process.platform === 'win32')('ends what a script that poses as ffmpeg started', async () => {
    const script = join(bench.root, 'wrapper')
    const started = join(bench.root, 'started')
    writeFileSync(script, `#!/bin/sh\nsleep 600 &\necho $! > '${started}'\necho line\nwait\n`)
    chmodSync(script, 0o755)
    const cancelled = new AbortController()
    const { code } = await runProgram(script, [], {
      onLine: () => cancelled.abort(),
      longestSilenceMs: 60_000,
      longestMs: 60_000,
      clock: systemClock,
      signal: cancelled.signal
    })
    expect(code).toBeNull()
    const child = Number(readFileSync(started, 'utf8'))
    await vi.waitFor(() => expect(isRunning(child)).toBe(false))
  })

  it('ends ffmpeg when it is cancelled', async () => {
    const id = bench.clip(1, 'long.mp4', ...testPicture(20, '25'))
    bench.onProgress = (progress) => {
      if ((progress?.share ?? 0) > 0) bench.copies.cancel()
    }
    expect(await bench.copies.make([id], 'constant_rate')).toMatchObject({ made: 0, isCancelled: true })
    expect(bench.made).toEqual([])
  })

  it('is not made of what is no video, nor of what a link leads to, and names the clip', async () => {
    const good = bench.clip(1, 'good.mp4', ...testPicture(0.2, '25'))
    writeFileSync(join(bench.root, 'text.mp4'), 'no video')
    symlinkSync(join(bench.root, 'good.mp4'), join(bench.root, 'link.mp4'))
    const ids = [good, bench.add(2, 'text.mp4'), bench.add(3, 'link.mp4'), bench.add(4, 'gone.mp4')]
    const { made, failures } = await bench.copies.make(ids, 'prores_proxy')
    expect(made).toBe(1)
    expect(failures).toEqual([
      'text.mp4: The clip’s file can’t be read as a video.',
      'link.mp4: The clip’s file is missing.',
      'gone.mp4: The clip’s file is missing.'
    ])
    expect(bench.made).toEqual(['good (ProRes proxy).mov'])
  })

  it('does not let a playlist that poses as a clip open other files', async () => {
    const secret = bench.clip(1, 'secret.ts', ...testPicture(0.4, '25'), '-f', 'mpegts')
    const list = `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:0.4,\nfile:${bench.clips.get(secret)!.path}\n#EXT-X-ENDLIST\n`
    writeFileSync(join(bench.root, 'list.mp4'), list)
    const id = bench.add(2, 'list.mp4')
    // Even where our own reader were deceived.
    const timing = await readTiming(bench.clips.get(secret)!.path)
    Reflect.set(Reflect.get(bench.copies, 'deps') as object, 'readTiming', () => Promise.resolve(timing))
    expect((await bench.copies.make([id], 'prores_proxy')).failures).toEqual(['ffmpeg couldn’t copy it.'])
    expect(bench.made).toEqual([])
  })

  it('is removed where ffmpeg wrote too little', async () => {
    const id = bench.clip(1, 'a.mp4', ...testPicture(1, '25'))
    const short = join(bench.root, 'short-ffmpeg')
    const { path, encoders, version } = (await ffmpegOfMachine())!
    // As a full disk or a broken build does that reports success.
    writeFileSync(
      short,
      `#!/bin/sh\nfor last; do :; done\nexec '${path}' -hide_banner -loglevel error -f lavfi -i testsrc2=size=320x180:rate=25:duration=0.2 -c:v prores_ks "$last"\n`
    )
    chmodSync(short, 0o755)
    bench.findFfmpeg = () => Promise.resolve({ path: short, encoders, version })
    expect((await bench.copies.make([id], 'prores_proxy')).failures).toEqual([
      'The copy wasn’t complete, so it was removed.'
    ])
    expect(bench.made).toEqual([])
  })

  it('is refused where the folder of copies is a link', async () => {
    const id = bench.clip(1, 'a.mp4', ...testPicture(0.2, '25'))
    const elsewhere = join(bench.root, 'elsewhere')
    mkdirSync(elsewhere)
    symlinkSync(elsewhere, join(bench.root, copiesFolder))
    expect((await bench.copies.make([id], 'prores_proxy')).failures).toHaveLength(1)
    expect(readdirSync(elsewhere)).toEqual([])
  })

  it('leaves parts that a crash left for the next one to remove', async () => {
    const id = bench.clip(1, 'a.mp4', ...testPicture(0.2, '25'))
    mkdirSync(join(bench.root, copiesFolder))
    const names = ['.3b241101-e2bb-4255-8caf-4136c566a962.part.mov', 'mine.mov', '.hidden.part.mov']
    for (const name of names) writeFileSync(join(bench.root, copiesFolder, name), 'x')
    await bench.copies.make([id], 'prores_proxy')
    expect(bench.made).toEqual(['.hidden.part.mov', 'a (ProRes proxy).mov', 'mine.mov'])
  })

  it.skipIf(!canMountDisks)('is refused where the disk has no room for it', async () => {
    const disk = await PrivateDisk.mount(32 * 2 ** 20)
    const home = bench.root
    try {
      const id = bench.clip(1, 'a.mp4', ...testPicture(0.2, '25'))
      bench.root = disk.path
      mkdirSync(join(disk.path, '.dailies'))
      bench.open()
      const { failures } = await bench.copies.make([id], 'dnxhr')
      expect(failures[0]).toMatch(/^The copy needs about .*free/)
      expect(bench.made).toEqual([])
    } finally {
      bench.root = home
      await disk.remove()
    }
  })

  it('says so where one is being made already', async () => {
    const id = bench.clip(1, 'a.mp4', ...testPicture(0.2, '25'))
    const first = bench.copies.make([id], 'prores_proxy')
    await expect(bench.copies.make([id], 'dnxhr')).rejects.toThrow('already being made')
    expect((await first).made).toBe(1)
  })
})

describe('ffmpeg', () => {
  /** Looks on a PATH, and in no folder that this machine has. */
  const find = (path: string) =>
    findFfmpeg({
      clock: systemClock,
      signal: new AbortController().signal,
      environment: { PATH: path },
      system: 'win32'
    })

  it('is found on the machine, with what it can write', async () => {
    expect((await bench.copies.tools(false)).sorts).toEqual(['constant_rate', 'dnxhr', 'prores_proxy'])
  })

  it('is asked once, and again where it was not found', async () => {
    let asked = 0
    bench.findFfmpeg = () => {
      asked += 1
      return asked === 1 ? Promise.resolve(null) : ffmpegOfMachine()
    }
    expect(await bench.copies.tools(false)).toEqual({ version: null, sorts: [] })
    expect((await bench.copies.tools(false)).version).not.toBeNull()
    await bench.copies.tools(false)
    expect(asked).toBe(2)
  })

  it('is said to be missing where it is', async () => {
    bench.findFfmpeg = () => Promise.resolve(null)
    const id = bench.clip(1, 'a.mp4', ...testPicture(0.2, '25'))
    await expect(bench.copies.make([id], 'dnxhr')).rejects.toThrow('ffmpeg isn’t installed')
  })

  it('is neither a folder, a file that does not run, nor one of a relative path', async () => {
    const folder = join(bench.root, 'bin')
    mkdirSync(join(folder, 'ffmpeg.exe'), { recursive: true })
    const broken = join(bench.root, 'broken')
    mkdirSync(broken)
    writeFileSync(join(broken, 'ffmpeg.exe'), '#!/bin/sh\nexit 3\n')
    chmodSync(join(broken, 'ffmpeg.exe'), 0o755)
    const posing = join(bench.root, 'posing')
    mkdirSync(posing)
    writeFileSync(join(posing, 'ffmpeg.exe'), '#!/bin/sh\necho something else\n')
    chmodSync(join(posing, 'ffmpeg.exe'), 0o755)
    expect(await find(`${folder}:${broken}:${posing}:.:usr/bin`)).toBeNull()
  })

  it('is not taken for one without encoders where it does not say which it has', async () => {
    const folder = join(bench.root, 'bin')
    mkdirSync(folder)
    const silent = '#!/bin/sh\n[ "$2" = -version ] && echo "ffmpeg version 7.1" || exit 3\n'
    writeFileSync(join(folder, 'ffmpeg.exe'), silent)
    chmodSync(join(folder, 'ffmpeg.exe'), 0o755)
    expect(await find(folder)).toBeNull()
  })

  it('without an encoder makes no copy that needs it', async () => {
    const found = (await ffmpegOfMachine())!
    bench.findFfmpeg = () => Promise.resolve({ ...found, encoders: new Set(['prores', 'pcm_s16le']) })
    expect((await bench.copies.tools(false)).sorts).toEqual(['prores_proxy'])
    const id = bench.clip(1, 'a.mp4', ...testPicture(0.2, '25'))
    await expect(bench.copies.make([id], 'dnxhr')).rejects.toThrow('can’t write this kind')
  })
})
