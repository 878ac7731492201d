import { encodePath, fileUrl, withSlashes } from '../../base/file-url'
import type { TimelineMedia } from '../timeline'

type Place = Pick<TimelineMedia, 'path' | 'relativePath'>

/** Returns where a file is. A relative one is encoded too: a bare `#` or `?` would end it. */
export const mediaUrl = ({ path, relativePath }: Place): string =>
  relativePath === null ? fileUrl(path) : encodePath(relativePath)

/**
 * Returns where a file is in the form of Final Cut Pro 7: `file://localhost/C%3a/a%20b.mp4`. A bare name is looked for
 * beside the document.
 */
export function localhostUrl({ path, relativePath }: Place): string {
  if (relativePath !== null) return encodePath(relativePath)
  const slashed = withSlashes(path)
  if (slashed.startsWith('//')) return fileUrl(path)
  const drive = /^[a-z]:/i.exec(slashed)?.[0].charAt(0)
  const encoded = drive === undefined ? encodePath(slashed) : `/${drive}%3a${encodePath(slashed.slice(2))}`
  return `file://localhost${encoded}`
}
