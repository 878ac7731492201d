import type { GenerationId } from '@shared/generation'
import type { StepId, StepOutcome, UndoState } from '@shared/library/undo'
import type { Client } from '$lib/api/client'
import { plural } from '$lib/utils/format'
import type { ErrorReporter } from '../window/error-reporter'
import type { ToastManager } from '../window/toast-manager.svelte'

interface UndoActionsDeps {
  readonly client: Client
  readonly errors: ErrorReporter
  readonly toasts: ToastManager
  /** The steps that can be undone and redone, as the main process last sent them. */
  readonly state: () => UndoState | null
  /** Selects the clips that came back from the trash. */
  readonly select: (ids: readonly GenerationId[]) => void
}

/** Returns what is said of clips that came back from the trash. */
export const restoredWords = (count: number): string =>
  count === 1 ? 'Clip restored' : `${plural(count, 'clip', 'clips')} restored`

/** Undo and redo of the stack in the main process. */
export class UndoActions {
  constructor(private readonly deps: UndoActionsDeps) {}

  /** Name of the step that an undo takes back; null for none. */
  get undoes(): string | null {
    return this.deps.state()?.undo ?? null
  }

  get redoes(): string | null {
    return this.deps.state()?.redo ?? null
  }

  /** Takes back a step, or the latest one. */
  async undo(step?: StepId): Promise<void> {
    await this.deps.errors.attempt('Couldn’t undo', async () =>
      this.#say('Undone', await this.deps.client.call('undo.undo', step ? { step } : {}))
    )
  }

  async redo(): Promise<void> {
    await this.deps.errors.attempt('Couldn’t redo', async () =>
      this.#say('Redone', await this.deps.client.call('undo.redo', {}))
    )
  }

  /** Says what was done, and offers to undo it. */
  offer(text: string, step: StepId, detail?: string): void {
    this.deps.toasts.show({
      text,
      detail,
      kind: 'undo',
      action: { label: 'Undo', run: () => void this.undo(step) }
    })
  }

  #say(done: 'Undone' | 'Redone', { name, left, unsent, restored }: StepOutcome): void {
    if (name === null) return
    if (restored.length > 0) this.deps.select(restored)
    const details = [
      left > 0 && `${plural(left, 'clip', 'clips')} changed since, and stayed as they are.`,
      unsent > 0 && 'Press Send now when you want it sent.'
    ].filter((one) => one !== false)
    this.deps.toasts.show({
      text: restored.length > 0 && done === 'Undone' ? restoredWords(restored.length) : `${done}: ${name}`,
      detail: details.length > 0 ? details.join(' ') : undefined,
      kind: 'undo'
    })
  }
}
