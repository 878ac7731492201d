import type { VideoId } from '@shared/generation'
import type { Generation } from '../generations/domain/generation'
import type { GenerationQueries } from '../generations/queries'
import type { VideoCommands } from '../generations/video-commands'
import type { HandlersOf } from '../ipc/handlers'
import type { Pictures } from './folder/pictures'
import type { Library } from './library'
import type { FileLocator } from './recovery/locator'

export function libraryHandlers(deps: {
  readonly library: Library
  readonly locator: FileLocator
  readonly pictures: Pictures
  readonly queries: Pick<GenerationQueries, 'ofVideo' | 'video'>
  readonly videoCommands: VideoCommands
  /** Compares a file that is about to be used with the one that was saved. */
  readonly checkFile: (id: VideoId) => Promise<void>
  readonly announce: (generation: Generation) => void
  readonly wake: () => void
}): HandlersOf<'library' | 'videos'> {
  const { library, locator, pictures, queries, videoCommands, checkFile, announce, wake } = deps
  return {
    'library.chooseFolder': async () => ({ changed: await library.choose() }),
    'library.openFolder': () => library.open(),
    'library.rebuild': async () => {
      const report = await library.rebuild()
      wake()
      return { ...report, unreadableNames: [...report.unreadableNames] }
    },
    'library.stopReading': () => library.stopReading(),

    'videos.downloadAgain': ({ id }) => videoCommands.downloadAgain(id),
    'videos.keepAnyway': ({ id }) => videoCommands.keepAnyway(id),
    'videos.cannotBeShown': async ({ id }) => {
      // A file that another program changed says nothing about the one that was saved.
      await checkFile(id)
      const { generation, video } = queries.video(id)
      if (!video.file || video.state !== 'saved') return
      pictures.noteUndecodable(id, video.file.sha256)
      announce(generation)
    },
    'videos.locate': async ({ id }) => ({ located: await locator.locate(id) }),
    'videos.savePicture': ({ id, kind, jpeg, checks }) => {
      const generation = queries.ofVideo(id)
      pictures.save(id, kind, jpeg)
      announce(checks ? videoCommands.storeChecks(id, checks) : generation)
    },
    'videos.forgetPicture': ({ id, kind }) => {
      const generation = queries.ofVideo(id)
      pictures.forget(id, kind)
      announce(generation)
    }
  }
}
