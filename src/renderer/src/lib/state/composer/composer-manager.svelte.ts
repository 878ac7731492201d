import { planBatch, type BatchDraft, type BatchKnowledge } from '@shared/batch/batch-plan'
import type { MappedRequest } from '@shared/catalogue/map-request'
import type { FurtherValue } from '@shared/catalogue/further-fields'
import type { Model } from '@shared/catalogue/model'
import { textParameters, type TextParameter } from '@shared/catalogue/parameters'
import { defaultModel } from '@shared/catalogue/models'
import { initialRequest } from '@shared/catalogue/request-body'
import { allWordsOf, type Problem } from '@shared/problem'
import type { Preset } from '@shared/prompts/prompt-work'
import type { PastedTable, TableFormat } from '@shared/lists/prompt-table'
import { GenerationRequest, maximumPromptLength } from '@shared/request'
import { promptNotes, tableNotes, type PromptNote } from '@shared/prompts/prompt-notes'
import { variablePlaces } from '@shared/lists/row-prompts'
import { isBlank } from '@shared/prompts/text-checks'
import { escapeVariations } from '@shared/prompts/variations'
import type { Client } from '$lib/api/client'
import { formatCount, plural } from '$lib/utils/format'
import { hasControl } from './form-controls'
import { isSameForm, readDraft, readRequest, sendable, writeDraft, type FormDraft } from './form-draft'
import { noteOf, withoutWords } from './form-words'
import { keptFor, keptOf, type KeptSettings } from './kept-settings'
import type { ErrorReporter } from '../window/error-reporter'
import { ListFile } from '../lists/list-file.svelte'
import type { ModelsManager } from '../models/models-manager.svelte'
import { PastedList } from '../lists/pasted-list.svelte'
import type { PriceManager } from '../models/price-manager.svelte'

const draftDelayMs = 400

/** Why the button cannot be pressed. */
export interface Blocker {
  readonly text: string
  /** Whether a key is what is missing. */
  readonly needsKey: boolean
  /** Whether it is answered in the window with the list. */
  readonly isAboutList?: boolean
}

/** A further model that the same prompt goes to, with the form's settings as it takes them. */
export interface ExtraModel extends MappedRequest {
  readonly model: Model
}

/** What the form was filled with at once, and what stood there before. */
interface Filling {
  /** In words: `Copied from a clip`. */
  readonly what: string
  readonly before: FormDraft
  readonly after: FormDraft
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
  readonly list: PastedList
  readonly listFile: ListFile
  readonly #dependencies: Dependencies
  readonly #knowledge: BatchKnowledge
  #form = $state.raw<FormDraft>({
    request: { ...initialRequest(defaultModel), prompt: '' },
    takes: 1,
    extraModelIds: [],
    table: null
  })
  #kept: KeptSettings = {}
  /** The table that was written down last; nothing was, as long as it is undefined. */
  #savedTable: PastedTable | null | undefined
  #modelNote = $state<string | null>(null)
  #problem = $state.raw<Problem | null>(null)
  #draftTimer: ReturnType<typeof setTimeout> | undefined
  /** Grows when the form is filled by something other than typing, so that the field takes the focus. */
  #fills = $state(0)
  #replacements = $state(0)
  #lastFilling = $state.raw<Filling | null>(null)

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
    const { models, prices } = dependencies
    this.#knowledge = {
      findModel: (id) => models.find(id),
      modelNamed: (name) => models.named(name),
      settingsFor: (model) => sendable(models.map(this.request, model).request, model),
      priceOf: (request) => prices.of(request)
    }
    this.list = new PastedList({
      pasted: () => this.#form.table,
      prompt: () => this.request.prompt,
      requests: () => this.#requests,
      knowledge: this.#knowledge,
      change: (table) => this.#change({ table })
    })
    this.listFile = new ListFile({ take: (text) => this.list.set(text, null), text: () => this.list.text })
  }

  /** Everything the form holds. */
  get form(): FormDraft {
    return this.#form
  }

  get request(): GenerationRequest {
    return this.#form.request
  }

  get takes(): number {
    return this.#form.takes
  }

  get tableText(): string {
    return this.list.text
  }

  get tableFormat(): TableFormat {
    return this.list.format
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
    return filling && isSameForm(filling.after, this.#form) ? filling : null
  })

  /** One line about what another model changed. */
  get modelNote(): string | null {
    return this.#modelNote
  }

  /** What the last press came to, until the form is changed. */
  get problem(): Problem | null {
    return this.#problem
  }

  readonly model: Model | undefined = $derived.by(() => this.#dependencies.models.find(this.request.modelId))

  /** The same, where no field of the form can show it. */
  readonly unplacedProblem: Problem | null = $derived.by(() => {
    const field = this.#problem?.field
    return field !== undefined && hasControl(field, this.model, this.request) ? null : this.#problem
  })

  readonly extras: readonly ExtraModel[] = $derived.by(() => {
    const { models } = this.#dependencies
    return this.#form.extraModelIds.flatMap((id) => {
      const model = models.find(id)
      return model ? [{ model, ...models.map(this.request, model) }] : []
    })
  })

  get table(): PastedList['table'] {
    return this.list.table
  }

  /** Whether the rows of the table are prompts by themselves, so that the one in the form goes nowhere. */
  readonly isPromptUnused: boolean = $derived.by(() => {
    const { prompt } = this.request
    const isUsed = !this.table?.ok || variablePlaces(prompt, this.table.value).size > 0
    return !isUsed && !isBlank(prompt)
  })

  /** How the prompts are sent, where that may not be what was meant. */
  readonly notes: readonly PromptNote[] = $derived.by(() => {
    const table = this.table?.ok ? this.table.value : null
    const ofForm = this.isPromptUnused ? [] : promptNotes(this.request.prompt, table)
    return [...ofForm, ...(table ? tableNotes(table) : []), ...this.#listNotes]
  })

  get #listNotes(): readonly PromptNote[] {
    const leftOut = this.table?.ok ? (this.table.value.leftOut ?? []) : []
    const unasked = leftOut.filter(({ doubt }) => doubt !== 'switched_off' && doubt !== 'rule')
    const { unusedColumns: unused } = this.list
    const left = plural(unasked.length, 'line is', 'lines are')
    return [
      ...(unasked.length > 0 ? [{ text: `${left} left out: see Variables.`, isWarning: false }] : []),
      ...(unused.length > 0 ? [{ text: `Not used: ${unused.join(', ')}.`, isWarning: true }] : [])
    ]
  }

  /** Returns notes for a text beside the prompt. */
  notesOf({ name, hasVariations }: TextParameter): readonly PromptNote[] {
    if (!hasVariations) return []
    return promptNotes(this.request[name] ?? '', this.table?.ok ? this.table.value : null)
  }

  readonly #requests: BatchDraft['requests'] = $derived.by(() => [
    sendable(this.request, this.model),
    ...this.extras.map(({ request, model }) => sendable(request, model))
  ])

  readonly draft: BatchDraft = $derived.by(() => ({
    prompt: this.request.prompt,
    requests: this.#requests,
    takes: this.takes,
    table: this.table?.ok ? this.table.value : null
  }))

  readonly plan = $derived.by(() => planBatch(this.draft, this.#knowledge))

  readonly blocker: Blocker | null = $derived.by(() => {
    if (!this.#dependencies.hasKey()) return { text: 'Add your ModelsLab key to send.', needsKey: true }
    if (this.table && !this.table.ok) {
      return { text: 'Check the list of variables first.', needsKey: false, isAboutList: true }
    }
    const { question } = this.list
    if (question) return { text: question.text, needsKey: false, isAboutList: true }
    if (this.#isEmpty) return { text: 'Write a prompt first.', needsKey: false }
    const refusal = textRefusal(this.request)
    if (refusal !== null) return { text: refusal, needsKey: false }
    const first = this.plan.ok ? undefined : this.plan.error[0]
    return first ? { text: first.problem.message, needsKey: false } : null
  })

  get #isEmpty(): boolean {
    return isBlank(this.request.prompt) && this.tableText === ''
  }

  /** What is wrong with one field: by the last press, or as the form stands. */
  problemOf(field: keyof GenerationRequest | `further.${string}` | 'table'): string | null {
    if (this.#problem?.field === field) return allWordsOf(this.#problem)
    if (this.plan.ok || (field === 'prompt' && this.#isEmpty)) return null
    const { modelId } = this.request
    const found = this.plan.error.find(
      (one) => one.problem.field === field && (one.modelId === null || one.modelId === modelId)
    )
    return found ? allWordsOf(found.problem) : null
  }

  /** What keeps one of the further models from being asked. */
  problemOfExtra(id: string): string | null {
    const found = this.plan.ok ? undefined : this.plan.error.find(({ modelId }) => modelId === id)
    return found ? allWordsOf(found.problem) : null
  }

  change(patch: Partial<GenerationRequest>): void {
    this.#change({ request: { ...this.request, ...patch } })
  }

  /** Takes a field out of the request, which a patch cannot say. */
  unset(name: keyof GenerationRequest): void {
    this.#change({ request: without(this.request, name) })
  }

  /** Sets a field that only this model takes, or takes it out of the request. */
  setFurther(name: string, value: FurtherValue | undefined): void {
    const further = { ...this.request.further }
    if (value === undefined) Reflect.deleteProperty(further, name)
    else further[name] = value
    this.change({ further })
  }

  setTakes(takes: number): void {
    this.#change({ takes })
  }

  /** Takes a pasted list: see {@link PastedList.set}. */
  setTable(text: string, format?: TableFormat | null): void {
    this.list.set(text, format)
  }

  chooseModel(id: string): void {
    const model = this.#dependencies.models.find(id)
    if (!model || id === this.request.modelId) return
    const asked = { ...keptFor(model, this.#kept), ...this.request }
    const mapped = this.#dependencies.models.map(asked, model)
    this.#kept = keptOf({ ...this.#kept, ...this.request })
    this.#modelNote = noteOf(mapped)
    this.#change({ request: mapped.request, extraModelIds: this.#extrasWithout(id) })
  }

  /** Leaves models that ModelsLab said are gone: the form falls back to one that works, and says so. */
  leaveGoneModels(): void {
    const { models } = this.#dependencies
    const extras = this.#form.extraModelIds.filter((id) => !models.isToldGone(id))
    if (extras.length < this.#form.extraModelIds.length) this.#change({ extraModelIds: extras })
    const { modelId } = this.request
    const fallback = this.#likest()
    if (!models.isToldGone(modelId) || !fallback) return
    const gone = models.nameOf(modelId)
    this.chooseModel(fallback.id)
    const changed = `${gone} is gone, so the form is set to ${fallback.name}.`
    this.#modelNote = [changed, this.#modelNote].filter(Boolean).join(' ')
  }

  /** Picks a model that was just added or changed, with the fields it starts with now. */
  chooseAdded(id: string): void {
    const model = this.#dependencies.models.find(id)
    if (id !== this.request.modelId) this.chooseModel(id)
    else if (model?.isOpen) {
      const further = model.initialFurther && { further: model.initialFurther }
      this.#replacements += 1
      this.#change({ request: { ...without(this.request, 'further'), ...further } })
    }
  }

  addModel(id: string): void {
    this.#change({ extraModelIds: [...this.#extrasWithout(id), id] })
  }

  removeModel(id: string): void {
    this.#change({ extraModelIds: this.#extrasWithout(id) })
  }

  /** Fills the form from a clip that was made before, and marks the field that it failed for. */
  reuse(request: GenerationRequest, problem: Problem | null = null): void {
    this.#fillWithSent({ request: asTyped(request) }, 'Copied from a clip')
    this.#problem = problem?.field ? problem : null
  }

  /** Puts a prompt that the service wrote in the place of the one in the form. */
  useRewritten(prompt: string): void {
    const { request, takes, extraModelIds } = this.#form
    this.#fillWithSent(
      { request: { ...request, prompt: escapeVariations(prompt) }, takes, extraModelIds },
      'The rewritten prompt is filled in'
    )
  }

  /** Fills the form with what “Copy request” made; false when the text is something else. */
  paste(text: string): boolean {
    const request = text.startsWith('{') ? readRequest(text) : null
    if (request) this.#fillWithSent({ request: asTyped(request) }, 'Copied from the clipboard')
    return request !== null
  }

  /** Fills the form with settings that were kept, and leaves the prompt. */
  usePreset({ name, parameters }: Preset): void {
    const request = { ...parameters, prompt: this.request.prompt }
    this.#fill({ ...this.#form, request }, `Set as in “${name}”`)
  }

  /** Puts back what a press was made from, where something else stands there by now. */
  bringBack(form: FormDraft): void {
    if (!isSameForm(form, this.#form)) this.#fill(form, 'Back to what you sent')
  }

  /** Brings back what the last filling took the place of. */
  undoFilling(): void {
    if (!this.filling) return
    const { before } = this.filling
    this.#lastFilling = null
    this.#kept = {}
    this.#modelNote = null
    this.#replacements += 1
    this.#change(before)
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
    const { draft, table } = await this.#dependencies.client.call('draft.get', {})
    const stored = draft === null || this.request.prompt !== '' ? null : readDraft(draft, table)
    if (!stored) return
    this.#form = stored
    this.#savedTable = table
  }

  /** Writes what has not been written yet, as when the window goes. */
  async saveDraft(): Promise<void> {
    clearTimeout(this.#draftTimer)
    this.#draftTimer = undefined
    const { table } = this.#form
    const draft = writeDraft(this.#form)
    const isNewTable = table !== this.#savedTable
    await this.#dependencies.client.call('draft.save', { draft, ...(isNewTable && { table }) })
    this.#savedTable = table
  }

  destroy(): void {
    if (this.#draftTimer !== undefined) void this.saveDraft().catch(() => undefined)
  }

  /** Fills the form with what was sent, and with nothing else that would be paid for beside it. */
  #fillWithSent(sent: Pick<FormDraft, 'request'> & Partial<FormDraft>, what: string): void {
    const form = { takes: 1, extraModelIds: [], table: null, ...sent }
    this.#fill(form, what + withoutWords(this.#form, form))
  }

  /** Fills the form, as its model takes the request today. */
  #fill(form: FormDraft, what: string): void {
    const { models } = this.#dependencies
    const { modelId } = form.request
    const model = models.find(modelId)
    const mapped = model ? models.map(form.request, model) : null
    const before = this.#form
    const after: FormDraft = {
      ...form,
      request: mapped?.request ?? form.request,
      extraModelIds: form.extraModelIds.filter((id) => id !== modelId)
    }
    this.#kept = keptOf(form.request)
    this.#modelNote = mapped && noteOf(mapped)
    this.#lastFilling = isSameForm(before, after) ? null : { what, before, after }
    this.#fills += 1
    this.#replacements += 1
    this.#change(after)
  }

  /** The model that changes least of the form and costs no more; where all cost more, the first. */
  #likest(): Model | undefined {
    const { models, prices } = this.#dependencies
    const most = prices.of(this.request)?.about ?? Infinity
    const fits = models.usable.flatMap((model) => {
      const { request, changes, additions } = models.map(this.request, model)
      const price = prices.of(request)
      return price && price.about <= most ? [{ model, changed: changes.length + additions.length }] : []
    })
    const [likest] = fits.toSorted((a, b) => a.changed - b.changed)
    return likest?.model ?? models.usable[0]
  }

  #extrasWithout(id: string): readonly string[] {
    return this.#form.extraModelIds.filter((extra) => extra !== id)
  }

  #change(patch: Partial<FormDraft>): void {
    this.#form = { ...this.#form, ...patch }
    this.#problem = null
    clearTimeout(this.#draftTimer)
    this.#draftTimer = setTimeout(() => {
      // An unsaved draft is no reason to interrupt who is writing it; the next key tries again.
      this.saveDraft().catch((error: unknown) => this.#dependencies.errors.log(error))
    }, draftDelayMs)
  }
}

const without = (request: GenerationRequest, name: keyof GenerationRequest): GenerationRequest =>
  Object.fromEntries(Object.entries(request).filter(([field]) => field !== name)) as GenerationRequest

/** Returns a sent request as it is typed: its braces are text, not variations. */
function asTyped(request: GenerationRequest): GenerationRequest {
  const texts = textParameters.flatMap(({ name, hasVariations }) => {
    const text = request[name]
    return hasVariations && text !== undefined ? [[name, escapeVariations(text)]] : []
  })
  return { ...request, prompt: escapeVariations(request.prompt), ...Object.fromEntries(texts) }
}

/** Returns what is wrong with a text beside the prompt; null where every text can be sent. */
function textRefusal(request: GenerationRequest): string | null {
  for (const { name, label } of textParameters) {
    const text = request[name] ?? ''
    const the = `The ${label.toLowerCase()}`
    if (text.length > maximumPromptLength) {
      return `${the} is longer than ${formatCount(maximumPromptLength)} characters.`
    }
    if (!GenerationRequest.shape[name].safeParse(text).success) {
      return `${the} holds characters that cannot be sent.`
    }
  }
  return null
}
