import { basename } from 'node:path'
import { isUsable, type GenerationId, type VideoId } from '@shared/generation'
import type { EditorCopyProgress } from '@shared/media/editor-copies'
import type { Problem } from '@shared/problem'
import type { Clock } from '../base/clock'
import type { Disposables } from '../base/disposables'
import type { Generation, Video } from '../generations/domain/generation'
import type { HandlersOf } from '../ipc/handlers'
import type { Logger } from '../logging/logger'
import type { VideoTiming } from '../media/timing/read-timing'
import { CopyRecord } from './copy-record'
import { EditorCopies } from './editor-copies'
import { findFfmpeg } from './find-ffmpeg'
import { editorCopyHandlers } from './handlers'
import type { ClipFile, MakeCopyDeps } from './make-copy'

/** Creates the copies that editors open more easily. */
export function createEditorCopies(deps: {
  readonly folder: { readonly root: string }
  readonly videoPath: (id: VideoId) => string | null
  readonly queries: {
    get(id: GenerationId): Generation
    video(id: VideoId): { readonly generation: Generation; readonly video: Video }
  }
  readonly whyNotWritable: () => Problem | null
  readonly readTiming: (path: string) => Promise<VideoTiming | null>
  readonly place: MakeCopyDeps['place']
  readonly desktop: { trashFile(path: string): Promise<void>; revealFile(path: string): void }
  readonly emit: (
    event: 'editorCopies.progress',
    progress: { readonly progress: EditorCopyProgress | null }
  ) => void
  readonly clock: Clock
  readonly logger: Logger
  readonly disposables: Disposables
  readonly shutdown: AbortSignal
}): { readonly editorCopies: EditorCopies; readonly editorCopyHandlers: HandlersOf<'editorCopies'> } {
  const { folder, queries, desktop, clock } = deps
  const logger = deps.logger.child('editor copies')
  const editorCopies = new EditorCopies({
    ...deps,
    record: new CopyRecord({ folder, logger }),
    findFfmpeg: (signal) => findFfmpeg({ clock, signal }),
    clip: (id) => clipFile(queries.video(id).video, deps.videoPath(id)),
    trashFile: (path) => desktop.trashFile(path),
    onProgress: (progress) => deps.emit('editorCopies.progress', { progress }),
    logger
  })
  deps.disposables.add(() => editorCopies.stop())
  return {
    editorCopies,
    editorCopyHandlers: editorCopyHandlers({
      copies: editorCopies,
      files: (ids) =>
        ids.flatMap((id) =>
          queries
            .get(id)
            .videos.filter(isUsable)
            .map((video) => video.id)
        ),
      revealFile: (path) => desktop.revealFile(path)
    })
  }
}

function clipFile({ id, state, file, fileName }: Video, path: string | null): ClipFile | null {
  if (!file || path === null || (state !== 'saved' && state !== 'changed')) return null
  const { width, height } = file.media
  return {
    videoId: id,
    path,
    fileName: fileName ?? basename(path),
    sha256: file.sha256,
    isChanged: state === 'changed',
    width,
    height
  }
}
