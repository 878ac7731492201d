import { parser, type Tag } from 'sax'

/** Element of a document that was read. */
export interface XmlNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  readonly text: string
}

/** Parses a document strictly. */
export function readXmlTree(xml: string): XmlNode {
  type Open = { name: string; attributes: Record<string, string>; children: Open[]; text: string }
  const root: Open = { name: '', attributes: {}, children: [], text: '' }
  const open: Open[] = [root]
  const reader = parser(true)
  reader.onopentag = ({ name, attributes }) => {
    const node: Open = { name, attributes: { ...(attributes as Tag['attributes']) }, children: [], text: '' }
    open.at(-1)?.children.push(node)
    open.push(node)
  }
  reader.ontext = (text) => {
    const node = open.at(-1)
    if (node) node.text += text
  }
  reader.onclosetag = () => void open.pop()
  reader.onerror = (error) => {
    throw error
  }
  reader.write(xml).close()
  const [document] = root.children
  if (!document) throw new Error('There is no element')
  return document
}

/** Returns all elements with a name, in the order of the document. */
export const allNamed = (node: XmlNode, name: string): readonly XmlNode[] => [
  ...(node.name === name ? [node] : []),
  ...node.children.flatMap((child) => allNamed(child, name))
]

/** Returns the text of the first child with a name. */
export const childText = (node: XmlNode | undefined, name: string): string | undefined =>
  node?.children.find((child) => child.name === name)?.text

/** Returns the value of a `<property>` of MLT. */
export const mltProperty = (node: XmlNode | undefined, name: string): string | undefined =>
  node?.children.find((child) => child.name === 'property' && child.attributes['name'] === name)?.text
