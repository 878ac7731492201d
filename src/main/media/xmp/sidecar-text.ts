import { createHash } from 'node:crypto'
import { standardElements, xmpMeta, type ClipWords } from './xmp-elements'
import { ownElements, type ClipDescription } from './xmp-packet'

const blank = '0'.repeat(64)
const checksum = /<dailies:sidecarSha256>([0-9a-f]{64})<\/dailies:sidecarSha256>/

/**
 * Returns the sidecar of a clip: what its packet says, and what the user says about it now. It has a checksum of itself,
 * by which it is known as ours and unchanged, wherever it was moved and whatever was lost.
 */
export function makeSidecar(
  description: ClipDescription,
  { isImported, ...words }: ClipWords & { readonly isImported: boolean }
): string {
  const { createdAtUs, generationId, prompt, videoId } = description
  const own = isImported
    ? [
        `<dailies:videoId>${videoId}</dailies:videoId>`,
        `<dailies:generationId>${generationId}</dailies:generationId>`
      ]
    : ownElements(description)
  const text = xmpMeta([
    ...standardElements({ ...words, description: isImported ? null : prompt, createdAtUs }),
    ...own,
    `<dailies:sidecarSha256>${blank}</dailies:sidecarSha256>`
  ])
    .join('\n')
    .concat('\n')
  return withChecksum(text, hashOf(text))
}

/** Returns whether a sidecar is as this app wrote it. One that another program changed is not. */
export function isOwnSidecar(text: string): boolean {
  const [, found] = checksum.exec(text) ?? []
  return found !== undefined && hashOf(withChecksum(text, blank)) === found
}

const withChecksum = (text: string, sha256: string): string =>
  text.replace(checksum, `<dailies:sidecarSha256>${sha256}</dailies:sidecarSha256>`)

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
