import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { FilePathSource, Input, MP4 } from 'mediabunny'

/** Reads the properties of a video file without any code of the app. */
export interface Clip {
  readonly bytes: number
  readonly sha256: string
  readonly width: number
  readonly height: number
  readonly durationSeconds: number
  readonly videoCodec: string | null
  readonly audioCodec: string | null
}

export async function readClip(path: string): Promise<Clip> {
  const bytes = await readFile(path)
  const input = new Input({ source: new FilePathSource(path), formats: [MP4] })
  try {
    const video = await input.getPrimaryVideoTrack()
    const audio = await input.getPrimaryAudioTrack()
    if (!video) throw new Error(`${path} holds no video.`)
    return {
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      width: await video.getDisplayWidth(),
      height: await video.getDisplayHeight(),
      durationSeconds: Math.round((await input.computeDuration()) * 100) / 100,
      videoCodec: await video.getCodec(),
      audioCodec: audio && (await audio.getCodec())
    }
  } finally {
    input.dispose()
  }
}

/** Returns a file's codecs by ffprobe, in stream order; null without ffprobe. */
export async function codecsByFfprobe(path: string): Promise<readonly string[] | null> {
  const options = ['-v', 'error', '-show_entries', 'stream=codec_name', '-of', 'csv=p=0']
  try {
    const { stdout } = await promisify(execFile)('ffprobe', [...options, path])
    return stdout.trim().split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
