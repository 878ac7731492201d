import type { BatchDraft } from '@shared/batch/batch-plan'
import type { FurtherValue } from '@shared/catalogue/further-fields'
import type { MappedRequest } from '@shared/catalogue/map-request'
import type { Model } from '@shared/catalogue/model'
import { defaultModel } from '@shared/catalogue/models'
import type { ParameterName, ParameterValue } from '@shared/catalogue/parameters'
import { initialRequest } from '@shared/catalogue/request-body'
import type { PastedTable } from '@shared/lists/prompt-table'
import type { GenerationRequest } from '@shared/request'
import type { ModelsManager } from '$lib/state/models/models-manager.svelte'
import type { PriceManager } from '$lib/state/models/price-manager.svelte'
import { sendable, type ChosenExtra, type FormDraft, type OwnSettings } from './form-draft'
import { noteOf } from './form-words'
import { keptFor, keptOf, type KeptSettings } from './kept-settings'

/** A further model that the same prompt goes to, with its own settings and the form's others as it takes them. */
export interface ExtraModel extends MappedRequest {
  readonly model: Model
  readonly hasOwnSettings: boolean
}

interface ComposerFormDeps {
  readonly models: ModelsManager
  readonly prices: PriceManager
}

/** Contents of the composer's form, and every change that a control makes to them. */
export class ComposerForm {
  readonly #deps: ComposerFormDeps
  #contents = $state.raw<FormDraft>({
    request: { ...initialRequest(defaultModel), prompt: '' },
    takes: 1,
    extras: [],
    shot: '',
    table: null
  })
  #kept: KeptSettings = {}
  #modelNote = $state<string | null>(null)
  #replacements = $state(0)
  readonly #listeners: (() => void)[] = []

  constructor(deps: ComposerFormDeps) {
    this.#deps = deps
  }

  get contents(): FormDraft {
    return this.#contents
  }

  get request(): GenerationRequest {
    return this.#contents.request
  }

  get shot(): string {
    return this.#contents.shot
  }

  get takes(): number {
    return this.#contents.takes
  }

  /** Grows when the whole form is replaced, so that fields with a text of their own start again. */
  get replacements(): number {
    return this.#replacements
  }

  /** One line about what another model changed. */
  get modelNote(): string | null {
    return this.#modelNote
  }

  readonly model: Model | undefined = $derived.by(() => this.#deps.models.find(this.request.modelId))

  readonly extras: readonly ExtraModel[] = $derived.by(() => {
    const { models } = this.#deps
    return this.#contents.extras.flatMap(({ id, own }) => {
      const model = models.find(id)
      const hasOwnSettings = Object.keys(own).length > 0
      return model ? [{ model, hasOwnSettings, ...models.map({ ...this.request, ...own }, model) }] : []
    })
  })

  /** The settings to send, for each model. */
  readonly requests: BatchDraft['requests'] = $derived.by(() => [
    sendable(this.request, this.model),
    ...this.extras.map(({ request, model }) => sendable(request, model))
  ])

  /** Calls a listener after every change that a person or a filling makes. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener)
  }

  change(patch: Partial<GenerationRequest>): void {
    this.#change({ request: { ...this.request, ...patch } })
  }

  /** Sets a parameter; undefined leaves it out of the request. */
  set(name: ParameterName, value: ParameterValue | undefined): void {
    if (value === undefined) this.#change({ request: without(this.request, name) })
    else this.change({ [name]: value })
  }

  /** Sets a field that only this model takes; undefined leaves it out of the request. */
  setFurther(name: string, value: FurtherValue | undefined): void {
    const further = { ...this.request.further }
    if (value === undefined) Reflect.deleteProperty(further, name)
    else further[name] = value
    this.change({ further })
  }

  setTakes(takes: number): void {
    this.#change({ takes })
  }

  setShot(shot: string): void {
    this.#change({ shot })
  }

  setTable(table: PastedTable | null): void {
    this.#change({ table })
  }

  chooseModel(id: string): void {
    const model = this.#deps.models.find(id)
    if (!model || id === this.request.modelId) return
    const asked = { ...keptFor(model, this.#kept), ...this.request }
    const mapped = this.#deps.models.map(asked, model)
    this.#kept = keptOf({ ...this.#kept, ...this.request })
    this.#modelNote = noteOf(mapped)
    this.#change({ request: mapped.request, extras: this.#extrasWithout(id) })
  }

  /** Replaces models that ModelsLab said are gone, with a note. */
  leaveGoneModels(): void {
    const { models } = this.#deps
    const extras = this.#contents.extras.filter(({ id }) => !models.isToldGone(id))
    if (extras.length < this.#contents.extras.length) this.#change({ extras })
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
    const model = this.#deps.models.find(id)
    if (id !== this.request.modelId) this.chooseModel(id)
    else if (model?.isOpen) {
      const further = model.initialFurther && { further: model.initialFurther }
      this.#replacements += 1
      this.#change({ request: { ...without(this.request, 'further'), ...further } })
    }
  }

  addModel(id: string): void {
    this.#change({ extras: [...this.#extrasWithout(id), { id, own: {} }] })
  }

  /** Sets a parameter of one further model, which follows the form's again where both agree. */
  setOfExtra(id: string, name: ParameterName, value: ParameterValue): void {
    const { models } = this.#deps
    const model = models.find(id)
    if (!model) return
    this.#changeOwn(id, (own) => {
      const others = without(own, name)
      const followed = models.map({ ...this.request, ...others }, model).request[name]
      return followed === value ? others : { ...others, [name]: value }
    })
  }

  /** Lets a further model follow the form's settings again. */
  followForm(id: string): void {
    this.#changeOwn(id, () => ({}))
  }

  removeModel(id: string): void {
    this.#change({ extras: this.#extrasWithout(id) })
  }

  /**
   * Replaces everything at once.
   * @param kept Settings to restore with a model that takes them.
   */
  replace(
    contents: FormDraft,
    { note = null, kept = {} }: { readonly note?: string | null; readonly kept?: KeptSettings } = {}
  ): void {
    this.#kept = keptOf(kept)
    this.#modelNote = note
    this.#replacements += 1
    this.#change(contents)
  }

  /** Shows a stored draft, which is no change. */
  restore(contents: FormDraft): void {
    this.#contents = contents
  }

  /** Returns the model that changes least of the form and costs no more; where all cost more, the first. */
  #likest(): Model | undefined {
    const { models, prices } = this.#deps
    const most = prices.of(this.request)?.about ?? Infinity
    const fits = models.usable.flatMap((model) => {
      const { request, changes, additions } = models.map(this.request, model)
      const price = prices.of(request)
      return price && price.about <= most ? [{ model, changed: changes.length + additions.length }] : []
    })
    const [likest] = fits.toSorted((a, b) => a.changed - b.changed)
    return likest?.model ?? models.usable[0]
  }

  #extrasWithout(id: string): readonly ChosenExtra[] {
    return this.#contents.extras.filter((extra) => extra.id !== id)
  }

  #changeOwn(id: string, change: (own: OwnSettings) => OwnSettings): void {
    const { extras } = this.#contents
    this.#change({
      extras: extras.map((extra) => (extra.id === id ? { id, own: change(extra.own) } : extra))
    })
  }

  #change(patch: Partial<FormDraft>): void {
    this.#contents = { ...this.#contents, ...patch }
    for (const listener of this.#listeners) listener()
  }
}

const without = <Settings extends OwnSettings>(settings: Settings, name: keyof OwnSettings): Settings =>
  Object.fromEntries(Object.entries(settings).filter(([field]) => field !== name)) as Settings
