import { mostHandedOver } from '@shared/contract/parts'
import type { GenerationId, VideoId } from '@shared/generation'
import { ProblemError, sentencesOf } from '@shared/problem'
import type { Client } from '$lib/api/client'
import { allowanceOf, type Allowed } from '../composer/press/allowed'
import { atMost } from '$lib/utils/at-most'
import { plural } from '$lib/utils/format'
import { usedInWords } from '$lib/utils/words/use-words'
import { inParts } from '$lib/utils/in-parts'
import { newStepId } from '../curation/annotation-actions'
import { restoredWords, type UndoActions } from '../curation/undo-actions'
import type { ConfirmManager } from '../window/confirm-manager.svelte'
import type { ErrorReporter } from '../window/error-reporter'
import { PressIds } from '../composer/press/press-ids'
import type { SelectionManager } from './selection-manager.svelte'
import type { ToastManager } from '../window/toast-manager.svelte'

interface GenerationActionsDeps {
  readonly client: Client
  readonly errors: ErrorReporter
  readonly confirm: ConfirmManager
  readonly toasts: ToastManager
  readonly selection: SelectionManager
  readonly undo: UndoActions
}

/** Actions on generations. Failures are shown in a toast. */
export class GenerationActions {
  readonly #deps: GenerationActionsDeps
  /** Requests being sent again: a second press for the same generation would pay twice. */
  readonly #sendingAgain = new Set<GenerationId>()
  readonly #presses = new PressIds()

  constructor(deps: GenerationActionsDeps) {
    this.#deps = deps
  }

  /** Cancels queued requests. An undo puts them back, to be sent by another click. */
  async cancel(ids: readonly GenerationId[]): Promise<boolean> {
    const { client, errors, undo } = this.#deps
    const step = newStepId()
    let count = 0
    const isDone = await errors.attempt('Couldn’t cancel', async () => {
      for (const some of inParts(ids))
        count += (await client.call('generations.cancel', { ids: some, step })).cancelled
    })
    if (count > 0) undo.offer(count === 1 ? 'Cancelled' : `${plural(count, 'clip', 'clips')} cancelled`, step)
    return isDone
  }

  hide(id: GenerationId): Promise<boolean> {
    return this.#attempt('Couldn’t hide it', 'generations.setHidden', { id, hidden: true })
  }

  unhide(id: GenerationId): Promise<boolean> {
    return this.#attempt('Couldn’t show it', 'generations.setHidden', { id, hidden: false })
  }

  release(id: GenerationId): Promise<boolean> {
    const { client, errors } = this.#deps
    return errors.attempt('Couldn’t send it', () =>
      this.#onceAllowed((allowed) => client.call('generations.release', { ids: [id], ...allowed }))
    )
  }

  checkAgain(id: GenerationId): Promise<boolean> {
    return this.#attempt('Couldn’t ask again', 'generations.checkAgain', { id })
  }

  markNotSent(id: GenerationId): Promise<boolean> {
    return this.#attempt('Couldn’t mark it', 'generations.markNotSent', { id })
  }

  downloadAgain(id: VideoId): Promise<boolean> {
    return this.#attempt('Couldn’t download it again', 'videos.downloadAgain', { id })
  }

  keepAnyway(id: VideoId): Promise<boolean> {
    return this.#attempt('Couldn’t keep the file', 'videos.keepAnyway', { id })
  }

  locate(id: VideoId): Promise<boolean> {
    return this.#attempt('Couldn’t locate the file', 'videos.locate', { id })
  }

  /** Chooses another library folder, or locates a moved one. */
  readonly chooseFolder = (): void => {
    void this.#attempt('Couldn’t change the folder', 'library.chooseFolder', {})
  }

  addCredit(): Promise<boolean> {
    return this.#attempt('Couldn’t open the page', 'app.openLink', { link: 'modelslab_credit' })
  }

  /** Refreshes the balance; with enough credit, what waits for it continues. */
  refreshBalance(): Promise<boolean> {
    return this.#attempt('Couldn’t read the balance', 'balance.refresh', {})
  }

  reveal(id: VideoId): Promise<boolean> {
    return this.#attempt('Couldn’t show the file', 'handoff.reveal', { id })
  }

  async copyPrompt(id: GenerationId): Promise<void> {
    if (await this.#attempt('Couldn’t copy the prompt', 'handoff.copyPrompt', { id })) {
      this.#deps.toasts.show({ text: 'Prompt copied', kind: 'copied' })
    }
  }

  /** Copies a link that shows the clip in Dailies. */
  async copyLink(id: GenerationId): Promise<void> {
    if (await this.#attempt('Couldn’t copy the link', 'handoff.copyLink', { id })) {
      this.#deps.toasts.show({ text: 'Link copied', kind: 'copied' })
    }
  }

  /** Copies a report for ModelsLab's support, without the key. */
  async copyReport(id: GenerationId): Promise<void> {
    if (await this.#attempt('Couldn’t copy the report', 'handoff.copyReport', { id })) {
      this.#deps.toasts.show({ text: 'Support report copied', kind: 'copied' })
    }
  }

  async copyRequest(id: GenerationId): Promise<void> {
    if (await this.#attempt('Couldn’t copy prompt and settings', 'handoff.copyRequest', { id })) {
      this.#deps.toasts.show({ text: 'Prompt and settings copied', kind: 'copied' })
    }
  }

  async copyEnhancedPrompt(id: GenerationId): Promise<void> {
    if (await this.#attempt('Couldn’t copy the prompt', 'handoff.copyEnhancedPrompt', { id })) {
      this.#deps.toasts.show({ text: 'Prompt copied', kind: 'copied' })
    }
  }

  /** Copies the files themselves, or their paths where the system takes no files. */
  async copyFiles(ids: readonly GenerationId[]): Promise<void> {
    const { client, errors, toasts } = this.#deps
    if (ids.length === 0) return
    await errors.attempt('Couldn’t copy the file', async () => {
      const { copied } = await client.call('handoff.copyFiles', { ids: atMost(ids, mostHandedOver) })
      const text =
        copied === 'paths'
          ? 'Path copied: files can’t be copied on this system'
          : ids.length === 1
            ? 'File copied. Paste it into a folder.'
            : `${plural(ids.length, 'file', 'files')} copied. Paste them into a folder.`
      toasts.show({ text, kind: 'copied' })
    })
  }

  async copyPaths(ids: readonly GenerationId[]): Promise<void> {
    const { client, errors } = this.#deps
    if (ids.length === 0) return
    const copy = (): Promise<unknown> => client.call('handoff.copyPath', { ids: atMost(ids, mostHandedOver) })
    if (await errors.attempt('Couldn’t copy the path', copy)) {
      const text = ids.length === 1 ? 'Path copied' : `${plural(ids.length, 'path', 'paths')} copied`
      this.#deps.toasts.show({ text, kind: 'copied' })
    }
  }

  /** Makes the same again, for the same price; asks again where that goes over a limit. */
  async sendAgain(id: GenerationId, allowed: Allowed = {}): Promise<void> {
    if (this.#sendingAgain.has(id)) return
    this.#sendingAgain.add(id)
    const { client, errors, selection } = this.#deps
    const press = { id, pressId: this.#presses.of(id) }
    try {
      await errors.attempt('Couldn’t send this again', async () => {
        const made = await this.#onceAllowed(
          (all) => client.call('generations.sendAgain', { ...press, ...all }),
          allowed
        )
        if (!made) return
        this.#presses.done(id)
        selection.select(made.id)
      })
    } finally {
      this.#sendingAgain.delete(id)
    }
  }

  async trash(ids: readonly GenerationId[], heir: GenerationId | null): Promise<void> {
    const { client, errors, selection, undo } = this.#deps
    const step = newStepId()
    const { active } = selection
    // Before its tile goes, so that the focus has a place: the answer may come after the changed rows.
    if (heir !== null && active !== null && ids.includes(active)) selection.activate(heir)
    const trashed: GenerationId[] = []
    let usedIn: readonly string[] = []
    await errors.attempt('Couldn’t delete', async () => {
      for (const some of inParts(ids)) {
        const answer = await client.call('generations.trash', { ids: some, step })
        usedIn = [...new Set([...usedIn, ...answer.usedIn])]
        trashed.push(...some)
      }
    })
    if (trashed.length === 0) {
      if (active !== null) selection.activate(active)
      return
    }
    selection.remove(trashed, heir)
    undo.offer(
      trashed.length === 1 ? 'Moved to trash' : `${plural(trashed.length, 'clip', 'clips')} moved to trash`,
      step,
      usedIn.length > 0 ? usedInWords(usedIn, trashed.length) : undefined
    )
  }

  async restore(ids: readonly GenerationId[]): Promise<boolean> {
    const { client, errors, undo } = this.#deps
    const step = newStepId()
    let count = 0
    const isDone = await errors.attempt('Couldn’t restore', async () => {
      for (const some of inParts(ids)) {
        await client.call('generations.restore', { ids: some, step })
        count += some.length
      }
    })
    if (count > 0) undo.offer(restoredWords(count), step)
    return isDone
  }

  /**
   * Sends. Asks where the balance is too low, and returns null where the user declines. Over a limit, the main process
   * asks.
   */
  async #onceAllowed<Sent>(
    send: (allowed: Allowed) => Promise<Sent>,
    allowed: Allowed = {}
  ): Promise<Sent | null> {
    try {
      return await send(allowed)
    } catch (error) {
      const more = error instanceof ProblemError ? allowanceOf(error.problem) : null
      if (!(error instanceof ProblemError) || !more) throw error
      const isSure =
        more.overCap ??
        (await this.#deps.confirm.ask({
          title: 'Send it without enough credit?',
          confirm: 'Send, wait for credit',
          text: sentencesOf(error.problem),
          tone: 'warn'
        }))
      return isSure ? await this.#onceAllowed(send, { ...allowed, ...more }) : null
    }
  }

  #attempt(title: string, ...call: Parameters<Client['call']>): Promise<boolean> {
    const { client, errors } = this.#deps
    return errors.attempt(title, () => client.call(...call))
  }
}
