/** Characters that XML 1.0 cannot represent, even as a reference: most control characters, and lone surrogates. */
const unwritable = /[^\P{Cc}\t\n\r\x7f-\x9f]|[\ufffe\uffff]|\p{Cs}/gu

/** Escapes text for an element or attribute; characters that XML cannot represent become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(unwritable, '\ufffd')
    .replace(/[&<>"\r]/g, (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`)
}

/** Element to write. Attributes that are null are left out. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | number | null>>
  readonly children: readonly XmlNode[]
}

/** Child of an element. */
type XmlNode = XmlElement | string

/** Children of an element; null is left out. */
type Children = readonly (XmlNode | null | readonly (XmlNode | null)[])[]

/** Creates an element. */
export const element = (
  name: string,
  attributes: XmlElement['attributes'] = {},
  ...children: Children
): XmlElement => ({ name, attributes, children: children.flat().filter((child) => child !== null) })

/** Returns a document with one element a line. An element with text has no white space beside that. */
export const xmlDocument = (root: XmlElement, doctype?: string): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    ...(doctype ? [`<!DOCTYPE ${doctype}>`] : []),
    ...linesOf(root, '')
  ]
    .join('\n')
    .concat('\n')

function linesOf({ name, attributes, children }: XmlElement, indent: string): readonly string[] {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`)
  const start = `${indent}<${name}${written.join('')}`
  if (children.length === 0) return [`${start}/>`]
  const texts = children.filter((child) => typeof child === 'string')
  if (texts.length > 0) return [`${start}>${texts.map(escapeXml).join('')}</${name}>`]
  const inside = children.filter((child) => typeof child !== 'string')
  return [`${start}>`, ...inside.flatMap((child) => linesOf(child, `${indent}  `)), `${indent}</${name}>`]
}

/** Escapes what a parser would turn into spaces, too. */
const escapeAttribute = (text: string): string =>
  escapeXml(text).replaceAll('\n', '&#xA;').replaceAll('\t', '&#x9;')
