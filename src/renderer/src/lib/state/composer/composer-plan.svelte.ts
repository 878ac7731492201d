import { planBatch, type BatchDraft, type BatchKnowledge } from '@shared/batch/batch-plan'
import { textParameters, type TextParameter } from '@shared/catalogue/parameters'
import { cellNotes } from '@shared/lists/cells/cell-notes'
import { variablePlaces } from '@shared/lists/row-prompts'
import type { PromptTable } from '@shared/lists/prompt-table'
import { allWordsOf, type Problem } from '@shared/problem'
import { promptNotes, tableNotes, type PromptNote } from '@shared/prompts/prompt-notes'
import { isBlank } from '@shared/prompts/text-checks'
import { GenerationRequest, maximumPromptLength } from '@shared/request'
import { formatCount, plural } from '$lib/utils/format'
import type { PastedList } from '../lists/pasted-list.svelte'
import type { ComposerForm } from './form/composer-form.svelte'
import { hasControl } from './form/form-controls'
import type { FormDraft } from './form/form-draft'

/** Why the button cannot be pressed. */
export interface Blocker {
  readonly text: string
  /** Whether a key is what is missing. */
  readonly needsKey: boolean
  /** Whether it is resolved in the Variables dialog. */
  readonly isAboutList?: boolean
}

interface ComposerPlanDeps {
  readonly form: ComposerForm
  readonly list: PastedList
  readonly knowledge: BatchKnowledge
  /** Whether there is a key to send with. */
  readonly hasKey: () => boolean
  readonly isLibraryNewer: () => boolean
}

/** The requests that a press of Generate would send, and what is wrong with them or may not be meant. */
export class ComposerPlan {
  readonly #deps: ComposerPlanDeps
  /** What the last press was refused for, with the contents it was made from. */
  #refusal = $state.raw<{ readonly problem: Problem; readonly contents: FormDraft } | null>(null)

  constructor(deps: ComposerPlanDeps) {
    this.#deps = deps
  }

  get #table(): PromptTable | null {
    const { table } = this.#deps.list
    return table?.ok ? table.value : null
  }

  get #request(): GenerationRequest {
    return this.#deps.form.request
  }

  readonly draft: BatchDraft = $derived.by(() => ({
    prompt: this.#request.prompt,
    requests: this.#deps.form.requests,
    takes: this.#deps.form.takes,
    table: this.#table,
    shot: this.#deps.form.shot,
    areLettersGuessed: this.#table !== null && this.#deps.list.areLettersGuessed
  }))

  readonly batch = $derived.by(() => planBatch(this.draft, this.#deps.knowledge))

  /** Whether the rows of the table are prompts by themselves, so that the one in the form is not sent. */
  readonly isPromptUnused: boolean = $derived.by(() => {
    const { prompt } = this.#request
    const isUsed = !this.#table || variablePlaces(prompt, this.#table).size > 0
    return !isUsed && !isBlank(prompt)
  })

  /** Notes about how the prompts are sent, where that may not be what was meant. */
  readonly notes: readonly PromptNote[] = $derived.by(() => {
    const ofForm = this.isPromptUnused ? [] : promptNotes(this.#request.prompt, this.#table)
    return [...ofForm, ...(this.#table ? tableNotes(this.#table) : []), ...this.#listNotes]
  })

  get #listNotes(): readonly PromptNote[] {
    const leftOut = this.#table?.leftOut ?? []
    const unasked = leftOut.filter(({ doubt }) => doubt !== 'switched_off' && doubt !== 'rule')
    const { unusedColumns: unused, uses } = this.#deps.list
    const left = plural(unasked.length, 'line is', 'lines are')
    return [
      ...(this.#table ? cellNotes(this.#table, uses) : []),
      ...(unasked.length > 0 ? [{ text: `${left} left out: see Variables.`, isWarning: false }] : []),
      ...(unused.length > 0 ? [{ text: `Not used: ${unused.join(', ')}.`, isWarning: true }] : [])
    ]
  }

  /** Returns notes for a text beside the prompt. */
  notesOf({ name, hasVariations }: TextParameter): readonly PromptNote[] {
    return hasVariations ? promptNotes(this.#request[name] ?? '', this.#table) : []
  }

  readonly blocker: Blocker | null = $derived.by(() => {
    const { hasKey, isLibraryNewer, list } = this.#deps
    if (isLibraryNewer()) return { text: 'Install the newer Dailies again to send.', needsKey: false }
    if (!hasKey()) return { text: 'Add your ModelsLab key to send.', needsKey: true }
    if (list.table && !list.table.ok) {
      return { text: 'Check the list of variables first.', needsKey: false, isAboutList: true }
    }
    const { question } = list
    if (question) return { text: question.text, needsKey: false, isAboutList: true }
    if (this.#isEmpty) return { text: 'Write a prompt first.', needsKey: false }
    const refusal = textRefusal(this.#request)
    if (refusal !== null) return { text: refusal, needsKey: false }
    const first = this.batch.ok ? undefined : this.batch.error[0]
    return first ? { text: first.problem.message, needsKey: false } : null
  })

  get #isEmpty(): boolean {
    return isBlank(this.#request.prompt) && this.#deps.list.text === ''
  }

  /** What the last press was refused for, until the form is changed. */
  get refusal(): Problem | null {
    return this.#refusal?.contents === this.#deps.form.contents ? this.#refusal.problem : null
  }

  /** The same, where no field of the form can show it. */
  readonly unplacedRefusal: Problem | null = $derived.by(() => {
    const field = this.refusal?.field
    const { model } = this.#deps.form
    return field !== undefined && hasControl(field, model, this.#request) ? null : this.refusal
  })

  /** Shows what a press was refused for; null while another one is on its way. */
  refuse(problem: Problem | null): void {
    this.#refusal = problem && { problem, contents: this.#deps.form.contents }
  }

  /** Returns what is wrong with one field: by the last press, or as the form stands. */
  problemOf(field: keyof GenerationRequest | `further.${string}` | 'table'): string | null {
    if (this.refusal?.field === field) return allWordsOf(this.refusal)
    if (this.batch.ok || (field === 'prompt' && this.#isEmpty)) return null
    const { modelId } = this.#request
    const found = this.batch.error.find(
      (one) => one.problem.field === field && (one.modelId === null || one.modelId === modelId)
    )
    return found ? allWordsOf(found.problem) : null
  }

  /** Returns what keeps one of the further models from being sent to. */
  problemOfExtra(id: string): string | null {
    const found = this.batch.ok ? undefined : this.batch.error.find(({ modelId }) => modelId === id)
    return found ? allWordsOf(found.problem) : null
  }
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
      return `${the} holds characters that can’t be sent.`
    }
  }
  return null
}
