import type { EditContents } from '../used-media'
import { allOf, textOf, type XmlNode } from '../xml-tree'

/** What is kept of a project of Premiere, which describes everything else too. */
export const premiereElements: ReadonlySet<string> = new Set([
  'Media',
  'FilePath',
  'ActualMediaFilePath',
  'RelativePath',
  'Title'
])

/** Reads which files a project of Premiere has; its timelines have no documented form. */
export function readPremiere(root: XmlNode): EditContents {
  const media = new Map<string, readonly string[]>()
  for (const node of allOf(root)) {
    if (node.name !== 'Media') continue
    const names = ['ActualMediaFilePath', 'FilePath', 'RelativePath', 'Title']
    const paths = names.map((name) => textOf(node, name) ?? '').filter((path) => path !== '')
    if (paths[0] !== undefined) media.set(paths[0], paths)
  }
  return {
    editor: 'premiere',
    media: [...media.values()].map((paths) => ({ paths, onTimeline: null, ms: null }))
  }
}
