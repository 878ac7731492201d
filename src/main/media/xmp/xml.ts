/**
 * Subset of XML that XMP packets need, for reading what other programs may have rewritten. Without document types, so
 * without custom entities or external content.
 */

/** Text of an element or an attribute, with its path. */
export interface XmlText {
  /** From the outermost element inwards, each as `{namespace}name`. */
  readonly path: readonly string[]
  readonly text: string
}

/** Deepest nesting: packets have four or five levels, and the limit bounds the cost of hostile ones. */
const deepest = 32

/**
 * Yields every text and attribute of a document, in order. Stops at malformed input. Takes linear time.
 */
export function readXml(xml: string): readonly XmlText[] {
  const found: XmlText[] = []
  const open: { readonly name: string; text: string }[] = []
  const namespaces = new Map<string, string>()
  const path = (): readonly string[] => open.map(({ name }) => name)
  const close = (): void => {
    const names = path()
    const element = open.pop()
    if (element) found.push({ path: names, text: element.text })
  }
  const addText = (text: string): void => {
    const element = open.at(-1)
    if (element) element.text += text
  }
  for (let at = 0; at < xml.length;) {
    const token = readToken(xml, at)
    if (!token) break
    if (token.kind === 'text') addText(token.text)
    if (token.kind === 'close') close()
    if (token.kind === 'open') {
      if (open.length === deepest) break
      for (const [name, value] of token.attributes)
        if (name.startsWith('xmlns:')) namespaces.set(name.slice('xmlns:'.length), value)
      open.push({ name: qualified(token.name, namespaces), text: '' })
      for (const [name, value] of token.attributes)
        found.push({ path: [...path(), qualified(name, namespaces)], text: value })
      if (token.isEmpty) close()
    }
    at = token.end
  }
  return found
}

type Attribute = readonly [name: string, value: string]
type Token = { readonly end: number } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'other' | 'close' }
  | {
      readonly kind: 'open'
      readonly name: string
      readonly attributes: readonly Attribute[]
      readonly isEmpty: boolean
    }
)

/** Delimiters of sections that hold no data. */
const passedOver = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<!', '>']
] as const

/** Returns the token at a position; null if it does not end. */
function readToken(xml: string, at: number): Token | null {
  if (xml[at] !== '<') {
    const next = xml.indexOf('<', at)
    const end = next === -1 ? xml.length : next
    return { kind: 'text', text: unescapeXml(xml.slice(at, end)), end }
  }
  if (xml.startsWith('<![CDATA[', at)) {
    const end = xml.indexOf(']]>', at)
    return end === -1 ? null : { kind: 'text', text: xml.slice(at + 9, end), end: end + 3 }
  }
  for (const [start, ending] of [...passedOver, ['</', '>'] as const]) {
    if (!xml.startsWith(start, at)) continue
    const end = xml.indexOf(ending, at)
    return end === -1 ? null : { kind: start === '</' ? 'close' : 'other', end: end + ending.length }
  }
  return readOpenTag(xml, at)
}

function readOpenTag(xml: string, at: number): Token | null {
  const reader = new Reader(xml, at + 1)
  const name = reader.match(/[^\s/>]+/y)?.[0]
  if (name === undefined) return null
  const attributes: Attribute[] = []
  for (;;) {
    const found = reader.match(/\s+([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y)
    if (!found) break
    const [, key = '', double, single] = found
    attributes.push([key, unescapeXml(double ?? single ?? '')])
  }
  const end = reader.match(/\s*(\/?)>/y)
  return end && { kind: 'open', name, attributes, isEmpty: end[1] === '/', end: reader.position }
}

/** Matches sticky expressions one after another. */
class Reader {
  constructor(
    readonly text: string,
    public position: number
  ) {}

  match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.position
    const found = expression.exec(this.text)
    if (found) this.position += found[0].length
    return found
  }
}

/** Collects namespace prefixes, which count for the rest of the document: packets bind each once. */
function qualified(name: string, namespaces: ReadonlyMap<string, string>): string {
  const [prefix = '', local] = name.split(':')
  return local === undefined ? name : `{${namespaces.get(prefix) ?? prefix}}${local}`
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,8}));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return entities[name] ?? whole
    const point = typeof hex === 'string' ? parseInt(hex, 16) : Number(decimal)
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}

/** Writes JSON that needs no XML escapes and loses nothing: special characters become `\uXXXX`. */
export function jsonForXml(value: unknown): string {
  return JSON.stringify(value).replace(
    /[&<>\x7f-\x9f\u2028\u2029\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
}
