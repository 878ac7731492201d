import { textParameters } from '@shared/catalogue/parameters'
import type { Preset } from '@shared/prompts/prompt-work'
import { escapeVariations } from '@shared/prompts/variations'
import type { GenerationRequest } from '@shared/request'
import type { ModelsManager } from '$lib/state/models/models-manager.svelte'
import type { ComposerForm } from './composer-form.svelte'
import { isSameForm, readRequest, type FormDraft } from './form-draft'
import { noteOf, withoutWords } from './form-words'

/** What the form was filled with at once, and what it held before. */
interface Filling {
  /** In words: `Copied from a clip`. */
  readonly what: string
  readonly before: FormDraft
  readonly after: FormDraft
}

interface ComposerFillingDeps {
  readonly form: ComposerForm
  readonly models: ModelsManager
}

/** Fills the whole form at once from a clip, a preset or the clipboard, and undoes that. */
export class ComposerFilling {
  readonly #deps: ComposerFillingDeps
  #last = $state.raw<Filling | null>(null)
  #focusRequests = $state(0)

  constructor(deps: ComposerFillingDeps) {
    this.#deps = deps
  }

  /** Filling that {@link undo} undoes: only while the form is as it left it, so that nothing typed since is lost. */
  readonly current: Filling | null = $derived.by(() => {
    const { form } = this.#deps
    return this.#last && isSameForm(this.#last.after, form.contents) ? this.#last : null
  })

  /** Grows when the prompt's field should take the focus and select its text. */
  get focusRequests(): number {
    return this.#focusRequests
  }

  /** Selects the prompt, so that a variant is typed straight over it. */
  requestFocus(): void {
    this.#focusRequests += 1
  }

  /** Fills the form with the request of an earlier clip, for the shot that it was made for. */
  reuse(request: GenerationRequest, shot: string | null = null): void {
    this.#fillWithSent({ request: asTyped(request), shot: shot ?? '' }, 'Copied from a clip')
  }

  /** Replaces the prompt with one that the service wrote. */
  useRewritten(prompt: string): void {
    this.#replacePrompt(prompt, 'The rewritten prompt is filled in')
  }

  /** Replaces the prompt with one that another program wrote. */
  useLinked(prompt: string): void {
    this.#replacePrompt(prompt, 'Filled in from a link')
  }

  /** Fills the form with what “Copy prompt and settings” made; returns false for any other text. */
  paste(text: string): boolean {
    const request = text.startsWith('{') ? readRequest(text) : null
    if (request) this.#fillWithSent({ request: asTyped(request) }, 'Copied from the clipboard')
    return request !== null
  }

  /** Fills the form with saved settings, and leaves the prompt. */
  usePreset({ name, parameters }: Preset): void {
    const { contents } = this.#deps.form
    const request = { ...parameters, prompt: contents.request.prompt }
    this.#fill({ ...contents, request }, `Preset “${name}” applied`)
  }

  /** Restores the contents that a press was made from, if the form holds anything else by now. */
  restore(contents: FormDraft): void {
    if (!isSameForm(contents, this.#deps.form.contents)) this.#fill(contents, 'Back to what you sent')
  }

  /** Restores what the last filling replaced. */
  undo(): void {
    if (!this.current) return
    const { before } = this.current
    this.#last = null
    this.#deps.form.replace(before)
  }

  /** Braces of the prompt are text: it can't multiply what is paid for. */
  #replacePrompt(prompt: string, what: string): void {
    const { request, takes, extras, shot } = this.#deps.form.contents
    this.#fillWithSent(
      { request: { ...request, prompt: escapeVariations(prompt) }, takes, extras, shot },
      what
    )
  }

  /** Fills the form with what was sent, and with nothing else that would be paid for beside it. */
  #fillWithSent(sent: Pick<FormDraft, 'request'> & Partial<FormDraft>, what: string): void {
    const contents = { takes: 1, extras: [], shot: '', table: null, ...sent }
    this.#fill(contents, what + withoutWords(this.#deps.form.contents, contents))
  }

  /** Fills the form, as its model takes the request today. */
  #fill(contents: FormDraft, what: string): void {
    const { form, models } = this.#deps
    const { modelId } = contents.request
    const model = models.find(modelId)
    const mapped = model ? models.map(contents.request, model) : null
    const before = form.contents
    const after: FormDraft = {
      ...contents,
      request: mapped?.request ?? contents.request,
      extras: contents.extras.filter(({ id }) => id !== modelId)
    }
    this.#last = isSameForm(before, after) ? null : { what, before, after }
    form.replace(after, { note: mapped && noteOf(mapped), kept: contents.request })
    this.requestFocus()
  }
}

/** Returns a sent request as it is typed: its braces are text, not variations. */
function asTyped(request: GenerationRequest): GenerationRequest {
  const texts = textParameters.flatMap(({ name, hasVariations }) => {
    const text = request[name]
    return hasVariations && text !== undefined ? [[name, escapeVariations(text)] as const] : []
  })
  return { ...request, prompt: escapeVariations(request.prompt), ...Object.fromEntries(texts) }
}
