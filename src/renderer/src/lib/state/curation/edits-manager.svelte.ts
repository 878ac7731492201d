import { SvelteMap } from 'svelte/reactivity'
import type { EditId } from '@shared/library/clip-uses'
import type { EditView } from '@shared/library/edits'
import type { StepId } from '@shared/library/undo'
import type { Client } from '$lib/api/client'
import type { ErrorReporter } from '../window/error-reporter'
import type { ToastManager } from '../window/toast-manager.svelte'
import type { UndoActions } from './undo-actions'

interface EditsManagerDeps {
  readonly client: Client
  readonly errors: ErrorReporter
  readonly toasts: ToastManager
  readonly undo: UndoActions
}

/** Project files of editors that were read, as the main process last sent them. */
export class EditsManager {
  readonly #edits = new SvelteMap<EditId, EditView>()
  #stop: (() => void)[] = []

  constructor(private readonly deps: EditsManagerDeps) {}

  /** Reads all edits, and follows their changes. */
  async start(): Promise<void> {
    const { client } = this.deps
    this.#stop = [
      client.on('edit.changed', (edit) => this.#take(edit)),
      client.on('library.changed', () => void this.#readAll())
    ]
    await this.#readAll()
  }

  destroy(): void {
    for (const stop of this.#stop) stop()
  }

  /** The latest read first. */
  readonly all: readonly EditView[] = $derived.by(() =>
    [...this.#edits.values()].toSorted((a, b) => b.readAtMs - a.readAtMs)
  )

  async readAgain({ id, name }: EditView): Promise<void> {
    const { client, errors, toasts } = this.deps
    await errors.attempt(`Couldn’t read “${name}” again`, async () => {
      const { message } = await client.call('edits.readAgain', { id })
      toasts.show({ text: message, kind: `edit ${id}` })
    })
  }

  async remove({ id, name }: EditView): Promise<void> {
    const { client, errors, undo } = this.deps
    const step = crypto.randomUUID() as StepId
    const isRemoved = await errors.attempt(`Couldn’t remove “${name}”`, () =>
      client.call('edits.remove', { id, step })
    )
    if (isRemoved) undo.offer(`“${name}” removed from the list. Its file stays.`, step)
  }

  async #readAll(): Promise<void> {
    const { client, errors } = this.deps
    await errors.attempt('Couldn’t read the edits', async () => {
      const { edits } = await client.call('edits.list', {})
      this.#edits.clear()
      for (const edit of edits) this.#take(edit)
    })
  }

  #take(edit: EditView): void {
    if (edit.isRemoved) this.#edits.delete(edit.id)
    else this.#edits.set(edit.id, edit)
  }
}
