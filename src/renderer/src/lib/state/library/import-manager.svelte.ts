import type { GenerationId } from '@shared/generation'
import type { ImportKind, ImportProgress, ImportReport } from '@shared/library/imports'
import type { Client } from '$lib/api/client'
import { plural } from '$lib/utils/format'
import type { ErrorReporter } from '../window/error-reporter'
import type { ToastManager } from '../window/toast-manager.svelte'

interface ImportManagerDeps {
  readonly client: Client
  readonly errors: ErrorReporter
  readonly toasts: ToastManager
  /** Shows the clips of an import. */
  readonly show: (ids: readonly GenerationId[]) => void
  /** Lists what was not imported. */
  readonly showProblems: () => void
}

/** Imports videos from elsewhere. The main process asks which. */
export class ImportManager {
  /** Of what is imported now, also by a drop; null for nothing. */
  progress = $state.raw<ImportProgress | null>(null)
  /** Files of the last import that were not imported, and why. */
  problems = $state.raw<ImportReport['problems']>([])

  constructor(private readonly deps: ImportManagerDeps) {
    deps.client.on('imports.progress', ({ progress }) => (this.progress = progress))
  }

  async choose(kind: ImportKind): Promise<void> {
    const { client, errors, show, showProblems, toasts } = this.deps
    await errors.attempt('Couldn’t import', async () => {
      const { report } = await client.call('imports.choose', { kind })
      if (!report) return
      const words = importWords(report)
      if (words !== '') toasts.show({ text: words, kind: 'imports' })
      if (report.ids.length > 0) show(report.ids)
      this.problems = report.problems
      if (report.refused > 0) showProblems()
    })
  }

  stop(): void {
    const { client, errors } = this.deps
    void errors.attempt('Couldn’t stop', () => client.call('imports.stop', {}))
  }
}

const importWords = ({ imported, adopted, known, left }: ImportReport): string =>
  [
    imported > 0 && `${plural(imported, 'video', 'videos')} imported.`,
    adopted > 0 &&
      `${plural(adopted, 'clip', 'clips')} added with ${adopted === 1 ? 'its prompt' : 'their prompts'}.`,
    known > 0 && `${plural(known, 'file is', 'files are')} in your library already.`,
    left > 0 && `${plural(left, 'file', 'files')} left.`
  ]
    .filter(Boolean)
    .join(' ')
