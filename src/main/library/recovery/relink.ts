import type { VideoId } from '@shared/generation'
import type { Clock } from '../../base/clock'
import type { Generation } from '../../generations/domain/generation'
import type { GenerationStore } from '../../generations/domain/ports'
import type { InspectedVideo } from './rebuild'

/** Returns what links a video to a file that was read as a whole. */
export const relinks =
  (deps: {
    readonly read: (path: string) => Promise<InspectedVideo | null>
    readonly store: Pick<GenerationStore, 'changeVideo'>
    readonly announce: (generation: Generation) => void
    readonly clock: Pick<Clock, 'now'>
  }) =>
  async (
    id: VideoId,
    path: string,
    { bytes, sha256 }: { readonly bytes: number; readonly sha256: string }
  ): Promise<void> => {
    const { read, store, announce, clock } = deps
    const video = await read(path)
    if (!video) throw new Error(`Video ${id}: its file changed while it was read`)
    const content = { bytes, sha256, sourceBytes: bytes, sourceSha256: sha256 }
    const file = { ...content, ...video, savedAtMs: clock.now() }
    const change = { state: 'saved', problem: null, linkedPath: path, file } as const
    announce(store.changeVideo(id, change, { atMs: clock.now(), why: 'File found again' }))
  }
