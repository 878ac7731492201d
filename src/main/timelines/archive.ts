import { createWriteStream } from 'node:fs'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Transform } from 'node:stream'
import { ZipFile } from 'yazl'
import { openRegular } from '../base/careful-files'
import { requireRoom, type CopiedFile } from './copy-clips'

/** Folder of the clips in an archive. */
export const archiveFolder = 'media'

/** Writes a new OTIOZ file: the timeline with its clips in a ZIP, all stored, since videos can't be made smaller. */
export async function writeArchive(
  path: string,
  content: string,
  files: readonly CopiedFile[],
  deps: { readonly signal: AbortSignal; readonly onProgress: (bytes: number) => void }
): Promise<void> {
  await requireRoom(
    dirname(path),
    files.reduce((sum, { bytes }) => sum + bytes, 0)
  )
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from('1.0.0\n'), 'version.txt', { compress: false })
  zip.addBuffer(Buffer.from(content), 'content.otio', { compress: false })
  for (const { path: clip, fileName } of files)
    zip.addReadStreamLazy(`${archiveFolder}/${fileName}`, { compress: false }, (give) => {
      openRegular(clip, 'read').then(
        (file) => give(null, file.createReadStream()),
        (error: unknown) => give(error, null as never)
      )
    })
  zip.end()
  let done = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length
      deps.onProgress(done)
      next(null, chunk)
    }
  })
  // Its errors are events of its own, not of its stream.
  ;(zip as unknown as NodeJS.EventEmitter).on('error', (error: Error) => counted.destroy(error))
  const { signal } = deps
  await pipeline(zip.outputStream, counted, createWriteStream(path, { flags: 'wx' }), { signal })
}
