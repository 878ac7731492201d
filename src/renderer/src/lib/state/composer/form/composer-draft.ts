import type { PastedTable } from '@shared/lists/prompt-table'
import type { Client } from '$lib/api/client'
import type { ErrorReporter } from '$lib/state/window/error-reporter'
import type { ComposerForm } from './composer-form.svelte'
import { readDraft, writeDraft } from './form-draft'

const saveDelayMs = 400

interface ComposerDraftDeps {
  readonly client: Client
  readonly errors: ErrorReporter
  readonly form: ComposerForm
}

/** Saves the form while it is edited, and restores it at the next start. */
export class ComposerDraft {
  readonly #deps: ComposerDraftDeps
  /** The table that was saved last; undefined before the first save. */
  #savedTable: PastedTable | null | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(deps: ComposerDraftDeps) {
    this.#deps = deps
    deps.form.onChange(() => this.#saveSoon())
  }

  /** Fills an untouched form with the stored draft. */
  async restore(): Promise<void> {
    const { client, form } = this.#deps
    const { draft, table } = await client.call('draft.get', {})
    const stored = draft === null || form.request.prompt !== '' ? null : readDraft(draft, table)
    if (!stored) return
    form.restore(stored)
    this.#savedTable = table
  }

  /** Saves at once what waits to be saved. */
  async flush(): Promise<void> {
    if (this.#timer !== undefined) await this.#save()
  }

  destroy(): void {
    void this.flush().catch(() => undefined)
  }

  #saveSoon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      // An unsaved draft is no reason to interrupt whoever is writing it; the next change tries again.
      this.#save().catch((error: unknown) => this.#deps.errors.log(error))
    }, saveDelayMs)
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const { contents } = this.#deps.form
    const { table } = contents
    const isNewTable = table !== this.#savedTable
    await this.#deps.client.call('draft.save', { draft: writeDraft(contents), ...(isNewTable && { table }) })
    this.#savedTable = table
  }
}
