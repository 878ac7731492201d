import * as z from 'zod'
import { defaultModel, findModel } from '@shared/catalogue/models'
import type { Model } from '@shared/catalogue/model'
import { withdrawal } from '@shared/catalogue/check-request'
import type { FurtherValue } from '@shared/catalogue/further-fields'
import { estimatedPrice, initialRequest } from '@shared/catalogue/request-body'
import type { GenerationView } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import { GenerationRequest, maximumPromptLength } from '@shared/request'
import type { Client } from '../api/client'
import { fitRequest } from '../utils/fit-request'
import { formatCount, plural } from '../utils/format'
import type { ErrorReporter } from './error-reporter'

/** A request as the form holds it: unlike one that can be sent, its prompt may still be empty or too long. */
const Draft = z.object({
  ...GenerationRequest.shape,
  prompt: z.string(),
  negativePrompt: z.string().optional()
})

const draftDelayMs = 400
/** A second press within this time is the same press: a double click, a bouncing switch, a held key. */
const onePressMs = 400

/** Why the button cannot be pressed. */
export interface Blocker {
  readonly text: string
  readonly remedy: 'none' | 'key'
}

interface Dependencies {
  readonly client: Client
  readonly errors: ErrorReporter
  /** Whether there is a key to send with. */
  readonly hasKey: () => boolean
  /** Told of what was made, so that its cards stand there at once. */
  readonly created: (generations: readonly GenerationView[]) => void
}

/** The form on the left: one request in the making. */
export class ComposerManager {
  readonly #dependencies: Dependencies
  #request = $state.raw<GenerationRequest>({ ...initialRequest(defaultModel), prompt: '' })
  #modelNote = $state<string | null>(null)
  #problem = $state.raw<Problem | null>(null)
  #isSending = $state(false)
  #lastPrompt = ''
  #draftTimer: ReturnType<typeof setTimeout> | undefined
  /** Grows when the form is filled by something other than typing, so that the field takes the focus. */
  #fills = $state(0)

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  get request(): GenerationRequest {
    return this.#request
  }

  get fills(): number {
    return this.#fills
  }

  /** One line about what another model changed. */
  get modelNote(): string | null {
    return this.#modelNote
  }

  get problem(): Problem | null {
    return this.#problem
  }

  get isSending(): boolean {
    return this.#isSending
  }

  readonly model: Model | undefined = $derived(findModel(this.#request.modelId))

  readonly price = $derived(estimatedPrice(this.#request, this.model))

  readonly blocker: Blocker | null = $derived.by(() => {
    if (!this.#dependencies.hasKey()) return { text: 'Add your ModelsLab key to send.', remedy: 'key' }
    return refusal(this.#request, this.model)
  })

  /** What the problem of the last press says about one field. */
  problemOf(field: keyof GenerationRequest | `further.${string}`): string | null {
    return this.#problem?.field === field ? this.#problem.message : null
  }

  change(patch: Partial<GenerationRequest>): void {
    this.#request = { ...this.#request, ...patch }
    this.#problem = null
    this.#saveSoon()
  }

  /** Sets a field that only this model takes, or takes it out of the request. */
  setFurther(name: string, value: FurtherValue | undefined): void {
    const others = Object.entries(this.#request.further ?? {}).filter(([field]) => field !== name)
    this.change({ further: Object.fromEntries(value === undefined ? others : [...others, [name, value]]) })
  }

  chooseModel(id: string): void {
    const model = findModel(id)
    if (!model || id === this.#request.modelId) return
    const fitted = fitRequest(this.#request, model)
    this.#modelNote = fitted.changes.length > 0 ? `${model.name}: ${fitted.changes.join(', ')}` : null
    this.change(fitted.request)
    // A field the new model lacks has to go, which a patch cannot say.
    this.#request = fitted.request
  }

  /** Fills the form from a generation that was made before, and marks the field that it failed for. */
  reuse(request: GenerationRequest, problem: Problem | null = null): void {
    const model = findModel(request.modelId)
    this.#request = model ? fitRequest(request, model).request : request
    this.#modelNote = null
    this.#problem = problem?.field ? problem : null
    this.#fills += 1
    this.#saveSoon()
  }

  /** Brings back the prompt that was sent last. */
  recall(): boolean {
    if (this.#request.prompt !== '' || this.#lastPrompt === '') return false
    this.change({ prompt: this.#lastPrompt })
    return true
  }

  async generate(): Promise<boolean> {
    if (this.#isSending || this.blocker) return false
    this.#isSending = true
    this.#problem = null
    const bounce = new Promise((resolve) => setTimeout(resolve, onePressMs))
    try {
      const request = sendable(this.#request, this.model)
      const { generations } = await this.#dependencies.client.call('generations.create', {
        pressId: crypto.randomUUID(),
        requests: [request]
      })
      this.#lastPrompt = request.prompt
      this.#dependencies.created(generations)
      // Selected, so that a variant is typed straight over it.
      this.#fills += 1
      return true
    } catch (error) {
      if (error instanceof ProblemError) this.#problem = error.problem
      else this.#dependencies.errors.report(error, 'This could not be sent.')
      return false
    } finally {
      void bounce.then(() => (this.#isSending = false))
    }
  }

  async restoreDraft(): Promise<void> {
    const { draft } = await this.#dependencies.client.call('draft.get', {})
    if (draft === null || this.#request.prompt !== '') return
    const parsed = Draft.safeParse(parseJson(draft))
    if (parsed.success) this.#request = parsed.data
  }

  /** Writes what has not been written yet, as when the window goes. */
  async saveDraft(): Promise<void> {
    clearTimeout(this.#draftTimer)
    this.#draftTimer = undefined
    await this.#dependencies.client.call('draft.save', { draft: JSON.stringify(this.#request) })
  }

  destroy(): void {
    if (this.#draftTimer !== undefined) void this.saveDraft().catch(() => undefined)
  }

  #saveSoon(): void {
    clearTimeout(this.#draftTimer)
    this.#draftTimer = setTimeout(() => {
      // An unsaved draft is no reason to interrupt who is writing it; the next key tries again.
      this.saveDraft().catch((error: unknown) => this.#dependencies.errors.log(error))
    }, draftDelayMs)
  }
}

function refusal(request: GenerationRequest, model: Model | undefined): Blocker | null {
  const gone = model && withdrawal(model)
  if (gone) return { text: gone.message, remedy: 'none' }
  if (request.prompt.trim() === '') return { text: 'Write a prompt first.', remedy: 'none' }
  const over = request.prompt.length - maximumPromptLength
  if (over > 0) {
    return { text: `The prompt is ${plural(over, 'character', 'characters')} too long.`, remedy: 'none' }
  }
  if ((request.negativePrompt?.length ?? 0) > maximumPromptLength) {
    return {
      text: `The negative prompt is longer than ${formatCount(maximumPromptLength)} characters.`,
      remedy: 'none'
    }
  }
  return GenerationRequest.safeParse(request).success
    ? null
    : { text: 'The prompt holds characters that cannot be sent.', remedy: 'none' }
}

/** What goes out: without what is empty, and without a negative prompt where the model takes none. */
function sendable(request: GenerationRequest, model: Model | undefined): GenerationRequest {
  const { negativePrompt, further = {}, ...rest } = request
  const takesIt = model === undefined || model.isOpen === true || model.negativePrompt === true
  return {
    ...rest,
    ...(takesIt && negativePrompt?.trim() && { negativePrompt }),
    ...(Object.keys(further).length > 0 && { further })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
