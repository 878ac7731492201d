import type { CallOutput } from '@shared/contract'
import { formatBytes } from '@shared/format-bytes'
import type { GenerationId } from '@shared/generation'
import type { Client } from '$lib/api/client'
import { formatCount, plural } from '$lib/utils/format'
import type { ErrorReporter } from '../window/error-reporter'
import type { ToastManager } from '../window/toast-manager.svelte'

export type TrashSize = CallOutput<'trash.size'>

interface TrashManagerDeps {
  readonly client: Client
  readonly errors: ErrorReporter
  readonly toasts: ToastManager
}

/** Most clips that the contract allows in one call. */
const mostClips = 10_000
/** Most file names of a toast. */
const mostNames = 3

/** Deletes clips of the trash for good. The main process asks the user. */
export class TrashManager {
  /** While the system's trash takes the files, which takes a while for many. */
  isDeleting = $state(false)

  constructor(private readonly deps: TrashManagerDeps) {}

  /** Returns the size of some clips of the trash, or of all of it; null where it could not be read. */
  async size(ids: readonly GenerationId[] | null): Promise<TrashSize | null> {
    const { client, errors } = this.deps
    let size: TrashSize | null = null
    await errors.attempt('Couldn’t read the trash', async () => {
      size = await client.call('trash.size', { ids: ids && ids.slice(0, mostClips) })
    })
    return size
  }

  async erase(ids: readonly GenerationId[] | null): Promise<void> {
    const { client, errors, toasts } = this.deps
    if (this.isDeleting) return
    this.isDeleting = true
    try {
      await errors.attempt('Couldn’t delete', async () => {
        const { clips, bytes, left } = await client.call('trash.erase', {
          ids: ids && ids.slice(0, mostClips)
        })
        if (clips > 0) toasts.show({ text: deletedWords(clips, bytes), kind: 'trash' })
        if (left.length > 0) toasts.show({ tone: 'warn', text: leftWords(left), kind: 'left_in_trash' })
      })
    } finally {
      this.isDeleting = false
    }
  }
}

const deletedWords = (clips: number, bytes: number): string =>
  `${plural(clips, 'clip', 'clips')} deleted${bytes > 0 ? ` · ${formatBytes(bytes)}` : ''}`

function leftWords(left: readonly string[]): string {
  const names = left.slice(0, mostNames).join(', ')
  const more = left.length > mostNames ? ` and ${formatCount(left.length - mostNames)} more` : ''
  return `Still on disk, and still in the trash: ${names}${more}`
}

/** Returns `Delete 5 files (9.1 MB)…`, or `Delete 2…` for clips without a file. */
export const eraseTitle = ({ clips, files, bytes }: TrashSize): string =>
  files > 0
    ? `Delete ${plural(files, 'file', 'files')} (${formatBytes(bytes)})…`
    : `Delete ${formatCount(clips)}…`
