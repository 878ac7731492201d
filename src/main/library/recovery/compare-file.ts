import { lstat } from 'node:fs/promises'
import type { FileTrait } from '@shared/generation'
import { errorCode } from '../../base/errors'
import { sha256Of } from '../folder/hash-file'
import type { FileRecord, HashMedia } from './reconcile'

/** Changes of a file that is still the same clip. */
export interface FoundFile {
  readonly bytes: number
  readonly sha256: string
  readonly mediaSha256: string | null
  readonly traits: readonly FileTrait[]
}

/** Result of comparing a file with its row. */
export interface Comparison {
  readonly state: FileRecord['state']
  readonly file?: FoundFile
}

/**
 * Compares a file with its row. A file that another program wrote metadata into is still the same clip: its samples
 * are unchanged.
 */
export async function compareFile(
  path: string | null,
  record: FileRecord,
  how: {
    readonly mayBeOther: (touchedAtMs: number) => boolean
    readonly hashMedia: HashMedia
    readonly signal: AbortSignal
  }
): Promise<Comparison> {
  if (path === null) return { state: 'missing' }
  try {
    const stats = await lstat(path)
    if (!stats.isFile()) return { state: 'missing' }
    const isSameLength = stats.size === record.bytes
    if (isSameLength && !how.mayBeOther(stats.ctimeMs)) return { state: 'saved' }
    if (isSameLength && (await sha256Of(path, how.signal)) === record.sha256) return { state: 'saved' }
    // A linked file that was missing comes back as itself alone: its path may be from a journal that anybody wrote.
    if (record.linkedPath !== null && record.state === 'missing') return { state: 'missing' }
    const media = await sameMedia(path, record, stats.size, how)
    if (!media) return { state: 'changed' }
    const sha256 = await sha256Of(path, how.signal)
    const traits = [...new Set([...record.traits, 'metadata_added' as const])]
    return { state: 'saved', file: { bytes: stats.size, sha256, mediaSha256: media.sha256, traits } }
  } catch (error) {
    // Errors other than a missing file say nothing about it.
    return { state: absent.includes(errorCode(error)) ? 'missing' : record.state }
  }
}

/** Returns the hash of the samples where they are unchanged; null where they differ or are not known. */
async function sameMedia(
  path: string,
  record: FileRecord,
  bytes: number,
  { hashMedia, signal }: { readonly hashMedia: HashMedia; readonly signal: AbortSignal }
): Promise<{ readonly sha256: string | null } | null> {
  const sha256 = await hashMedia(path)
  if (sha256 === null) return null
  if (record.mediaSha256 !== null) return sha256 === record.mediaSha256 ? { sha256 } : null
  // Of files of older versions only the hash of the downloaded bytes is known: a packet may follow them.
  if (bytes < record.sourceBytes) return null
  return (await sha256Of(path, signal, record.sourceBytes)) === record.sourceSha256 ? { sha256 } : null
}

const absent: readonly string[] = ['ENOENT', 'ENOTDIR']
