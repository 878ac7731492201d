import type { GenerationId } from '@shared/generation'
import type { Clock } from '../../base/clock'
import type { Generation, Video } from '../../generations/domain/generation'
import type { GenerationStore, Move, VideoChange } from '../../generations/domain/ports'
import { detailsOf, type JournaledVideo, type JournalEntry } from './journal-entry'

/** Returns a store that appends each change to the journal, once the database has it. */
export function journaledStore(
  store: GenerationStore,
  deps: { readonly append: (entry: JournalEntry) => void; readonly clock: Pick<Clock, 'now'> }
): GenerationStore {
  const about = ({ id, revision }: Generation, atMs = deps.clock.now()) =>
    ({ version: 1, atMs, generationId: id, revision }) as const

  const noteMove = (moved: Generation, move: Move): void => {
    const { status } = moved
    deps.append({
      ...about(moved, move.atMs),
      kind: 'moved',
      from: move.from,
      state: status.state,
      why: move.why,
      submittedAtMs: 'submittedAtMs' in status ? status.submittedAtMs : null,
      remoteId: 'remoteId' in status ? status.remoteId : null,
      problem: 'problem' in status ? status.problem : null,
      ...detailsOf(moved, move),
      videos: move.videos ? moved.videos.map(toJournaledVideo) : []
    })
  }

  const noteDeleted = (generation: Generation, more: { readonly isErased?: true } = {}): void =>
    deps.append({ ...about(generation), kind: 'deleted', deletedAtMs: generation.deletedAtMs, ...more })

  return {
    ...store,
    insertBatch: (batchId, drafts, atMs, settles, items = []) => {
      const made = store.insertBatch(batchId, drafts, atMs, settles, items)
      // A repeated press made nothing new.
      if (!drafts.some(({ id }) => id === made[0]?.id)) return made
      const settled = settles && store.find(settles.id)
      if (settled) noteMove(settled, settles)
      for (const item of items) deps.append({ version: 1, atMs, kind: 'item', revision: 1, item })
      made.forEach((generation, batchPosition) => {
        const { createdAtUs, place, resendOf, request } = generation
        const queued = { createdAtUs, batchId, batchPosition, place, resendOf, request }
        deps.append({ ...about(generation, atMs), kind: 'queued', ...queued })
        if (drafts[batchPosition]?.annotations) {
          deps.append({ ...about(generation, atMs), kind: 'annotated', annotations: generation.annotations })
        }
      })
      return made
    },
    insertImported: (clip, atMs) => {
      const imported = store.insertImported(clip, atMs)
      if (imported) deps.append(importedEntry(imported, atMs))
      return imported
    },
    move: (move) => {
      const moved = store.move(move)
      // Polls are not journaled.
      if (moved && moved.status.state !== move.from) noteMove(moved, move)
      return moved
    },
    moveAll: (moves) => {
      const moved = store.moveAll(moves)
      for (const generation of moved) {
        const move = moves.find(({ id }) => id === generation.id)
        if (move && generation.status.state !== move.from) noteMove(generation, move)
      }
      return moved
    },
    changeVideo: (id, change, event) => {
      const changed = store.changeVideo(id, change, event)
      const video = changed.videos.find((one) => one.id === id)
      if (video && isLasting(change)) {
        deps.append({
          ...about(changed),
          kind: 'video',
          video: toJournaledVideo(video),
          ...(event && { why: event.why })
        })
      }
      return changed
    },
    settleMeasurement: (settled) => {
      const generations = store.settleMeasurement(settled)
      for (const generation of generations) {
        const { chargedMicrodollars: microdollars, chargeIsShare: isShare } = generation
        if (microdollars !== null) {
          deps.append({ ...about(generation), kind: 'charged', microdollars, ...(isShare && { isShare }) })
        }
      }
      return generations
    },
    setHidden: (id: GenerationId, hidden) => {
      const generation = store.setHidden(id, hidden)
      deps.append({ ...about(generation), kind: 'hidden', hidden })
      return generation
    },
    setDeleted: (ids, deletedAtMs) => {
      const generations = store.setDeleted(ids, deletedAtMs)
      for (const generation of generations) noteDeleted(generation)
      return generations
    },
    erase: (ids, atMs) => {
      const generations = store.erase(ids, atMs)
      for (const generation of generations) noteDeleted(generation, { isErased: true })
      return generations
    }
  }
}

/** Returns the one line that an imported video is restored from: nothing else describes it. */
const importedEntry = (imported: Generation, atMs: number): JournalEntry => {
  const { id, revision, createdAtUs, batchId, place, request, annotations, videos } = imported
  return {
    version: 1,
    kind: 'whole',
    atMs,
    generationId: id,
    revision,
    createdAtUs,
    batchId,
    batchPosition: 0,
    place,
    resendOf: null,
    origin: 'imported',
    request,
    state: 'ready',
    submittedAtMs: null,
    remoteId: null,
    problem: null,
    ...detailsOf({}),
    videos: videos.map(toJournaledVideo),
    chargedMicrodollars: null,
    hidden: false,
    deletedAtMs: null,
    annotations
  }
}

/** Returns false where only the next attempt was scheduled. */
const isLasting = ({ state, file, held, checks, links, linkedPath }: VideoChange): boolean =>
  [state, file, held, checks, links, linkedPath].some((one) => one !== undefined)

/** Returns a video without its attempts. */
function toJournaledVideo(video: Video): JournaledVideo {
  const { id, position, state, url, proxyUrl, fileName, linkedPath, file, held, checks, problem } = video
  return { id, position, state, url, proxyUrl, fileName, linkedPath, file, held, checks, problem }
}
