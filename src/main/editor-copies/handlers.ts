import type { GenerationId, VideoId } from '@shared/generation'
import type { HandlersOf } from '../ipc/handlers'
import type { EditorCopies } from './editor-copies'

export const editorCopyHandlers = (deps: {
  readonly copies: EditorCopies
  /** Returns the videos that clips are handed over as. */
  readonly files: (ids: readonly GenerationId[]) => readonly VideoId[]
  readonly revealFile: (path: string) => void
}): HandlersOf<'editorCopies'> => {
  const { copies, files, revealFile } = deps
  return {
    'editorCopies.tools': ({ again }) => copies.tools(again),
    'editorCopies.make': async ({ ids, sort }) => {
      const { failures, ...made } = await copies.make(files(ids), sort)
      return { ...made, failures: [...failures] }
    },
    'editorCopies.cancel': () => copies.cancel(),
    'editorCopies.of': ({ id }) => ({ copies: files([id]).flatMap((video) => copies.of(video)) }),
    'editorCopies.reveal': ({ videoId, sort }) => revealFile(copies.pathOf(videoId, sort))
  }
}
