import type { GenerationId, VideoId } from '@shared/generation'
import type { TimelineSource, TimelineProgress } from '@shared/contract/timeline-calls'
import type { CopySort } from '@shared/media/editor-copies'
import type { Item } from '@shared/library/items'
import type { Generation } from '../generations/domain/generation'
import type { VideoTiming } from '../media/timing/read-timing'

/** Dialogs and windows of the system. */
export interface TimelineDesktop {
  /**
   * Returns the path that the user chose for a timeline, or for the folder of a collected one; null if the dialog was
   * cancelled. The user has agreed to replace a file of that name.
   */
  chooseTimeline(proposal: {
    readonly folder: string
    readonly name: string
    /** Without a dot; null for a folder. */
    readonly ending: string | null
  }): Promise<string | null>
  revealFile(path: string): void
}

/** Gives a flushed file another name, and never replaces one. */
export type Place = (path: string, target: string) => Promise<'placed' | 'taken' | 'locked'>

export interface TimelineDeps {
  readonly desktop: TimelineDesktop
  readonly readTimeline: (source: TimelineSource) => Promise<{
    readonly generations: readonly Generation[]
    readonly items: readonly Item[]
    readonly isTooLong: boolean
  }>
  readonly videoPath: (id: VideoId) => string | null
  /** Returns the path of an up-to-date copy of a video; null where there is none. */
  readonly copyFor: (id: VideoId, sort: CopySort) => string | null
  readonly readTiming: (path: string) => Promise<VideoTiming | null>
  readonly place: Place
  readonly folder: { readonly root: string }
  /** Name of the system, as Node has it. */
  readonly system: string
  readonly newId: () => string
  readonly now: () => number
  readonly onProgress: (progress: TimelineProgress) => void
  /** Notes that clips were handed to another program. */
  readonly noteHandedOff: (ids: readonly GenerationId[]) => void
  /** A file is not where its row says. */
  readonly onMissing: () => void
}
