import type { BatchDraft, BatchKnowledge } from '@shared/batch/batch-plan'
import { hasListMarks } from '@shared/lists/list-table'
import {
  maximumTableLength,
  parsePromptTable,
  type PastedTable,
  type PromptTable,
  type TableFormat
} from '@shared/lists/prompt-table'
import type { Problem } from '@shared/problem'
import type { Result } from '@shared/result'
import { columnUses, type ColumnUse } from '@shared/lists/row-settings'
import { guessTableFormat, tableQuestion, type TableQuestion } from '@shared/lists/table-format'
import { isBlank } from '@shared/prompts/text-checks'

interface PastedListDeps {
  readonly pasted: () => PastedTable | null
  readonly prompt: () => string
  readonly requests: () => BatchDraft['requests']
  readonly knowledge: Pick<BatchKnowledge, 'findModel' | 'modelNamed'>
  readonly change: (pasted: PastedTable | null) => void
}

/** List or table beside the prompt: its format, and the rows that are sent. */
export class PastedList {
  readonly #deps: PastedListDeps

  constructor(deps: PastedListDeps) {
    this.#deps = deps
  }

  /** The text; empty where there is none. */
  readonly text: string = $derived.by(() => this.#deps.pasted()?.text ?? '')

  /** Its format: the user's choice, or else the likeliest with this prompt. */
  readonly format: TableFormat = $derived.by(
    () => this.#deps.pasted()?.format ?? guessTableFormat(this.text, this.#deps.prompt())
  )

  readonly table: Result<PromptTable, Problem> | null = $derived.by(() => {
    if (this.text === '') return null
    const { switched = [] } = this.#deps.pasted() ?? {}
    const reading = { prompt: this.#deps.prompt(), switched, isCleaned: this.isCleaned }
    return parsePromptTable(this.text, this.format, reading)
  })

  /** Question to answer before the list is sent; null where there is none, or it was answered. */
  readonly question: TableQuestion | null = $derived.by(() => {
    const pasted = this.#deps.pasted()
    const isOpen = pasted !== null && pasted.format === null && pasted.text.length <= maximumTableLength
    return isOpen ? tableQuestion(pasted.text, this.#deps.prompt()) : null
  })

  /** Whether the encoding of the file that it came from was guessed: its letters may be wrong. */
  get areLettersGuessed(): boolean {
    return this.#deps.pasted()?.areLettersGuessed === true
  }

  get isCleaned(): boolean {
    return this.#deps.pasted()?.isCleaned === true
  }

  /** Whether there is numbering to take off. */
  readonly hasMarks: boolean = $derived.by(
    () =>
      (this.format === 'lines' || this.format === 'paragraphs') &&
      this.text.length <= maximumTableLength &&
      hasListMarks(this.text)
  )

  /** What each column of a table is used for; none of a list. */
  readonly uses: readonly ColumnUse[] = $derived.by(() => {
    const { knowledge, prompt, requests } = this.#deps
    const table = this.table?.ok ? this.table.value : null
    return table?.kind === 'columns' ? columnUses(table, prompt(), requests(), knowledge) : []
  })

  /** Whether rows have models or takes of their own. */
  readonly hasRowAmounts: boolean = $derived.by(() =>
    this.uses.some((use) => use.kind === 'setting' && (use.field === 'modelId' || use.field === 'takes'))
  )

  /** The columns that nothing is done with. */
  readonly unusedColumns: readonly string[] = $derived.by(() => {
    const table = this.table?.ok ? this.table.value : null
    const columns = table?.kind === 'columns' ? table.columns : []
    return columns.filter((_, index) => this.uses[index]?.kind === 'unused')
  })

  /** Takes an edited text. How it is read stays as the user said, unless the format is given. */
  set(text: string, format: TableFormat | null = this.#deps.pasted()?.format ?? null): void {
    const before = this.#deps.pasted()
    const { switched, ...kept } = before ?? {}
    // Another text has other lines.
    const isSame = before?.text === text && before.format === format
    this.#take({ ...kept, text, format, ...(isSame && switched && { switched }) })
  }

  /** Takes another text, and forgets how the one before was read. */
  replace(text: string, { areLettersGuessed = false } = {}): void {
    const { isCleaned } = this.#deps.pasted() ?? {}
    this.#take({
      text,
      format: null,
      ...(isCleaned === true && { isCleaned }),
      ...(areLettersGuessed && { areLettersGuessed })
    })
  }

  #take(pasted: PastedTable): void {
    // One more than fits, so that it still says that it is too long.
    const text = pasted.text.slice(0, maximumTableLength + 1)
    this.#deps.change(isBlank(text) ? null : { ...pasted, text })
  }

  /** Switches a line on or off. */
  toggle(line: number): void {
    const pasted = this.#deps.pasted()
    if (!pasted) return
    const { switched = [] } = pasted
    const others = switched.filter((one) => one !== line)
    const next = others.length < switched.length ? others : [...switched, line]
    this.#deps.change({ ...pasted, switched: next })
  }

  /** Takes numbering and bullets off, or leaves them. */
  clean(isCleaned: boolean): void {
    const pasted = this.#deps.pasted()
    if (pasted) this.#deps.change({ ...pasted, isCleaned })
  }
}
