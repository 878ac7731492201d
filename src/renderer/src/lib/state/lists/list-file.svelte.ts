import type { Problem } from '@shared/problem'
import { maximumTableLength } from '@shared/lists/prompt-table'
import { tableRefusal } from '@shared/lists/table-refusal'
import { decodeAs, decodeText, type DecodedText, type Encoding } from './decode-text'
import type { PastedList } from './pasted-list.svelte'

/** Most bytes that a text of the longest length takes. */
const maximumBytes = 4 * maximumTableLength

/** File that the current list was read from. */
interface OpenFile {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly encoding: Encoding
  readonly isGuess: boolean
  readonly text: string
}

/** Reads lists from files, in another encoding where the letters came out wrong. */
export class ListFile {
  #file = $state.raw<OpenFile | null>(null)
  #problem = $state.raw<Problem | null>(null)
  readonly #list: PastedList

  constructor(list: PastedList) {
    this.#list = list
  }

  /** File of the list, until something is typed. */
  get current(): OpenFile | null {
    return this.#file?.text === this.#list.text ? this.#file : null
  }

  /** Reason why the last file was not read. */
  get problem(): Problem | null {
    return this.#problem
  }

  async open(file: File): Promise<void> {
    this.#problem = null
    if (file.size > maximumBytes) {
      this.#problem = tableRefusal('This is too long for a list of prompts.', 'Open a part of it.')
      return
    }
    const bytes = new Uint8Array(await file.arrayBuffer())
    this.#show(file.name, bytes, decodeText(bytes))
  }

  /** Reads the file again in the encoding that the user chose. */
  readAs(encoding: Encoding): void {
    const file = this.current
    if (!file) return
    this.#problem = null
    this.#show(file.name, file.bytes, decodeAs(file.bytes, encoding))
  }

  #show(name: string, bytes: Uint8Array<ArrayBuffer>, decoded: DecodedText): void {
    if (!decoded.ok) {
      this.#problem = tableRefusal(`${name}: ${decoded.message}`, decoded.advice)
      return
    }
    const { text, encoding, isGuess } = decoded
    // A text field has line feeds only.
    const typed = text.replaceAll(/\r\n?/g, '\n')
    this.#list.replace(typed, { areLettersGuessed: isGuess })
    this.#file = { name, bytes, encoding, isGuess, text: typed }
  }
}
