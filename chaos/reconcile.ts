import type { LedgerEntry } from '../src/simulator/ledger'
import type { AuditedGeneration, LibraryAudit } from './library-audit'
import { tokenIn, type Times } from './presses'
import type { Marks } from './user'
import { sentAfterMaybeTaken, type WirePost } from './wire-log'

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

/** What the user did. */
export interface UserLedger {
  /** For each token, how often it was confirmed: once, and once more for each "send again". */
  readonly confirmed: ReadonlyMap<string, Times>
  /** For each token, how many jobs the user chose not to wait for. */
  readonly letGo: ReadonlyMap<string, number>
  /** By the id of a generation, what it must be marked as. */
  readonly marks: ReadonlyMap<string, Marks>
}

/**
 * Compares what the user confirmed, what the API took, and what the library holds.
 *
 * - **lost**: a confirmed generation without a row; or a job that the API took and charged whose id no row of its
 *   generation holds, unless a row is shown as unconfirmed for it or the user let it go; or a job that nobody asked
 *   for, or that two rows hold; or a mark that the app said was kept.
 * - **sentTwice**: more jobs for one generation, or more rows, than were confirmed; or a POST that left although as
 *   many as were confirmed were taken or may have been, as the app's side of the wire saw it.
 * - **orphanFile**: a file in the library that no saved video claims, or a part of a download that nobody waits for.
 * - **halfFile**: a saved video whose file is absent, has other bytes than were recorded or is no whole video; or a generation that is
 *   called ready with a video that is not saved.
 *
 * @param ledger What the API took; null where it cannot be asked.
 */
export function reconcile(ledgers: {
  readonly user: UserLedger
  readonly ledger: readonly LedgerEntry[] | null
  readonly posts: readonly WirePost[]
  readonly library: LibraryAudit
}): Reconciled {
  const { user, library } = ledgers
  const rows = groupBy(library.generations, ({ token }) => token)
  return {
    findings: [
      ...confirmedFindings(user.confirmed, rows),
      ...takenFindings(ledgers.ledger ?? [], user, rows),
      ...sharedJobFindings(library.generations),
      ...sentTooOften(ledgers.posts, user.confirmed),
      ...markFindings(user.marks, library.generations),
      ...fileFindings(library)
    ],
    unconfirmed: library.generations.filter(({ state }) => state === 'unconfirmed').length
  }
}

/** Posts that left although enough were taken, or may have been. */
export const sentTooOften = (
  posts: readonly WirePost[],
  confirmed: ReadonlyMap<string, Times>
): readonly Finding[] =>
  sentAfterMaybeTaken(posts, (token) => confirmed.get(token)?.most ?? 0).map((about) => ({
    kind: 'sentTwice',
    about,
    what: 'a POST left although all that were confirmed were taken, or may have been'
  }))

type Rows = ReadonlyMap<string, readonly AuditedGeneration[]>

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

function confirmedFindings(confirmed: ReadonlyMap<string, Times>, rows: Rows): Finding[] {
  return [...confirmed].flatMap(([about, { least, most }]): Finding[] => {
    const count = rows.get(about)?.length ?? 0
    const what = `${count} in the library, ${least} confirmed`
    if (count < least) return [{ kind: 'lost', about, what }]
    return count > most ? [{ kind: 'sentTwice', about, what }] : []
  })
}

function takenFindings(ledger: readonly LedgerEntry[], user: UserLedger, rows: Rows): Finding[] {
  const taken = ledger.filter(({ accepted }) => accepted)
  const jobs = groupBy(taken, ({ prompt }) => tokenIn(prompt ?? ''))
  return [...jobs].flatMap(([about, entries]): Finding[] => {
    const held = rows.get(about) ?? []
    const unclaimed = entries.filter(({ remoteId }) => !held.some((row) => row.remoteId === remoteId))
    const excused = held.filter(({ state }) => state === 'unconfirmed').length + (user.letGo.get(about) ?? 0)
    const states = held.map(({ state }) => state).join(', ') || 'no row'
    const lost: Finding[] =
      unclaimed.length > excused
        ? [{ kind: 'lost', about, what: `the API holds ${ids(unclaimed)}, the library ${states}` }]
        : []
    const most = user.confirmed.get(about)?.most ?? 0
    const twice: Finding[] =
      entries.length > most
        ? [{ kind: 'sentTwice', about, what: `${entries.length} jobs were paid, ${most} confirmed` }]
        : []
    return [...lost, ...twice]
  })
}

const ids = (entries: readonly LedgerEntry[]): string =>
  entries.map(({ remoteId }) => String(remoteId)).join(', ')

function sharedJobFindings(generations: readonly AuditedGeneration[]): Finding[] {
  const withId = generations.filter(({ remoteId }) => remoteId !== null)
  const holders = groupBy(withId, ({ remoteId }) => String(remoteId))
  return [...holders].flatMap(([remoteId, rows]): Finding[] =>
    rows.length > 1 ? [{ kind: 'lost', about: rows[0]?.token ?? '', what: `two rows hold ${remoteId}` }] : []
  )
}

function markFindings(
  marks: ReadonlyMap<string, Marks>,
  generations: readonly AuditedGeneration[]
): Finding[] {
  return generations.flatMap(({ id, token, ...row }): Finding[] => {
    const { trashed = null, hidden = null } = marks.get(id) ?? {}
    const isKept = (said: boolean | null, is: boolean): boolean => said === null || said === is
    if (isKept(trashed, row.trashed) && isKept(hidden, row.hidden)) return []
    return [{ kind: 'lost', about: token, what: 'it is not marked as the app said it was' }]
  })
}

function fileFindings({ generations, files, incoming }: LibraryAudit): Finding[] {
  const videos = generations.flatMap((generation) => generation.videos)
  const saved = videos.filter(({ state }) => state === 'saved')
  const claimed = new Set(saved.map(({ fileName }) => fileName))
  const waitedFor = new Set(videos.filter(({ state }) => state !== 'saved').map(({ id }) => id))
  return [
    ...generations.flatMap(({ token, state, videos: own }): Finding[] => {
      const isTrue =
        state !== 'ready' || own.some((video) => video.state !== 'pending' && video.sha256 !== null)
      return isTrue
        ? []
        : [{ kind: 'halfFile', about: token, what: 'ready, and no file of it was ever saved' }]
    }),
    ...saved.flatMap(({ id, fileName, sha256 }): Finding[] => {
      const found = fileName === null ? undefined : files.get(fileName)
      if (found?.isWhole && found.sha256 === sha256) return []
      const what = !found
        ? 'its file is not there'
        : found.isWhole
          ? 'its file has other bytes'
          : 'its file is no whole video'
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
