import { rm } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { kindOfSync } from '../../base/careful-files'
import { isImported, type GenerationId, type VideoId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { Generation } from '../../generations/domain/generation'
import type { GenerationStore } from '../../generations/domain/ports'
import type { HandlersOf } from '../../ipc/handlers'
import type { Logger } from '../../logging/logger'
import type { FindItems } from '../clip-words'
import { clipFileName, longestNameBytes } from '../folder/file-name'
import type { LibraryFolder } from '../folder/library-folder'
import { namedClip } from '../folder/named-clip'
import type { Place } from '../move/copy-verified'
import type { FileRecord, FileRecordPages } from '../recovery/reconcile'
import { nameHandlers } from './handlers'
import { planRenames } from './rename-plan'
import { Renames } from './renames'

const clipsPerPage = 100

/** File of a clip that is copied. */
interface NamedFile {
  readonly clip: GenerationId
  readonly id: VideoId
  readonly path: string
}

const beingMoved: Problem = {
  code: 'not_possible_now',
  message: 'Your library is being moved.',
  advice: 'Rename its files afterwards.',
  retryable: true
}

/** Named where the library has no clip. */
const exampleClip = {
  videoId: 'k3f90000',
  createdAtMs: new Date(2026, 10, 22, 9, 14).getTime(),
  request: { modelId: 'veo-3.1-fast', prompt: 'Balcony, first sip', aspectRatio: '16:9', durationSeconds: 8 },
  project: 'Morning',
  shot: 'SC 01',
  take: 2
}

/** Creates the renaming of clips' files. */
export function createRenames(deps: {
  readonly folder: LibraryFolder
  readonly store: GenerationStore
  readonly rows: {
    readonly fileRecord: (id: VideoId) => FileRecord | null
    readonly fileRecordPages: FileRecordPages
    readonly isNameTaken: (fileName: string) => boolean
  }
  readonly curation: { readonly items: FindItems }
  readonly settings: { readonly current: { readonly fileNameTemplate: string } }
  readonly place: Place
  readonly announce: (generation: Generation) => void
  readonly whyNotWritable: () => Problem | null
  /** Returns whether the library is moving to another folder. */
  readonly isMoving: () => boolean
  /** Aborted when the app begins to quit. */
  readonly shutdown: AbortSignal
  readonly logger: Logger
}): {
  readonly renames: Renames
  /** Returns the names of copies by the template. */
  readonly copyNames: (files: readonly NamedFile[]) => readonly string[]
  readonly nameHandlers: HandlersOf<'names'>
} {
  const { folder, store, rows, settings, place, announce } = deps
  const findItems: FindItems = (ids) => deps.curation.items(ids)
  const pathOf = (fileName: string): string | null => folder.pathOf(fileName)

  const isTaken = (fileName: string): boolean => {
    const path = folder.pathOf(fileName)
    return path === null || rows.isNameTaken(fileName) || kindOfSync(path) !== 'nothing'
  }
  const renames = new Renames({
    pathOf,
    findRecord: rows.fileRecord,
    store,
    announce,
    place,
    remove: (path) => rm(path),
    notePath: () => folder.renamesPath,
    plan: (clips) =>
      planRenames({
        pages: clips === null ? allClips(deps) : pagesOf(clips, store),
        template: settings.current.fileNameTemplate,
        mostNameBytes: folder.mostNameBytes,
        findItems,
        isTaken
      }),
    whyNot: () => (deps.isMoving() ? beingMoved : deps.whyNotWritable()),
    signal: deps.shutdown,
    logger: deps.logger.child('renames')
  })

  const copyNames = (files: readonly NamedFile[]): readonly string[] => {
    const clips = new Map(store.findAll(files.map(({ clip }) => clip)).map((one) => [one.id, one]))
    return files.map(({ clip, id, path }) => {
      const generation = clips.get(clip)
      if (!generation || isImported(generation)) return basename(path)
      const named = namedClip(generation, id, findItems)
      return clipFileName(named, 0, extname(path), longestNameBytes, settings.current.fileNameTemplate)
    })
  }
  const sample = (template: string): string => {
    const [newest] = store.page({ view: 'all', text: '', before: null, limit: 1 }).items
    const clip =
      newest && !isImported(newest)
        ? namedClip(newest, newest.videos[0]?.id ?? (newest.id as string as VideoId), findItems)
        : exampleClip
    return clipFileName(clip, 0, '.mp4', folder.mostNameBytes, template)
  }
  return { renames, copyNames, nameHandlers: nameHandlers({ renames, sample }) }
}

async function* pagesOf(
  clips: readonly GenerationId[],
  store: Pick<GenerationStore, 'findAll'>
): AsyncGenerator<readonly Generation[]> {
  for (let from = 0; from < clips.length; from += clipsPerPage)
    yield await Promise.resolve(store.findAll(clips.slice(from, from + clipsPerPage)))
}

/** Returns the clips with a file, each once. */
async function* allClips({
  rows,
  store
}: Pick<Parameters<typeof createRenames>[0], 'rows' | 'store'>): AsyncGenerator<readonly Generation[]> {
  let last: VideoId | null = null
  for (;;) {
    const records: readonly FileRecord[] = rows.fileRecordPages.after(last, clipsPerPage)
    const found = records.flatMap(({ id }) => {
      const generation = store.findByVideo(id)
      // Each video by itself: the others of its generation are on other pages.
      return generation ? { ...generation, videos: generation.videos.filter((video) => video.id === id) } : []
    })
    yield await Promise.resolve(found)
    last = records.at(-1)?.id ?? null
    if (last === null || records.length < clipsPerPage) return
  }
}
