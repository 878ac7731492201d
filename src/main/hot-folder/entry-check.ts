import { join } from 'node:path'
import { factsOf } from './hot-files'
import type { Entry, PutFile } from './marker'

export type Sha256Of = (path: string) => Promise<string>

/** What is at the name of an entry. `ours`: the very bytes that were put there. */
export type Found =
  | { readonly kind: 'ours'; readonly file: PutFile }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'other' }

/**
 * Finds whether a file that was put into a folder is still there, unchanged. Some disks number their files differently
 * each time they are connected, or round times: there the bytes decide.
 */
export async function findPut(folder: string, entry: Entry, sha256Of: Sha256Of): Promise<Found> {
  const path = join(folder, entry.name)
  const facts = await factsOf(path)
  if (facts === 'nothing') return { kind: 'nothing' }
  const { file } = entry
  if (facts === 'other' || file === null || facts.bytes !== file.bytes) return { kind: 'other' }
  if (facts.inode === file.inode && facts.modifiedNs === file.modifiedNs) return { kind: 'ours', file }
  if (file.sha256 === null || (await sha256Of(path)) !== file.sha256) return { kind: 'other' }
  // It may have been replaced while it was read.
  const now = await factsOf(path)
  if (typeof now === 'string' || now.inode !== facts.inode || now.modifiedNs !== facts.modifiedNs)
    return { kind: 'other' }
  return { kind: 'ours', file: { ...facts, sha256: file.sha256 } }
}
