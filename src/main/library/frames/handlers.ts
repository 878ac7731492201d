import { ProblemError, type Problem } from '@shared/problem'
import { fileMissing } from '@shared/problem-texts'
import type { GenerationQueries } from '../../generations/queries'
import type { HandlersOf } from '../../ipc/handlers'
import type { LibraryFolder } from '../folder/library-folder'
import type { Place } from '../move/copy-verified'
import { FrameFiles, type FrameDesktop } from './frame-files'

export function frameHandlers(deps: {
  readonly folder: LibraryFolder
  readonly whyNotWritable: () => Problem | null
  readonly place: Place
  readonly queries: Pick<GenerationQueries, 'video'>
  readonly desktop: FrameDesktop
}): HandlersOf<'frames'> {
  const frames = new FrameFiles({
    ...deps,
    clip: (id) => {
      const { fileName, file } = deps.queries.video(id).video
      if (fileName === null || !file) throw new ProblemError(fileMissing)
      return { fileName, media: file.media }
    }
  })
  return {
    'frames.save': async ({ id, seconds, png }) => ({ fileName: await frames.save(id, seconds, png) }),
    'frames.reveal': ({ fileName }) => frames.reveal(fileName)
  }
}
