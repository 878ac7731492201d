import type { FaultName } from '../faults/faults'
import type { Struck } from '../faults/fault-switches'
import { numberOr } from '../api/numbers'

/** Host and path of a file request. */
export interface FilePlace {
  /** `http://127.0.0.1:port` of the requested host. */
  readonly origin: string
  readonly uuid: string
}

export const redirectNames = [
  'file-redirect',
  'file-redirect-relative',
  'file-redirect-file',
  'file-redirect-private',
  'file-redirect-loop',
  'file-redirect-hops',
  'file-redirect-nowhere'
] as const satisfies readonly FaultName[]

/** Location of a redirect; null for a redirect without one. */
export function redirectTarget({ name, value }: Struck, { origin, uuid }: FilePlace): string | null {
  const moved = `/moved/${uuid}.mp4`
  switch (name) {
    case 'file-redirect-relative':
      return `../moved/${uuid}.mp4`
    case 'file-redirect-file':
      return 'file:///etc/passwd'
    case 'file-redirect-private':
      return `http://10.0.0.1/files/${uuid}.mp4`
    case 'file-redirect-loop':
      return `${origin}/files/${uuid}.mp4?hops=loop`
    case 'file-redirect-hops':
      return hop(uuid, numberOr(value, 20) - 1)
    case 'file-redirect-nowhere':
      return null
    default:
      return value ?? `${origin}${moved}`
  }
}

/** Returns the address of the next redirect in a chain, or of the file at its end. */
export const hop = (uuid: string, left: number): string =>
  left > 0 ? `/files/${uuid}.mp4?hops=${Math.floor(left)}` : `/moved/${uuid}.mp4`
