import { createHash } from 'node:crypto'

/** Returns an id that is the same for the same clip or item, so that its poster can be linked before or after. */
export function uuidOf(kind: 'generation' | 'video' | 'batch' | 'project' | 'shot', index: number): string {
  const hex = createHash('sha256').update(`${kind} ${index}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
