import { TextDecoder } from 'node:util'
import { parser as saxParser, type SAXOptions, type Tag } from 'sax'
import { limits, UnreadableEdit } from './limits'

/** An element with what is inside it, as far as it is kept. */
export interface XmlNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  /** Text directly inside it; empty where it is longer than a path or name is. */
  readonly text: string
}

interface OpenNode extends XmlNode {
  readonly children: XmlNode[]
  text: string
  isLong: boolean
  readonly isKept: boolean
}

/** Names of elements to keep, by the root's name; null keeps all. What is kept inside others moves up to their parent. */
export type KeptElements = (root: string) => ReadonlySet<string> | null

/**
 * Reads an XML document.
 *
 * @throws UnreadableEdit also for one with definitions of entities or above the limits; `keptElements` may throw it for
 * a root that it does not know.
 */
export async function readXmlTree(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  keptElements: KeptElements
): Promise<XmlNode> {
  const reader = new TreeReader(keptElements)
  let decoder: TextDecoder | null = null
  for await (const chunk of bytes) {
    decoder ??= decoderFor(chunk)
    reader.write(decoder.decode(chunk, { stream: true }))
  }
  return reader.end()
}

/** The encoding is that of the byte order mark, or of the XML declaration. */
function decoderFor(head: Uint8Array): TextDecoder {
  const start = Buffer.from(head.subarray(0, 200)).toString('latin1')
  if (start.startsWith('\xff\xfe')) return new TextDecoder('utf-16le')
  if (start.startsWith('\xfe\xff')) return new TextDecoder('utf-16be')
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1]
  try {
    return new TextDecoder(declared?.toLowerCase().startsWith('utf-16') ? 'utf-8' : declared)
  } catch {
    return new TextDecoder()
  }
}

class TreeReader {
  readonly #parser = saxParser(true, { strictEntities: true } as SAXOptions)
  readonly #open: OpenNode[] = []
  #root: XmlNode | null = null
  #kept: ReadonlySet<string> | null = null
  #elements = 0
  #nodes = 0
  #attributes = 0
  #failure: Error | null = null

  constructor(keptElements: KeptElements) {
    const parser = this.#parser
    parser.onerror = (error) => this.#fail(new UnreadableEdit('damaged', error.message.split('\n')[0]))
    parser.ondoctype = (text) => {
      if (/[[\]]|\bENTITY\b/.test(text)) this.#fail(new UnreadableEdit('unsafe', 'document type'))
    }
    // Before the element ends: one may have more attributes than fit into memory.
    parser.onattribute = () => {
      this.#attributes += 1
      if (this.#attributes > limits.attributes) this.#fail(new UnreadableEdit('too_large', 'attributes'))
    }
    parser.onopentag = (tag) => {
      this.#attributes = 0
      if (this.#failure) return
      try {
        if (this.#open.length === 0) this.#kept = keptElements(tag.name)
        this.#openElement(tag as Tag)
      } catch (error) {
        this.#fail(error instanceof Error ? error : new Error(String(error)))
      }
    }
    parser.onclosetag = () => this.#closeElement()
    parser.ontext = (text) => this.#addText(text)
    parser.oncdata = (text) => this.#addText(text)
  }

  write(text: string): void {
    this.#parser.write(text)
    if (this.#failure) throw this.#failure
  }

  end(): XmlNode {
    this.#parser.close()
    if (this.#failure) throw this.#failure
    if (!this.#root || this.#open.length > 0) throw new UnreadableEdit('damaged', 'cut off')
    return this.#root
  }

  /** The first failure ends the reading with this piece of the file. */
  #fail(error: Error): void {
    this.#failure ??= error
    // The parser repeats its own errors unless they are taken.
    this.#parser.error = null as never
  }

  #openElement({ name, attributes }: Tag): void {
    if (this.#root) throw new UnreadableEdit('damaged', 'two roots')
    const isKept = this.#open.length === 0 || (this.#kept?.has(name) ?? true)
    this.#elements += 1
    if (isKept) this.#nodes += 1
    if (this.#open.length >= limits.depth || this.#elements > limits.elements || this.#nodes > limits.nodes)
      throw new UnreadableEdit('too_large', 'elements')
    this.#open.push({
      name,
      attributes: isKept ? { ...attributes } : {},
      children: [],
      text: '',
      isLong: false,
      isKept
    })
  }

  #closeElement(): void {
    const closed = this.#open.pop()
    if (!closed || this.#failure) return
    const parent = this.#open.at(-1)
    if (!parent) this.#root = closed
    else if (closed.isKept) parent.children.push(closed)
    // One by one: arguments of a call are limited.
    else for (const child of closed.children) parent.children.push(child)
  }

  #addText(text: string): void {
    const node = this.#open.at(-1)
    if (!node?.isKept || node.isLong) return
    if (node.text.length + text.length > limits.textLength) {
      node.isLong = true
      node.text = ''
    } else node.text += text
  }
}

/** Returns the children of a name. */
export const childrenOf = (node: XmlNode, name: string): readonly XmlNode[] =>
  node.children.filter((child) => child.name === name)

/** Returns the first child of a name. */
export const childOf = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node?.children.find((child) => child.name === name)

/** Returns the text of the first child of a name. */
export const textOf = (node: XmlNode | undefined, name: string): string | undefined =>
  childOf(node, name)?.text.trim()

/** Yields an element and everything inside it. */
export function* allOf(node: XmlNode): Generator<XmlNode> {
  const open = [node]
  for (let next = open.pop(); next; next = open.pop()) {
    yield next
    for (const child of next.children.toReversed()) open.push(child)
  }
}
