import type { ContentChecks, VideoId } from '@shared/generation'
import type { Clock } from '../base/clock'
import { canBeDownloaded, type Generation } from './domain/generation'
import type { VideoSaver } from './domain/ports'
import { notPossible } from './domain/problems'
import type { Records } from './domain/records'
import type { Engine } from './engine/engine'
import type { GenerationQueries } from './queries'

interface VideoCommandsDeps {
  readonly records: Records
  readonly queries: GenerationQueries
  readonly engine: Pick<Engine, 'retryNow'>
  readonly saver: Pick<VideoSaver, 'rename' | 'keepHeld' | 'clearUp'>
  readonly clock: Clock
}

/** Use cases on the videos of a generation. Each command returns once its change is on disk. */
export class VideoCommands {
  constructor(private readonly deps: VideoCommandsDeps) {}

  /**
   * Downloads a file again that was refused, is missing or was changed. A changed file stays where it is: it is the
   * user's, and the video gets another name.
   */
  downloadAgain(videoId: VideoId): void {
    const { generation, video } = this.deps.queries.video(videoId)
    if (!canBeDownloaded(generation, video))
      throw notPossible('There is no address left to download it from.')
    if (video.state === 'changed') this.deps.saver.rename(generation, video)
    if (generation.status.state === 'failed') {
      this.deps.records.apply(
        generation,
        { type: 'download_retried', by: 'user' },
        { why: 'Downloaded again by you' }
      )
    }
    if (video.state !== 'saved') {
      const change = { state: 'pending', problem: null, nextAttemptAtMs: null } as const
      this.deps.records.announce(this.deps.records.store.changeVideo(videoId, change))
    }
    this.deps.engine.retryNow()
  }

  /** Stores what the window measured of a saved file. */
  storeChecks(videoId: VideoId, checks: ContentChecks): Generation {
    return this.deps.records.store.changeVideo(videoId, { checks })
  }

  /** Keeps a held file as it arrived, at the user's request, and marks it as unchecked. */
  async keepAnyway(videoId: VideoId): Promise<void> {
    const { saver, clock, records, engine } = this.deps
    const { generation, video } = this.deps.queries.video(videoId)
    if (!video.held || video.state !== 'refused') throw notPossible('Nothing is set aside for this clip.')
    const file = { ...(await saver.keepHeld(generation, video)), savedAtMs: clock.now() }
    const change = { state: 'saved', file, held: null, problem: null, nextAttemptAtMs: null } as const
    records.announce(records.store.changeVideo(videoId, change))
    await saver.clearUp(videoId)
    engine.retryNow()
  }
}
