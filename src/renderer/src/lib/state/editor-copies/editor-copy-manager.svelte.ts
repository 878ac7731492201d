import type { CallOutput } from '@shared/contract'
import { mostCopied } from '@shared/contract/editor-copy-calls'
import type { GenerationId } from '@shared/generation'
import type { CopySort, CopyTools, EditorCopy, EditorCopyProgress } from '@shared/media/editor-copies'
import type { Client } from '$lib/api/client'
import { plural } from '$lib/utils/format'
import type { ErrorReporter } from '../window/error-reporter'
import type { ToastManager } from '../window/toast-manager.svelte'

type Report = CallOutput<'editorCopies.make'>

/** Most clips of a toast that have no copy. */
const mostNamed = 3

/** Makes copies that editors open more easily, and knows those of the clip that is shown. */
export class EditorCopyManager {
  /** Clips that copies are made of; empty while the dialog is closed. */
  ids = $state.raw<readonly GenerationId[]>([])
  /** Null until ffmpeg was looked for. */
  tools = $state.raw<CopyTools | null>(null)
  progress = $state.raw<EditorCopyProgress | null>(null)
  /** Counts what may have changed the copies of a clip. */
  changes = $state(0)

  constructor(
    private readonly deps: {
      readonly client: Client
      readonly errors: ErrorReporter
      readonly toasts: ToastManager
      readonly openDialog: () => void
    }
  ) {
    deps.client.on('editorCopies.progress', ({ progress }) => {
      if (progress?.done !== this.progress?.done) this.changes += 1
      this.progress = progress
    })
  }

  /** Lets the user choose what to make of some clips. */
  open(ids: readonly GenerationId[]): void {
    if (ids.length === 0) return
    this.ids = ids.slice(0, mostCopied)
    this.deps.openDialog()
    void this.look(false)
  }

  /** Looks for ffmpeg. */
  async look(again: boolean): Promise<void> {
    const { client, errors } = this.deps
    await errors.attempt('Couldn’t look for ffmpeg', async () => {
      this.tools = await client.call('editorCopies.tools', { again })
    })
  }

  async make(sort: CopySort): Promise<void> {
    const { client, errors } = this.deps
    const ids = [...this.ids]
    await errors.attempt('Couldn’t make the copies', async () => {
      this.#tell(await client.call('editorCopies.make', { ids, sort }), ids, sort)
    })
    this.changes += 1
  }

  cancel(): void {
    const { client, errors } = this.deps
    void errors.attempt('Couldn’t cancel', () => client.call('editorCopies.cancel', {}))
  }

  /** Reads the copies of a clip, which are others after `changes`. */
  async of(id: GenerationId): Promise<readonly EditorCopy[]> {
    const { client, errors } = this.deps
    let copies: readonly EditorCopy[] = []
    await errors.attempt('Couldn’t read the copies', async () => {
      copies = (await client.call('editorCopies.of', { id })).copies
    })
    return copies
  }

  reveal({ videoId, sort }: Pick<EditorCopy, 'videoId' | 'sort'>): void {
    const { client, errors } = this.deps
    void errors.attempt('Couldn’t show the copy', () => client.call('editorCopies.reveal', { videoId, sort }))
  }

  #tell(report: Report, [first]: readonly GenerationId[], sort: CopySort): void {
    const { toasts } = this.deps
    const { failures, isCancelled } = report
    const text = reportWords(report)
    if (text !== '' && first) {
      const show = async (): Promise<void> => {
        const copy = (await this.of(first)).find((one) => one.sort === sort)
        if (copy) this.reveal(copy)
      }
      toasts.show({
        text,
        kind: 'editor copies',
        ...(!isCancelled && failures.length === 0 && { action: { label: 'Show', run: () => void show() } })
      })
    }
    if (failures.length === 0) return
    const more = failures.length > mostNamed ? [`And ${failures.length - mostNamed} more.`] : []
    toasts.show({
      tone: 'warn',
      text: `${plural(failures.length, 'clip has', 'clips have')} no copy`,
      detail: [...failures.slice(0, mostNamed), ...more].join(' ')
    })
  }
}

/** @internal */
export const reportWords = ({ made, alreadyThere, isCancelled }: Report): string =>
  [
    made > 0 && `${plural(made, 'copy', 'copies')} made.`,
    alreadyThere > 0 && `${plural(alreadyThere, 'copy was', 'copies were')} there already.`,
    isCancelled && 'The rest was cancelled.'
  ]
    .filter(Boolean)
    .join(' ')
