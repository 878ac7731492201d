import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { inspect } from '../../src/main/media/inspect'
import type { MediaFacts } from '../../src/main/media/video-file'

const clipsFolder = resolve(import.meta.dirname, '../../src/simulator/clips')

/** A clip whose file is linked into a library many times. */
export interface ClipSource {
  readonly path: string
  /** `16:9` */
  readonly aspectRatio: string
  readonly bytes: number
  readonly sha256: string
  readonly mediaSha256: string | null
  readonly media: MediaFacts
}

/** Copies the simulator's clips into a folder and reads what they are. */
export async function copyClipSources(folder: string): Promise<readonly ClipSource[]> {
  mkdirSync(folder, { recursive: true })
  const names = readdirSync(clipsFolder)
    .filter((name) => /^\d+x\d+-.*\.mp4$/.test(name))
    .sort()
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      copyFileSync(join(clipsFolder, name), path)
      const inspection = await inspect(path)
      if (inspection.kind !== 'video') throw new Error(`${name} is no video`)
      return {
        path,
        aspectRatio: name.replace(/-.*/, '').replace('x', ':'),
        bytes: statSync(path).size,
        sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
        mediaSha256: inspection.mediaSha256,
        media: inspection.media
      }
    })
  )
}
