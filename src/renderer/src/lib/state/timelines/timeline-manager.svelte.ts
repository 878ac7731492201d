import type { TimelinePlan, TimelineProgress, TimelineSource } from '@shared/contract/timeline-calls'
import { ProblemError, type Problem } from '@shared/problem'
import { tooManyClips } from '@shared/problem-texts'
import { mostTimelineClips, type TimelineOptions } from '@shared/timelines/targets'
import type { Client } from '$lib/api/client'
import { plural } from '$lib/utils/format'
import type { ErrorReporter } from '../window/error-reporter'
import type { ToastManager } from '../window/toast-manager.svelte'

/** What a timeline can be made of, as the dialog offers it. */
export interface TimelineChoice {
  readonly name: string
  readonly source: TimelineSource
}

interface TimelineManagerDeps {
  readonly client: Client
  readonly errors: ErrorReporter
  readonly toasts: ToastManager
  readonly options: () => TimelineOptions
  readonly saveOptions: (options: TimelineOptions) => Promise<boolean>
  readonly onOpen: () => void
  readonly onSaved: () => void
}

/** Exports timelines: what of, how, and what the user should know before. */
export class TimelineManager {
  #choices = $state.raw<readonly TimelineChoice[]>([])
  #chosen = $state(0)
  /** What was chosen just now; the settings follow. */
  #chosenOptions = $state.raw<TimelineOptions | null>(null)
  #plan = $state.raw<TimelinePlan | null>(null)
  #problem = $state.raw<Problem | null>(null)
  #progress = $state.raw<TimelineProgress | null>(null)
  #isSaving = $state(false)
  /** Number of the current plan: answers to earlier questions are dropped. */
  #request = 0
  readonly #stop: () => void

  constructor(private readonly deps: TimelineManagerDeps) {
    this.#stop = deps.client.on('timelines.progress', (progress) => {
      if (this.#isSaving) this.#progress = progress
    })
  }

  destroy(): void {
    this.#stop()
  }

  get choices(): readonly TimelineChoice[] {
    return this.#choices
  }

  /** Position of the choice that is exported. */
  get chosen(): number {
    return this.#chosen
  }

  get options(): TimelineOptions {
    return this.#chosenOptions ?? this.deps.options()
  }

  /** Null until it is read, and where there is nothing to export. */
  get plan(): TimelinePlan | null {
    return this.#plan
  }

  get problem(): Problem | null {
    return this.#problem
  }

  get progress(): TimelineProgress | null {
    return this.#progress
  }

  get isSaving(): boolean {
    return this.#isSaving
  }

  /** Opens the dialog. */
  async open(choices: readonly TimelineChoice[], chosen: number): Promise<void> {
    if (choices.length === 0) return
    this.#choices = choices
    this.#chosenOptions = null
    this.#plan = null
    this.deps.onOpen()
    await this.choose(chosen)
  }

  async choose(chosen: number): Promise<void> {
    this.#chosen = chosen
    await this.#read()
  }

  async change(change: Partial<TimelineOptions>): Promise<void> {
    const options = { ...this.options, ...change }
    this.#chosenOptions = options
    await Promise.all([this.#read(), this.deps.saveOptions(options)])
  }

  /** Asks for a place and saves there. */
  async save(): Promise<void> {
    const { client, toasts, onSaved } = this.deps
    const source = this.#source
    if (!source || this.#isSaving) return
    this.#isSaving = true
    this.#problem = null
    try {
      const { saved } = await client.call('timelines.save', { source, options: this.options })
      if (!saved) return
      const left = saved.leftOut > 0 ? ` · ${plural(saved.leftOut, 'clip', 'clips')} left out` : ''
      toasts.show({
        text: `Timeline of ${plural(saved.clips, 'clip', 'clips')} saved${left}`,
        detail: saved.name,
        kind: 'timeline',
        action: { label: 'Show', run: () => this.#reveal(saved.id) }
      })
      onSaved()
    } catch (error) {
      this.#take(error, 'Couldn’t save the timeline')
    } finally {
      this.#isSaving = false
      this.#progress = null
    }
  }

  /** Ends a saving; what it has written is removed. */
  async cancel(): Promise<void> {
    const { client, errors } = this.deps
    await errors.attempt('Couldn’t cancel', () => client.call('timelines.cancel', {}))
  }

  get #source(): TimelineSource | undefined {
    return this.#choices[this.#chosen]?.source
  }

  async #read(): Promise<void> {
    const source = this.#source
    if (!source) return
    const request = ++this.#request
    this.#problem = null
    try {
      if (source.kind === 'clips' && source.ids.length > mostTimelineClips)
        throw new ProblemError(tooManyClips)
      const plan = await this.deps.client.call('timelines.plan', { source, options: this.options })
      if (request === this.#request) this.#plan = plan
    } catch (error) {
      if (request !== this.#request) return
      this.#plan = null
      this.#take(error, 'Couldn’t read the clips')
    }
  }

  #take(error: unknown, title: string): void {
    if (error instanceof ProblemError) this.#problem = error.problem
    else this.deps.errors.report(error, title)
  }

  #reveal(id: string): void {
    const { client, errors } = this.deps
    void errors.attempt('Couldn’t show the timeline', () => client.call('timelines.reveal', { id }))
  }
}
