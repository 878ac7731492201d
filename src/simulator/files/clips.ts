import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cutClip } from './cut-clip'

/** Clip of a job. */
export interface ClipPlan {
  /** Name of the source file, without `.mp4`. */
  readonly source: string
  readonly seconds: number
  readonly withAudio: boolean
}

export interface ClipFile {
  readonly bytes: Buffer
  /** Strong ETag: the same bytes always have the same one. */
  readonly etag: string
}

/** Duration of the clips, and so the longest video. */
const longestClipSeconds = 15

/** Clips of a folder, named `<shape>-<palette>.mp4`, and their cuts. */
export class Clips {
  readonly #folder: string
  readonly #names: readonly string[]
  readonly #cuts = new Map<string, Promise<ClipFile>>()

  private constructor(folder: string, names: readonly string[]) {
    this.#folder = folder
    this.#names = names
  }

  /** Lists the clips; rejects with a sentence when there is none. */
  static async open(folder: string): Promise<Clips> {
    const files = await readdir(folder).catch((cause: unknown) => {
      throw new Error('The folder of clips cannot be read.', { cause })
    })
    const names = files.filter((file) => /^\d+x\d+-.+\.mp4$/.test(file)).map((file) => file.slice(0, -4))
    if (names.length === 0) throw new Error('The folder of clips holds no clip.')
    return new Clips(folder, names.toSorted())
  }

  /** Returns the clips with the shape nearest to a width and a height, or to `16:9`. */
  ofShape(shape: string | undefined): readonly string[] {
    const wanted = proportion(shape ?? '') ?? 16 / 9
    const distance = (name: string): number => Math.abs(Math.log((proportion(name) ?? 1) / wanted))
    const nearest = Math.min(...this.#names.map(distance))
    return this.#names.filter((name) => distance(name) === nearest)
  }

  /** Returns a clip cut to length; each cut is made once. */
  cut(plan: ClipPlan): Promise<ClipFile> {
    const seconds = Math.min(longestClipSeconds, Math.max(1, Math.round(plan.seconds)))
    const name = `${plan.source} ${seconds} ${plan.withAudio}`
    const known = this.#cuts.get(name)
    if (known) return known
    const made = this.#make(plan.source, seconds, plan.withAudio)
    this.#cuts.set(name, made)
    return made
  }

  async #make(source: string, seconds: number, withAudio: boolean): Promise<ClipFile> {
    const clip = await readFile(join(this.#folder, `${source}.mp4`))
    const bytes = Buffer.from(await cutClip(clip, seconds, withAudio))
    return { bytes, etag: `"${createHash('md5').update(bytes).digest('hex')}"` }
  }
}

/** Parses `16:9`, `1280x720` and `16x9-dusk` to width divided by height. */
function proportion(shape: string): number | null {
  const match = /^(\d+)[:x](\d+)/i.exec(shape)
  const [width, height] = [Number(match?.[1]), Number(match?.[2])]
  return width > 0 && height > 0 ? width / height : null
}
