import { planBatch, type BatchDraft } from '@shared/batch-plan'
import type { MappedRequest } from '@shared/catalogue/map-request'
import type { FurtherValue } from '@shared/catalogue/further-fields'
import type { Model } from '@shared/catalogue/model'
import { defaultModel } from '@shared/catalogue/models'
import { initialRequest } from '@shared/catalogue/request-body'
import { sentencesOf, type Problem } from '@shared/problem'
import type { Preset } from '@shared/prompt-work'
import { guessTableFormat, parsePromptTable, type TableFormat } from '@shared/prompt-table'
import { GenerationRequest, maximumPromptLength } from '@shared/request'
import { escapeVariations } from '@shared/variations'
import type { Client } from '../api/client'
import { formatCount } from '../utils/format'
import { readDraft, readRequest, sendable, writeDraft, type TableText } from '../utils/form-draft'
import type { ErrorReporter } from './error-reporter'
import type { ModelsManager } from './models-manager.svelte'
import type { PriceManager } from './price-manager.svelte'

const draftDelayMs = 400

/** Why the button cannot be pressed. */
export interface Blocker {
  readonly text: string
  /** Whether a key is what is missing. */
  readonly needsKey: boolean
}

/** A further model that the same prompt goes to, with the form's settings as it takes them. */
export interface ExtraModel extends MappedRequest {
  readonly model: Model
}

/** What the form was filled with at once, and what stood there before. */
interface Filling {
  /** In words: `Filled in from a clip`. */
  readonly what: string
  readonly before: GenerationRequest
  readonly after: GenerationRequest
}

interface Dependencies {
  readonly client: Client
  readonly errors: ErrorReporter
  readonly models: ModelsManager
  readonly prices: PriceManager
  /** Whether there is a key to send with. */
  readonly hasKey: () => boolean
}

/** The form on the left: one press in the making. */
export class ComposerManager {
  readonly #dependencies: Dependencies
  #request = $state.raw<GenerationRequest>({ ...initialRequest(defaultModel), prompt: '' })
  #takes = $state(1)
  #extraModelIds = $state.raw<readonly string[]>([])
  #tableText = $state.raw<TableText | null>(null)
  /** Kept while the model takes none, so that going back to the first model brings it back. */
  #negativePrompt = ''
  #modelNote = $state<string | null>(null)
  #problem = $state.raw<Problem | null>(null)
  #draftTimer: ReturnType<typeof setTimeout> | undefined
  /** Grows when the form is filled by something other than typing, so that the field takes the focus. */
  #fills = $state(0)
  #replacements = $state(0)
  #lastFilling = $state.raw<Filling | null>(null)

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  get request(): GenerationRequest {
    return this.#request
  }

  get takes(): number {
    return this.#takes
  }

  get tableText(): TableText | null {
    return this.#tableText
  }

  get fills(): number {
    return this.#fills
  }

  /** Grows when the whole form is replaced, so that fields with text of their own start anew. */
  get replacements(): number {
    return this.#replacements
  }

  /**
   * The filling that {@link undoFilling} takes back: there while the form is as it left it, so that an undo
   * never takes what was typed since.
   */
  readonly filling: Filling | null = $derived.by(() => {
    const filling = this.#lastFilling
    return filling && isSameRequest(filling.after, this.#request) ? filling : null
  })

  /** One line about what another model changed. */
  get modelNote(): string | null {
    return this.#modelNote
  }

  /** What the last press came to, until the form is changed. */
  get problem(): Problem | null {
    return this.#problem
  }

  readonly model: Model | undefined = $derived.by(() => this.#dependencies.models.find(this.#request.modelId))

  readonly extras: readonly ExtraModel[] = $derived.by(() => {
    const { models } = this.#dependencies
    return this.#extraModelIds.flatMap((id) => {
      const model = id === this.#request.modelId ? undefined : models.find(id)
      return model ? [{ model, ...models.map(this.#request, model) }] : []
    })
  })

  readonly table = $derived.by(() =>
    this.#tableText ? parsePromptTable(this.#tableText.text, this.#tableText.format) : null
  )

  readonly draft: BatchDraft = $derived.by(() => ({
    prompt: this.#request.prompt,
    requests: [
      sendable(this.#request, this.model),
      ...this.extras.map(({ request, model }) => sendable(request, model))
    ],
    takes: this.#takes,
    table: this.table?.ok ? this.table.value : null
  }))

  readonly plan = $derived.by(() =>
    planBatch(this.draft, {
      findModel: (id) => this.#dependencies.models.find(id),
      priceOf: (request) => this.#dependencies.prices.amount(request)
    })
  )

  readonly blocker: Blocker | null = $derived.by(() => {
    if (!this.#dependencies.hasKey()) return { text: 'Add your ModelsLab key to send.', needsKey: true }
    if (this.table && !this.table.ok) return { text: 'Check the list of variables first.', needsKey: false }
    if (this.#isEmpty) return { text: 'Write a prompt first.', needsKey: false }
    const refusal = negativePromptRefusal(this.#request)
    if (refusal !== null) return { text: refusal, needsKey: false }
    const first = this.plan.ok ? undefined : this.plan.error[0]
    return first ? { text: first.problem.message, needsKey: false } : null
  })

  get #isEmpty(): boolean {
    return this.#request.prompt.trim() === '' && this.#tableText === null
  }

  /** What is wrong with one field: by the last press, or as the form stands. */
  problemOf(field: keyof GenerationRequest | `further.${string}` | 'table'): string | null {
    if (this.#problem?.field === field) return this.#problem.message
    if (this.plan.ok || (field === 'prompt' && this.#isEmpty)) return null
    const { modelId } = this.#request
    const found = this.plan.error.find(
      (one) => one.problem.field === field && (one.modelId === null || one.modelId === modelId)
    )
    return found ? sentencesOf(found.problem) : null
  }

  /** What keeps one of the further models from being asked. */
  problemOfExtra(id: string): string | null {
    const found = this.plan.ok ? undefined : this.plan.error.find(({ modelId }) => modelId === id)
    return found ? sentencesOf(found.problem) : null
  }

  change(patch: Partial<GenerationRequest>): void {
    this.#request = { ...this.#request, ...patch }
    if (patch.negativePrompt !== undefined) this.#negativePrompt = patch.negativePrompt
    this.#changed()
  }

  /** Takes a field out of the request, which a patch cannot say. */
  unset(name: keyof GenerationRequest): void {
    const others = Object.entries(this.#request).filter(([field]) => field !== name)
    this.#request = Object.fromEntries(others) as GenerationRequest
    this.#changed()
  }

  /** Sets a field that only this model takes, or takes it out of the request. */
  setFurther(name: string, value: FurtherValue | undefined): void {
    const further = { ...this.#request.further }
    if (value === undefined) Reflect.deleteProperty(further, name)
    else further[name] = value
    this.change({ further })
  }

  setTakes(takes: number): void {
    this.#takes = takes
    this.#changed()
  }

  /** Takes a pasted list; read as what it most likely is, unless the format is given. */
  setTable(text: string, format?: TableFormat): void {
    this.#tableText =
      text.trim() === '' ? null : { text, format: format ?? guessTableFormat(text, this.#request.prompt) }
    this.#changed()
  }

  chooseModel(id: string): void {
    const model = this.#dependencies.models.find(id)
    if (!model || id === this.#request.modelId) return
    const asked = { ...this.#request, ...(this.#negativePrompt && { negativePrompt: this.#negativePrompt }) }
    const { request, changes } = this.#dependencies.models.map(asked, model)
    this.#modelNote = changes.length > 0 ? changes.join(' · ') : null
    this.#request = request
    this.#extraModelIds = this.#extraModelIds.filter((extra) => extra !== id)
    this.#changed()
  }

  addModel(id: string): void {
    this.#extraModelIds = [...this.#extraModelIds.filter((extra) => extra !== id), id]
    this.#changed()
  }

  removeModel(id: string): void {
    this.#extraModelIds = this.#extraModelIds.filter((extra) => extra !== id)
    this.#changed()
  }

  /** Fills the form from a clip that was made before, and marks the field that it failed for. */
  reuse(request: GenerationRequest, problem: Problem | null = null): void {
    this.#fillWithSent(request, 'Filled in from a clip')
    this.#problem = problem?.field ? problem : null
  }

  /** Puts a prompt that the service wrote in the place of the one in the form. */
  useRewritten(prompt: string): void {
    this.#fillWithSent({ ...this.#request, prompt }, 'The rewritten prompt is filled in')
  }

  /** Fills the form with what “Copy request” made; false when the text is something else. */
  paste(text: string): boolean {
    const request = text.startsWith('{') ? readRequest(text) : null
    if (request) this.#fillWithSent(request, 'Filled in from the copied request')
    return request !== null
  }

  /** Fills the form with settings that were kept, and leaves the prompt. */
  usePreset({ name, parameters }: Preset): void {
    this.#fill({ ...parameters, prompt: this.#request.prompt }, `Set as in “${name}”`)
  }

  /** Brings back what the last filling took the place of. */
  undoFilling(): void {
    if (!this.filling) return
    const { before } = this.filling
    this.#lastFilling = null
    this.#negativePrompt = before.negativePrompt ?? ''
    this.#modelNote = null
    this.#request = before
    this.#replacements += 1
    this.#changed()
  }

  /** What a press came to; null while another one is on its way. */
  refused(problem: Problem | null): void {
    this.#problem = problem
  }

  /** Selects the prompt after a press, so that a variant is typed straight over it. */
  sent(): void {
    this.#fills += 1
  }

  async restoreDraft(): Promise<void> {
    const { draft } = await this.#dependencies.client.call('draft.get', {})
    const stored = draft === null || this.#request.prompt !== '' ? null : readDraft(draft)
    if (!stored) return
    this.#request = stored.request
    this.#negativePrompt = stored.request.negativePrompt ?? ''
    this.#takes = stored.takes
    this.#extraModelIds = stored.extraModelIds
    this.#tableText = stored.table
  }

  /** Writes what has not been written yet, as when the window goes. */
  async saveDraft(): Promise<void> {
    clearTimeout(this.#draftTimer)
    this.#draftTimer = undefined
    const draft = writeDraft({
      request: this.#request,
      takes: this.#takes,
      extraModelIds: this.#extraModelIds,
      table: this.#tableText
    })
    await this.#dependencies.client.call('draft.save', { draft })
  }

  destroy(): void {
    if (this.#draftTimer !== undefined) void this.saveDraft().catch(() => undefined)
  }

  // What was sent is text; its braces meant themselves.
  #fillWithSent(request: GenerationRequest, what: string): void {
    this.#fill({ ...request, prompt: escapeVariations(request.prompt) }, what)
  }

  /** Fills the form with a request, as its model takes it today. */
  #fill(request: GenerationRequest, what: string): void {
    const { models } = this.#dependencies
    const model = models.find(request.modelId)
    const mapped = model && !model.isOpen ? models.map(request, model) : null
    const before = this.#request
    this.#negativePrompt = request.negativePrompt ?? ''
    this.#request = mapped?.request ?? request
    this.#modelNote = mapped?.changes.length ? mapped.changes.join(' · ') : null
    this.#lastFilling = isSameRequest(before, this.#request) ? null : { what, before, after: this.#request }
    this.#fills += 1
    this.#replacements += 1
    this.#changed()
  }

  #changed(): void {
    this.#problem = null
    clearTimeout(this.#draftTimer)
    this.#draftTimer = setTimeout(() => {
      // An unsaved draft is no reason to interrupt who is writing it; the next key tries again.
      this.saveDraft().catch((error: unknown) => this.#dependencies.errors.log(error))
    }, draftDelayMs)
  }
}

const isSameRequest = (a: GenerationRequest, b: GenerationRequest): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

function negativePromptRefusal({ negativePrompt = '' }: GenerationRequest): string | null {
  if (negativePrompt.length > maximumPromptLength) {
    return `The negative prompt is longer than ${formatCount(maximumPromptLength)} characters.`
  }
  return GenerationRequest.shape.negativePrompt.safeParse(negativePrompt).success
    ? null
    : 'The negative prompt holds characters that cannot be sent.'
}
