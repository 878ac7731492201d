import type { GenerationId, GenerationState } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { JournalReplay } from '../../library/journal/journal'
import type {
  EditEntry,
  GenerationEntry,
  ItemEntry,
  JournalEntry,
  JournalEntryOf
} from '../../library/journal/journal-entry'
import { inTransaction, type ReadableDatabase, type WritableDatabase } from '../connection/database'
import { insertEvent } from '../tables/event-table'
import { generations, journaledColumns } from '../tables/generation-columns'
import { eraseRow } from '../queries/trash-queries'
import { ifUnknown, unlessNull, updateRows, type Rule } from '../tables/rows'
import { authorityOver, isNews, isTooFarAhead, landingOf, type Authority } from './replay-rules'
import { insertUnknown, knownRow, type KnownRow } from './replay-row'
import { replayAnnotations } from './replay-annotations'
import { hasEdit, replayEdit } from './replay-edit'
import { hasItem, replayItem } from './replay-item'
import { replayVideo } from './replay-video'
import { mayHaveBeenSent, wasBeingSent } from './restored-rows'
import { isUnfit } from '../connection/storage-problems'

/** Returns whether the rows have everything in these entries. */
export const hasAllOf = (database: ReadableDatabase, entries: readonly JournalEntry[]): boolean =>
  entries.every((entry) => {
    if (entry.kind === 'item') return hasItem(database, entry)
    if (entry.kind === 'edit') return hasEdit(database, entry)
    const row = knownRow(database, entry.generationId)
    if (isTooFarAhead(row, entry)) return true
    return row !== null && (!isNews(row, entry) || isRefused(database, row, entry, authorityOver(row.state)))
  })

/**
 * Writes to the rows what only the journal has. Replaying a journal twice, or one that is behind, changes nothing.
 * Nothing from a journal is sent by itself: what was queued waits for the user, what was being sent is unconfirmed.
 * It never ends what may be running.
 *
 * One replay of a journal, from its first batch to its last.
 */
export class Replay implements JournalReplay {
  readonly moved = new Set<GenerationId>()
  readonly #authorities = new Map<GenerationId, Authority>()
  /** Generations with entries that came before the one with the request. */
  readonly #orphans = new Set<GenerationId>()
  #hasEdits = false
  #isOutOfOrder = false
  #refused = 0

  constructor(
    private readonly database: WritableDatabase,
    private readonly nowMs: number
  ) {}

  get refused(): number {
    return this.#refused
  }

  get hasEdits(): boolean {
    return this.#hasEdits
  }

  /** Whether an entry came before its row: a second replay applies it. */
  get isOutOfOrder(): boolean {
    return this.#isOutOfOrder
  }

  /** Starts another replay of the same journal. */
  restart(): void {
    this.#refused = 0
    this.#isOutOfOrder = false
    this.#orphans.clear()
  }

  /** @param source Entries of a conflict copy are still to be written into the journal itself. */
  take(entries: readonly JournalEntry[], source: 'journal' | 'copy'): void {
    inTransaction(this.database, 'adopted', () => {
      for (const entry of entries) this.#takeOne(entry, source)
    })
  }

  /** Applies one entry. An entry that violates a constraint is refused alone, not the whole journal. */
  #takeOne(entry: JournalEntry, source: 'journal' | 'copy'): void {
    const { database } = this
    database.exec('SAVEPOINT entry')
    try {
      if (entry.kind === 'item' || entry.kind === 'edit') this.#applyAlone(entry, source)
      else this.#applyToGeneration(entry, source)
    } catch (error) {
      if (!isUnfit(error)) throw error
      database.exec('ROLLBACK TO entry')
      this.#refused += 1
    }
    database.exec('RELEASE entry')
  }

  #applyAlone(entry: ItemEntry | EditEntry, source: 'journal' | 'copy'): void {
    const isTold = source === 'journal'
    const outcome =
      entry.kind === 'item'
        ? replayItem(this.database, entry, isTold)
        : replayEdit(this.database, entry, isTold)
    if (outcome === 'refused') this.#refused += 1
    if (outcome === 'written') this.#hasEdits = true
  }

  #applyToGeneration(entry: GenerationEntry, source: 'journal' | 'copy'): void {
    const outcome = this.#apply(entry, source)
    if (outcome === 'refused') this.#refused += 1
    if (outcome === 'moved') this.moved.add(entry.generationId)
  }

  #apply(entry: GenerationEntry, source: 'journal' | 'copy'): 'moved' | 'noted' | 'refused' {
    const { generationId } = entry
    const found = knownRow(this.database, generationId)
    if (isTooFarAhead(found, entry)) return 'refused'
    const row = found ?? this.#insert(entry)
    if (!row) {
      this.#orphans.add(generationId)
      return 'refused'
    }
    const authority = this.#authorities.get(generationId) ?? (found ? authorityOver(found.state) : 'journal')
    this.#authorities.set(generationId, authority)
    const isNew = found === null || isNews(row, entry)
    if (isNew && isRefused(this.database, row, entry, authority)) return 'refused'
    const isMoved = isNew && change(this.database, row, entry, authority, this.nowMs)
    if (isNew && 'annotations' in entry) this.#hasEdits = true
    noteRevision(this.database, row, entry, { isNew: found !== null && isNew, isTold: source === 'journal' })
    return isMoved || found === null ? 'moved' : 'noted'
  }

  #insert(entry: GenerationEntry): KnownRow | null {
    const row = insertUnknown(this.database, entry)
    if (row && this.#orphans.has(entry.generationId)) this.#isOutOfOrder = true
    return row
  }
}

function isRefused(
  database: ReadableDatabase,
  row: KnownRow,
  entry: GenerationEntry,
  authority: Authority
): boolean {
  if (entry.kind !== 'moved' && entry.kind !== 'whole') return false
  const isShown = entry.videos.length > 0 || hasVideo(database, row.id)
  return landingOf(row, entry, authority, isShown) === 'refused'
}

/** Counts up the revision. A row that changed since, and still takes an older entry, becomes newer than both. */
function noteRevision(
  database: WritableDatabase,
  row: KnownRow,
  { revision }: GenerationEntry,
  { isNew, isTold }: { readonly isNew: boolean; readonly isTold: boolean }
): void {
  const isOlder = isNew && revision <= row.revision
  database
    .prepare(
      `UPDATE generation SET revision = MAX(revision, ?1), journaled_revision = MAX(journaled_revision, ?2)
       WHERE id = ?3`
    )
    .run(isOlder ? row.revision + 1 : revision, isTold ? revision : 0, row.id)
}

/** Applies an entry; returns whether it moved the row. */
function change(
  database: WritableDatabase,
  row: KnownRow,
  entry: GenerationEntry,
  authority: Authority,
  nowMs: number
): boolean {
  switch (entry.kind) {
    case 'queued':
      return false
    case 'moved':
      return move(database, row, entry, authority, nowMs)
    case 'whole': {
      const isMoved = move(database, row, entry, authority, nowMs)
      mark(database, row, entry, authority)
      if (entry.annotations) replayAnnotations(database, row, entry.revision, entry.annotations)
      return isMoved
    }
    case 'video':
      replayVideo(database, row.id, entry.video, authority)
      if (entry.why !== undefined) {
        const event = { atMs: Math.min(entry.atMs, nowMs), from: row.state, to: row.state, why: entry.why }
        insertEvent(database, row.id, event)
      }
      return false
    case 'charged':
      mark(database, row, { chargedMicrodollars: entry.microdollars, isShare: entry.isShare }, authority)
      return false
    case 'annotated':
      replayAnnotations(database, row, entry.revision, entry.annotations)
      return false
    case 'hidden':
    case 'deleted':
      mark(database, row, entry, authority)
      return false
  }
}

interface Marks {
  readonly chargedMicrodollars?: number | null
  readonly isShare?: true | undefined
  readonly hidden?: boolean
  readonly deletedAtMs?: number | null
  readonly isErased?: true | undefined
}

function mark(
  database: WritableDatabase,
  { id, uuid }: KnownRow,
  { chargedMicrodollars, isShare, hidden, deletedAtMs, isErased }: Marks,
  authority: Authority
): void {
  const set = (assignment: string, value: number | null): void => {
    database.prepare(`UPDATE generation SET ${assignment} WHERE id = ?`).run(value, id)
  }
  // A charge measured here takes precedence over one from a file.
  const charge =
    authority === 'row' ? 'COALESCE(charged_microdollars, ?)' : 'COALESCE(?, charged_microdollars)'
  // An imported video cost nothing.
  const paid = `CASE origin WHEN 'generated' THEN ${charge} END`
  if (chargedMicrodollars !== undefined) set(`charged_microdollars = ${paid}`, chargedMicrodollars)
  if (isShare) set('charge_is_share = ?', 1)
  if (hidden !== undefined) set('hidden = ?', hidden ? 1 : 0)
  // A running generation is never in the trash. A clip that the database has is there from now on: a forged time must not
  // make it expire.
  const since = authority === 'row' ? 'max(?, unixepoch() * 1000)' : '?'
  const trash = `CASE WHEN state IN ('submitting', 'processing', 'downloading') THEN NULL ELSE ${since} END`
  if (deletedAtMs !== undefined) set(`deleted_at_ms = ${trash}`, deletedAtMs)
  // A forged entry must not hide a clip that the database has: that one stays in the trash. A file that is there after
  // all brings its row back (see `adoptClip`).
  if (isErased && deletedAtMs && authority === 'journal') eraseRow(database, uuid, deletedAtMs)
}

const journaled = { name: generations.name, columns: journaledColumns }
/** Keeps what the row has where an entry has nothing. */
const journaledRules: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.keys(journaledColumns).map((field) => [field, unlessNull])
)

/** Moves the row; returns whether it did. A ready row stays ready, and a known remote id is never lost. */
function move(
  database: WritableDatabase,
  row: KnownRow,
  entry: JournalEntryOf<'moved' | 'whole'>,
  authority: Authority,
  nowMs: number
): boolean {
  for (const video of entry.videos) replayVideo(database, row.id, video, authority)
  const state = landingOf(row, entry, authority, hasVideo(database, row.id))
  if (state === 'stays' || state === 'refused') {
    keepId(database, row, entry)
    return false
  }
  const where = { sql: 'id = :key', values: { key: row.id } }
  updateRows(
    database,
    generations,
    {
      state,
      stateSinceMs: Math.min(entry.atMs, nowMs),
      notBeforeMs: null,
      needsClick: state === 'queued',
      submittedAtMs: entry.submittedAtMs && Math.min(entry.submittedAtMs, nowMs),
      remoteId: entry.remoteId,
      nextPollAtMs: state === 'processing' ? nowMs : null,
      unknownSinceMs: null,
      problem: problemAt(state, entry)
    },
    where,
    { remoteId: ifUnknown, ...(authority === 'row' && { submittedAtMs: ifUnknown }) }
  )
  updateRows(database, journaled, entry, where, journaledRules)
  const why = entry.kind === 'whole' ? 'Restored from the library folder' : entry.why
  if (why !== null && (entry.kind === 'moved' || state !== row.state)) {
    insertEvent(database, row.id, { atMs: Math.min(entry.atMs, nowMs), from: row.state, to: state, why })
  }
  return true
}

function keepId(
  database: WritableDatabase,
  { id }: KnownRow,
  { remoteId }: JournalEntryOf<'moved' | 'whole'>
): void {
  database
    .prepare(`UPDATE generation SET remote_id = COALESCE(remote_id, ?) WHERE id = ? AND origin = 'generated'`)
    .run(remoteId, id)
}

const hasVideo = (database: ReadableDatabase, generationId: number): boolean =>
  database.prepare('SELECT 1 FROM video WHERE generation_id = ?').get(generationId) !== undefined

function problemAt(
  state: GenerationState,
  { problem, state: said }: JournalEntryOf<'moved' | 'whole'>
): Problem | null {
  if (state === 'queued') return mayHaveBeenSent
  if (state === 'unconfirmed') return said === 'submitting' ? wasBeingSent : (problem ?? wasBeingSent)
  return state === 'failed' ? problem : null
}
