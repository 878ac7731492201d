import type { ReportedEntry } from '../../src/simulator/simulation'
import type { AuditedGeneration, AuditedVideo, LibraryAudit } from './library-audit'
import { tokenIn, type Times } from '../runner/presses'
import type { Marks } from '../runner/user'
import { sentAfterMaybeTaken, type WirePost } from './wire-log'

/** Something that must never happen to a generation or a file. */
export interface Finding {
  readonly kind: 'lost' | 'sentTwice' | 'orphanFile' | 'halfFile'
  /** The token of the generation, or the name of the file. */
  readonly about: string
  /** Token of the generation, where known; identifies the press. */
  readonly token: string
  readonly what: string
}

export interface Reconciled {
  readonly findings: readonly Finding[]
  readonly unconfirmed: number
}

/** Actions of the user. */
export interface UserLedger {
  /** Number of confirmations by token: one, and one more for each "Send again". */
  readonly confirmed: ReadonlyMap<string, Times>
  /** Number of jobs by token that the user chose not to wait for. */
  readonly letGo: ReadonlyMap<string, number>
  /** Expected marks by generation id. */
  readonly marks: ReadonlyMap<string, Marks>
}

/**
 * Compares what the user confirmed, what the API took, and what the library holds.
 *
 * - **lost**: a confirmed generation without a row; or a job that the API took and charged, or an id that it
 *   answered, which no row of its generation holds, unless a row is shown as unconfirmed for it or the user let it
 *   go; or a job that nobody asked for, or that two rows hold; or a job that the API made and the library gave up; or
 *   a mark that the app said was kept.
 * - **sentTwice**: more jobs for one generation, or more rows, than were confirmed; or a POST that left although as
 *   many as were confirmed were taken or may have been, as the app's side of the wire saw it.
 * - **orphanFile**: a file in the library that no saved video claims, or a part of a download that nobody waits for.
 * - **halfFile**: a video that was saved and is called something else now, or whose file is absent, has other bytes
 *   than were recorded or is no whole video; or a generation that is called ready and never had a file.
 *
 * @param ledger Requests that the API took; null where it cannot be asked.
 */
export function reconcile(ledgers: {
  readonly user: UserLedger
  readonly ledger: readonly ReportedEntry[] | null
  readonly posts: readonly WirePost[]
  readonly library: LibraryAudit
}): Reconciled {
  const { user, ledger, posts, library } = ledgers
  const rows = groupBy(library.generations, ({ token }) => token)
  return {
    findings: [
      ...confirmedFindings(user.confirmed, rows),
      ...lostJobFindings(paidByLedger(ledger ?? []), user.letGo, rows),
      ...lostJobFindings(paidByWire(posts), user.letGo, rows),
      ...paidTwiceFindings(paidByLedger(ledger ?? []), user.confirmed),
      ...givenUpFindings(ledger ?? [], rows),
      ...sharedJobFindings(library.generations),
      ...sentTooOften(posts, user.confirmed),
      ...markFindings(user.marks, library.generations),
      ...fileFindings(library)
    ],
    unconfirmed: library.generations.filter(({ state }) => state === 'unconfirmed').length
  }
}

/** Finds POSTs sent although enough earlier ones were, or may have been, taken. */
export const sentTooOften = (
  posts: readonly WirePost[],
  confirmed: ReadonlyMap<string, Times>
): readonly Finding[] =>
  sentAfterMaybeTaken(posts, (token) => confirmed.get(token)?.most ?? 0).map((token) =>
    ofGeneration(
      'sentTwice',
      token,
      'a POST left although all that were confirmed were taken, or may have been'
    )
  )

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
  return [...confirmed].flatMap(([token, { least, most }]): Finding[] => {
    const count = rows.get(token)?.length ?? 0
    const what = `${count} in the library, ${least} confirmed`
    if (count < least) return [ofGeneration('lost', token, what)]
    return count > most ? [ofGeneration('sentTwice', token, what)] : []
  })
}

const ofGeneration = (kind: Finding['kind'], token: string, what: string): Finding => ({
  kind,
  about: token,
  token,
  what
})

/** A job that somebody paid for. */
interface PaidJob {
  readonly token: string
  readonly remoteId: string | null
}

const paidByLedger = (ledger: readonly ReportedEntry[]): readonly PaidJob[] =>
  ledger
    .filter(({ accepted }) => accepted)
    .map(({ prompt, remoteId }) => ({ token: tokenIn(prompt ?? ''), remoteId }))

/** Builds a ledger from answers alone, for servers whose ledger cannot be read. */
const paidByWire = (posts: readonly WirePost[]): readonly PaidJob[] =>
  posts.filter(({ remoteId }) => remoteId !== null)

function lostJobFindings(paid: readonly PaidJob[], letGo: UserLedger['letGo'], rows: Rows): Finding[] {
  return [...groupBy(paid, ({ token }) => token)].flatMap(([token, jobs]): Finding[] => {
    const held = rows.get(token) ?? []
    const unclaimed = jobs.filter(({ remoteId }) => !held.some((row) => row.remoteId === remoteId))
    // A row in `submitting` at the end becomes unconfirmed at the next start.
    const open = held.filter(({ state }) => state === 'unconfirmed' || state === 'submitting').length
    // An answer may hold the result without an id; its row then has the clip of one such job.
    const nameless = held.filter(
      ({ remoteId, state }) => remoteId === null && (state === 'downloading' || state === 'ready')
    ).length
    const ids = unclaimed.map(({ remoteId }) => String(remoteId)).join(', ')
    const states = held.map(({ state }) => state).join(', ') || 'no row'
    const what = `the API holds ${ids}, the library ${states}`
    return unclaimed.length > open + nameless + (letGo.get(token) ?? 0)
      ? [ofGeneration('lost', token, what)]
      : []
  })
}

function paidTwiceFindings(paid: readonly PaidJob[], confirmed: UserLedger['confirmed']): Finding[] {
  return [...groupBy(paid, ({ token }) => token)].flatMap(([token, { length }]): Finding[] => {
    const most = confirmed.get(token)?.most ?? 0
    const what = `${length} jobs were paid, ${most} confirmed`
    return length > most ? [ofGeneration('sentTwice', token, what)] : []
  })
}

/** Finds jobs that were paid, finished and given up. Running jobs and refused videos are no violation. */
function givenUpFindings(ledger: readonly ReportedEntry[], rows: Rows): Finding[] {
  return ledger
    .filter(({ jobOutcome }) => jobOutcome === 'succeeded')
    .flatMap(({ prompt, remoteId }): Finding[] => {
      const token = tokenIn(prompt ?? '')
      const failed = rows.get(token)?.find((row) => row.remoteId === remoteId && row.state === 'failed')
      const what = `the API made ${String(remoteId)}, the library says that it failed: ${failed?.problem ?? ''}`
      return failed ? [ofGeneration('lost', token, what)] : []
    })
}

function sharedJobFindings(generations: readonly AuditedGeneration[]): Finding[] {
  const withId = generations.filter(({ remoteId }) => remoteId !== null)
  const holders = groupBy(withId, ({ remoteId }) => String(remoteId))
  return [...holders].flatMap(([remoteId, rows]): Finding[] =>
    rows.length > 1 ? [ofGeneration('lost', rows[0]?.token ?? '', `two rows hold ${remoteId}`)] : []
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
    return [ofGeneration('lost', token, 'it is not marked as the app said it was')]
  })
}

function fileFindings({ generations, files, incoming }: LibraryAudit): Finding[] {
  const videos = generations.flatMap(({ token, videos: own }) => own.map((video) => ({ ...video, token })))
  const claimed = new Set(videos.filter(({ state }) => state === 'saved').map(({ fileName }) => fileName))
  const waitedFor = new Set(videos.filter(({ state }) => state !== 'saved').map(({ id }) => id))
  const tokens = new Map(videos.map(({ id, token }) => [id, token]))
  return [
    ...generations
      .filter(({ state, videos: own }) => state === 'ready' && own.every(({ sha256 }) => sha256 === null))
      .map(({ token }) => ofGeneration('halfFile', token, 'ready, and no file of it was ever saved')),
    ...videos.flatMap((video): Finding[] => {
      const what = whatIsWrong(video, files)
      const { token, fileName, id } = video
      return what === null ? [] : [{ kind: 'halfFile', about: fileName ?? id, token, what }]
    }),
    ...[...files]
      .filter(([name]) => !claimed.has(name))
      .map(([about, { token }]): Finding => ({
        kind: 'orphanFile',
        about,
        token,
        what: 'no saved video claims it'
      })),
    ...incoming.flatMap((about): Finding[] => {
      const id = about.replace(/\..*$/, '')
      const token = tokens.get(id) ?? ''
      return waitedFor.has(id)
        ? []
        : [{ kind: 'orphanFile', about, token, what: 'a part that nobody waits for' }]
    })
  ]
}

/** Checks the file of a saved video. No action of a run removes a file, so it must exist. */
function whatIsWrong(video: AuditedVideo, files: LibraryAudit['files']): string | null {
  const { state, fileName, sha256 } = video
  if (sha256 === null)
    return state === 'saved' ? 'it is called saved, and nothing is known of its file' : null
  const found = fileName === null ? undefined : files.get(fileName)
  if (!found) return 'its file is not there'
  if (!found.isWhole) return 'its file is no whole video'
  if (found.sha256 !== sha256) return 'its file has other bytes'
  return state === 'saved' ? null : `its file is whole, and it is called ${state}`
}
