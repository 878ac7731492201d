import { mostRenamed, type RenamePlan, type RenameReport } from '@shared/contract/name-calls'
import type { GenerationId } from '@shared/generation'
import type { Client } from '$lib/api/client'
import { atMost } from '$lib/utils/at-most'
import { formatCount, plural } from '$lib/utils/format'
import type { ErrorReporter } from '../window/error-reporter'
import type { ToastManager } from '../window/toast-manager.svelte'

/** Most file names of a toast. */
const mostNames = 3

/** Renames the files of clips by the template, after their new names were shown. */
export class RenameManager {
  #ids: readonly GenerationId[] | null = null
  #plan = $state.raw<RenamePlan | null>(null)
  #isRunning = $state(false)

  constructor(
    private readonly deps: {
      readonly client: Client
      readonly errors: ErrorReporter
      readonly toasts: ToastManager
      readonly openDialog: () => void
      readonly closeDialog: () => void
    }
  ) {}

  /** What would be renamed; null while that is read. */
  get plan(): RenamePlan | null {
    return this.#plan
  }

  get isRunning(): boolean {
    return this.#isRunning
  }

  /** Shows what would be renamed of some clips; of the whole library for null. */
  async open(ids: readonly GenerationId[] | null): Promise<void> {
    const { client, errors, openDialog, closeDialog } = this.deps
    this.#ids = ids
    this.#plan = null
    openDialog()
    const isRead = await errors.attempt('Couldn’t plan the new names', async () => {
      const plan = await client.call('names.plan', { ids: ids && atMost(ids, mostRenamed) })
      if (this.#ids === ids) this.#plan = plan
    })
    if (!isRead && this.#ids === ids) closeDialog()
  }

  rename(): Promise<void> {
    const ids = this.#ids && [...this.#ids]
    return this.#run('Couldn’t rename the files', () => this.deps.client.call('names.rename', { ids }), {
      label: 'Undo',
      run: () => void this.undo()
    })
  }

  /** Gives the files of the last renaming their former names. */
  undo(): Promise<void> {
    return this.#run('Couldn’t undo the renaming', () => this.deps.client.call('names.undoRename', {}))
  }

  async #run(
    title: string,
    work: () => Promise<RenameReport>,
    action?: { readonly label: string; readonly run: () => void }
  ): Promise<void> {
    const { errors, toasts, closeDialog } = this.deps
    if (this.#isRunning) return
    this.#isRunning = true
    try {
      await errors.attempt(title, async () => {
        const report = await work()
        closeDialog()
        if (report.renamed > 0) {
          const text = `${plural(report.renamed, 'file', 'files')} renamed`
          toasts.show({ text, kind: 'renamed', ...(action && { action }) })
        }
        if (report.left > 0) toasts.show({ tone: 'warn', kind: 'not renamed', ...leftWords(report) })
      })
    } finally {
      this.#isRunning = false
    }
  }
}

function leftWords({ left, leftNames }: RenameReport): { readonly text: string; readonly detail: string } {
  const names = leftNames.slice(0, mostNames).map(({ fileName, why }) => `${fileName}: ${why}`)
  const more = left > mostNames ? [`And ${formatCount(left - mostNames)} more.`] : []
  return {
    text: `${plural(left, 'file', 'files')} kept ${left === 1 ? 'its name' : 'their names'}`,
    detail: [...names, ...more].join(' ')
  }
}
