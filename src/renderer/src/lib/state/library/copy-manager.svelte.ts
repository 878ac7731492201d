import type { CopyProgress, CopyReport } from '@shared/contract/file-calls'
import { mostHandedOver } from '@shared/contract/parts'
import type { GenerationId } from '@shared/generation'
import type { Client } from '$lib/api/client'
import { atMost } from '$lib/utils/at-most'
import { formatCount, plural } from '$lib/utils/format'
import type { ErrorReporter } from '../window/error-reporter'
import type { ToastManager } from '../window/toast-manager.svelte'

/** Most file names of a toast. */
const mostNames = 3

/** Saves copies of clips where the user chooses. */
export class CopyManager {
  #isSaving = false
  #progress = $state.raw<CopyProgress | null>(null)

  constructor(
    private readonly deps: {
      readonly client: Client
      readonly errors: ErrorReporter
      readonly toasts: ToastManager
    }
  ) {}

  /** How many copies are saved; null while none are being saved. */
  get progress(): CopyProgress | null {
    return this.#progress
  }

  /** Takes the progress that the main process reports. */
  took(progress: CopyProgress): void {
    if (this.#isSaving) this.#progress = progress
  }

  async save(ids: readonly GenerationId[]): Promise<void> {
    const { client, errors } = this.deps
    if (ids.length === 0 || this.#isSaving) return
    this.#isSaving = true
    try {
      await errors.attempt('Couldn’t save the copies', async () => {
        this.#tell(await client.call('handoff.saveCopies', { ids: atMost(ids, mostHandedOver) }))
      })
    } finally {
      this.#isSaving = false
      this.#progress = null
    }
  }

  cancel(): void {
    const { client, errors } = this.deps
    void errors.attempt('Couldn’t cancel', () => client.call('handoff.cancelCopies', {}))
  }

  #tell({ saved, left, leftNames }: CopyReport): void {
    const { client, errors, toasts } = this.deps
    if (saved > 0) {
      toasts.show({
        text: saved === 1 ? 'Copy saved' : `${formatCount(saved)} copies saved`,
        kind: 'copies',
        action: {
          label: 'Show',
          run: () =>
            void errors.attempt('Couldn’t show the copies', () => client.call('handoff.revealCopies', {}))
        }
      })
    }
    if (left === 0) return
    const names = leftNames.slice(0, mostNames).map(({ fileName, why }) => `${fileName}: ${why}`)
    const more = left > mostNames ? [`And ${formatCount(left - mostNames)} more.`] : []
    toasts.show({
      tone: 'warn',
      text: `${plural(left, 'clip wasn’t', 'clips weren’t')} copied`,
      detail: [...names, ...more].join(' '),
      kind: 'not copied'
    })
  }
}
