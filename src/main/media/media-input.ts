import {
  CustomSource,
  Input,
  Logging,
  LogLevel,
  MATROSKA,
  MP4,
  MPEG_TS,
  QTFF,
  WEBM,
  type Source
} from 'mediabunny'
import type { ByteSource } from './mp4-boxes'

/** Time-out of the parser: a file that takes longer is malicious. */
export const longestParseMs = 60_000

/**
 * Parses a file, and returns what was read of it; `damaged` where the parser fails.
 *
 * @throws errors of the file system, so that an unreadable file is not taken for a damaged one.
 */
export async function withInput<T>(
  view: ByteSource,
  read: (input: Input) => Promise<T>
): Promise<T | 'damaged'> {
  const watched = new WatchedSource(view)
  // Its output would contain bytes of the file.
  Logging.level = LogLevel.Silent
  const input = new Input({ source: watched.source, formats: [MP4, QTFF, WEBM, MATROSKA, MPEG_TS] })
  try {
    const result = await read(input)
    if (watched.failure) throw watched.failure
    return result
  } catch {
    if (watched.failure) throw watched.failure
    return 'damaged'
  } finally {
    input.dispose()
  }
}

/** Source of bytes for the parser, with the first error of the file system. */
class WatchedSource {
  failure: Error | null = null
  readonly source: Source

  constructor(view: ByteSource) {
    this.source = new CustomSource({
      getSize: () => view.size,
      prefetchProfile: 'fileSystem',
      // Errors outside a read would crash the process; the reads notice what they affect.
      handleUnhandledError: () => undefined,
      read: async (start, end) => {
        const bytes = new Uint8Array(end - start)
        try {
          return bytes.subarray(0, await view.read(bytes, start))
        } catch (error) {
          this.failure ??= error as Error
          throw error
        }
      }
    })
  }
}

export async function withinTime<T>(ms: number, action: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The file could not be read in time.')), ms)
  })
  try {
    return await Promise.race([action(), late])
  } finally {
    clearTimeout(timer)
  }
}
