import type { GenerationView } from '@shared/generation'
import { formatTimecode } from '@shared/media/timecode'
import type { Client } from '$lib/api/client'
import { leadingVideo } from '$lib/utils/phase'
import type { ErrorReporter } from '../window/error-reporter'
import type { ToastManager } from '../window/toast-manager.svelte'
import type { PlayerManager } from './player-manager.svelte'

/** Saves the frame on screen as a file of its own, in full size. */
export class FrameSaver {
  constructor(
    private readonly deps: {
      readonly client: Client
      readonly errors: ErrorReporter
      readonly player: PlayerManager
      readonly toasts: ToastManager
    }
  ) {}

  async save(generation: GenerationView | undefined): Promise<void> {
    const { client, errors, player, toasts } = this.deps
    const video = generation && leadingVideo(generation)
    if (!video) return
    await errors.attempt('Couldn’t save the frame', async () => {
      const element = await player.still()
      if (!element) return
      const { seconds, timebase } = player
      const png = await pngOf(element)
      const { fileName } = await client.call('frames.save', { id: video.id, seconds, png })
      toasts.show({
        text: `Frame ${formatTimecode(seconds, timebase)} saved`,
        detail: fileName,
        kind: 'frame',
        action: { label: 'Show', run: () => this.#reveal(fileName) }
      })
    })
  }

  #reveal(fileName: string): void {
    const { client, errors } = this.deps
    void errors.attempt('Couldn’t show the frame', () => client.call('frames.reveal', { fileName }))
  }
}

async function pngOf(video: HTMLVideoElement): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('There is no canvas to draw the frame on')
  context.drawImage(video, 0, 0)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new Uint8Array(await blob.arrayBuffer())
}
