import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GenerationId, VideoId } from '@shared/generation'
import type { HotFolder, HotFolderId } from '@shared/library/hot-folders'
import { systemClock } from '../../base/clock'
import { placerOn } from '../../downloads/part/placement'
import { sha256Of } from '../../library/folder/hash-file'
import type { PrivateDisk } from '../../library/testing/private-disk'
import { silentLogger } from '../../logging/logger'
import { hotFilesOn, type HotFiles } from '../hot-files'
import { markerName, markerPathIn, markerText } from '../marker'
import { Mirror, type MirrorDeps, type Synced } from '../mirror'
import type { WantedClip } from '../wanted-clip'

export const owner = '3b241101-e2bb-4255-8caf-4136c566a962' as HotFolderId

/** Returns an id that a number stands for. */
const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** A library of small files and a hot folder, on real disks. */
export class MirrorBench {
  readonly home = realpathSync(mkdtempSync(join(tmpdir(), 'dailies-hot-')))
  library = join(this.home, 'library')
  readonly target: string
  files: HotFiles = hotFilesOn(placerOn(systemClock))
  way: HotFolder['way'] = 'copy'

  constructor(target?: string) {
    this.target = target ?? join(this.home, 'target')
    mkdirSync(this.library)
    if (target === undefined) mkdirSync(this.target)
    this.mark()
  }

  /** Makes the hot folder one on a private disk, whose path leads through a link of the system. */
  static on(disk: PrivateDisk): MirrorBench {
    const bench = new MirrorBench(disk.path)
    bench.files = { ...bench.files, realPath: (path) => Promise.resolve(path) }
    return bench
  }

  /** Writes the marker of an empty hot folder. */
  mark(): void {
    const marker = { version: 1, owner, library: null, entries: [] } as const
    writeFileSync(markerPathIn(this.target), markerText(marker))
  }

  /** Makes a clip in the library. */
  clip(number: number, fileName = `clip ${number}.mp4`, content = `content of ${number}`): WantedClip {
    writeFileSync(join(this.library, fileName), content)
    return {
      videoId: idOf(number) as VideoId,
      generationId: idOf(number) as GenerationId,
      file: fileName,
      sha256: createHash('sha256').update(content).digest('hex'),
      state: 'saved'
    }
  }

  async sync(wanted: readonly WantedClip[], mayRemove = true): Promise<Synced> {
    return await this.mirror(wanted).sync(wanted, { mayRemove, signal: new AbortController().signal })
  }

  mirror(wanted: readonly WantedClip[] = []): Mirror {
    const deps: MirrorDeps = {
      files: this.files,
      sha256Of,
      libraryRoot: () => this.library,
      videoPath: (id) => {
        const clip = wanted.find(({ videoId }) => videoId === id)
        return clip ? join(this.library, clip.file) : null
      },
      logger: silentLogger
    }
    return new Mirror({ id: owner, path: this.target, way: this.way }, deps)
  }

  /** Returns the files in the target with their content, without the marker. */
  content(): Readonly<Record<string, string>> {
    const names = readdirSync(this.target).filter((name) => name !== markerName)
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(this.target, name), 'utf8')]))
  }

  put(name: string, content: string): void {
    writeFileSync(join(this.target, name), content)
  }

  /** Removes a file there, as a person does. */
  discard(name: string): void {
    rmSync(this.pathOf(name))
  }

  libraryContent(fileName: string): string {
    return readFileSync(join(this.library, fileName), 'utf8')
  }

  pathOf(name: string): string {
    return join(this.target, name)
  }

  get hasMarker(): boolean {
    return existsSync(markerPathIn(this.target))
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true })
  }
}

/** Stops every change from the nth on, as the end of the process does. */
export function endingAfter(files: HotFiles, changes: number): HotFiles {
  let left = changes
  const step =
    <Args extends readonly unknown[], Result>(run: (...args: Args) => Promise<Result>) =>
    (...args: Args): Promise<Result> => {
      if (left <= 0) return Promise.reject(new Error('The process ended'))
      left -= 1
      return run(...args)
    }
  return {
    realPath: files.realPath,
    copy: step(files.copy),
    link: step(files.link),
    place: step(files.place),
    remove: step(files.remove),
    flushFolder: step(files.flushFolder),
    writeMarker: step(files.writeMarker)
  }
}
