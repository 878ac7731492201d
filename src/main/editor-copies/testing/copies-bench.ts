import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { VideoId } from '@shared/generation'
import { copiesFolder, type EditorCopyProgress } from '@shared/media/editor-copies'
import { systemClock } from '../../base/clock'
import { placerOn } from '../../downloads/part/placement'
import { silentLogger } from '../../logging/logger'
import { readTiming } from '../../media/timing/read-timing'
import { CopyRecord } from '../copy-record'
import { EditorCopies } from '../editor-copies'
import { findFfmpeg, type Ffmpeg } from '../find-ffmpeg'
import type { ClipFile } from '../make-copy'

export const ffmpegOfMachine = (): Promise<Ffmpeg | null> =>
  findFfmpeg({ clock: systemClock, signal: new AbortController().signal })

/** A library folder with clips that ffmpeg made, and the copies in it. */
export class CopiesBench {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'dailies-copies-')))
  readonly clips = new Map<VideoId, ClipFile>()
  readonly progress: (EditorCopyProgress | null)[] = []
  readonly trashed: string[] = []
  findFfmpeg: (signal: AbortSignal) => Promise<Ffmpeg | null> = ffmpegOfMachine
  onProgress: (progress: EditorCopyProgress | null) => void = () => undefined
  copies: EditorCopies

  constructor() {
    mkdirSync(join(this.root, '.dailies'))
    this.copies = this.open()
  }

  /** Starts again on the same folder. */
  open(): EditorCopies {
    this.copies = new EditorCopies({
      folder: this,
      record: new CopyRecord({ folder: this, logger: silentLogger }),
      findFfmpeg: (signal) => this.findFfmpeg(signal),
      clip: (id) => this.clips.get(id) ?? null,
      whyNotWritable: () => null,
      readTiming,
      place: placerOn(systemClock),
      onProgress: (progress) => {
        this.progress.push(progress)
        this.onProgress(progress)
      },
      trashFile: (path) => {
        this.trashed.push(path)
        rmSync(path)
        return Promise.resolve()
      },
      clock: systemClock,
      logger: silentLogger,
      shutdown: new AbortController().signal
    })
    return this.copies
  }

  /**
   * Makes a clip with ffmpeg.
   *
   * @param input Arguments before the file's name.
   */
  clip(number: number, fileName: string, ...input: readonly string[]): VideoId {
    const path = join(this.root, fileName)
    execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...input, `file:${path}`])
    return this.add(number, fileName)
  }

  /** Adds a file that is there as a clip. */
  add(number: number, fileName: string): VideoId {
    const videoId = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as VideoId
    const clip = { videoId, path: join(this.root, fileName), fileName, sha256: `hash of ${number}` }
    this.clips.set(videoId, { ...clip, isChanged: false, width: 320, height: 180 })
    return videoId
  }

  /** Names in the folder of copies. */
  get made(): readonly string[] {
    try {
      return readdirSync(join(this.root, copiesFolder)).sort()
    } catch {
      return []
    }
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** Arguments that make a moving picture of a size and rate with a tone. */
export const testPicture = (seconds: number, rate: string): readonly string[] => [
  ...['-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=${rate}:duration=${seconds}`],
  ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}:sample_rate=48000`],
  ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
]

/** Arguments that make a clip whose frames differ in length. */
export const variablePicture = (seconds: number): readonly string[] => [
  ...testPicture(seconds, '30'),
  ...['-vf', 'select=not(mod(n\\,3))+gt(mod(n\\,30)\\,20)', '-fps_mode', 'vfr']
]
