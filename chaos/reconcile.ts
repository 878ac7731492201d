import type { LedgerEntry } from '../src/simulator/ledger'
import type { AuditedGeneration, LibraryAudit } from './library-audit'
import { tokenIn } from './presses'

/** Something that must never be, about one generation or one file. */
export interface Finding {
  readonly kind: 'lost' | 'sentTwice' | 'orphanFile' | 'halfFile'
  /** The token of the generation, or the name of the file. */
  readonly about: string
  readonly what: string
}

export interface Reconciled {
  readonly findings: readonly Finding[]
  readonly unconfirmed: number
}

/**
 * Compares what the user confirmed, what the API took, and what the library holds.
 *
 * - **lost**: a confirmed generation without a row; or a job that the API took and charged whose id no row of its
 *   generation holds, unless that row is shown as unconfirmed; or a job that nobody asked for.
 * - **sentTwice**: more than one job for one generation; more than one row for it; or a POST that left after an
 *   earlier one of the same generation was taken or may have been, as the child's side of the wire saw it.
 * - **orphanFile**: a file in the library that no saved video claims, or a part of a download that nobody waits for.
 * - **halfFile**: a saved video whose file is absent or has other bytes than were recorded.
 *
 * @param ledger What the API took; null where it cannot be asked.
 */
export function reconcile(ledgers: {
  readonly confirmed: readonly string[]
  readonly ledger: readonly LedgerEntry[] | null
  readonly sentAgain: readonly string[]
  readonly library: LibraryAudit
}): Reconciled {
  const rows = groupByToken(ledgers.library.generations)
  return {
    findings: [
      ...confirmedFindings(ledgers.confirmed, rows),
      ...takenFindings(ledgers.ledger ?? [], rows),
      ...ledgers.sentAgain.map((about): Finding => ({
        kind: 'sentTwice',
        about,
        what: 'a POST left after an earlier one that was taken, or may have been'
      })),
      ...fileFindings(ledgers.library)
    ],
    unconfirmed: ledgers.library.generations.filter(({ state }) => state === 'unconfirmed').length
  }
}

type Rows = ReadonlyMap<string, readonly AuditedGeneration[]>

const groupByToken = (generations: readonly AuditedGeneration[]): Rows =>
  groupBy(generations, ({ token }) => token)

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

function confirmedFindings(confirmed: readonly string[], rows: Rows): Finding[] {
  return confirmed.flatMap((about): Finding[] => {
    const count = rows.get(about)?.length ?? 0
    if (count === 0) return [{ kind: 'lost', about, what: 'confirmed, and not in the library' }]
    return count > 1 ? [{ kind: 'sentTwice', about, what: `${count} rows for one generation` }] : []
  })
}

function takenFindings(ledger: readonly LedgerEntry[], rows: Rows): Finding[] {
  const taken = ledger.filter(({ accepted }) => accepted)
  const jobs = groupBy(taken, ({ prompt }) => tokenIn(prompt ?? ''))
  return [...jobs].flatMap(([about, entries]): Finding[] => {
    const held = rows.get(about) ?? []
    const mayBe = held.some(({ state }) => state === 'unconfirmed')
    const lost = entries
      .filter(({ remoteId }) => !mayBe && !held.some((row) => row.remoteId === remoteId))
      .map(({ remoteId }): Finding => {
        const states = held.map(({ state }) => state).join(', ') || 'no row'
        return { kind: 'lost', about, what: `the API holds ${String(remoteId)}, the library ${states}` }
      })
    const twice: Finding[] =
      entries.length > 1 ? [{ kind: 'sentTwice', about, what: `${entries.length} jobs were paid` }] : []
    return [...lost, ...twice]
  })
}

function fileFindings({ generations, files, incoming }: LibraryAudit): Finding[] {
  const videos = generations.flatMap((generation) => generation.videos)
  const saved = videos.filter(({ state }) => state === 'saved')
  const claimed = new Set(saved.map(({ fileName }) => fileName))
  const waitedFor = new Set(videos.filter(({ state }) => state !== 'saved').map(({ id }) => id))
  return [
    ...saved.flatMap(({ id, fileName, sha256 }): Finding[] => {
      const found = fileName === null ? undefined : files.get(fileName)
      if (found !== undefined && found === sha256) return []
      const what = found === undefined ? 'its file is not there' : 'its file has other bytes'
      return [{ kind: 'halfFile', about: fileName ?? id, what }]
    }),
    ...[...files.keys()]
      .filter((name) => !claimed.has(name))
      .map((about): Finding => ({ kind: 'orphanFile', about, what: 'no saved video claims it' })),
    ...incoming
      .filter((name) => !waitedFor.has(name.replace(/\..*$/, '')))
      .map((about): Finding => ({ kind: 'orphanFile', about, what: 'a part that nobody waits for' }))
  ]
}
