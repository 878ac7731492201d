import { basename } from 'node:path'
import { isUsable } from '@shared/generation'
import { exactRate, type FrameRate } from '@shared/media/frame-rate'
import type { Item, ItemId } from '@shared/library/items'
import type { Generation, Video } from '../generations/domain/generation'
import type { MediaFacts } from '../media/video-file'
import type { ClipNotes } from './timeline'

/** Clip for a timeline, as the database knows it. */
export interface TimelineRow {
  readonly generation: Generation
  readonly video: Video
  readonly fileName: string
  /** Copy that stands for the clip, because its target takes that better; null for the clip itself. */
  readonly copyPath: string | null
  readonly bytes: number
  readonly facts: MediaFacts
  /** Null where the frames differ in length, or the rate is none. */
  readonly rate: FrameRate | null
  readonly isVariable: boolean
  readonly isSigned: boolean
  readonly notes: ClipNotes
}

/** Returns the clips that have a file, in order; `leftOut` is how many have none. Clips of the trash are no part of it. */
export function timelineRows(
  generations: readonly Generation[],
  items: readonly Item[],
  isCut: boolean
): { readonly rows: readonly TimelineRow[]; readonly leftOut: number } {
  const names = new Map(items.map((item) => [item.id, item.name]))
  const present = generations.filter(({ deletedAtMs }) => deletedAtMs === null)
  const each = present.map((generation) => {
    const rows = generation.videos.flatMap((video) => rowOf(generation, video, names) ?? [])
    // A circled take is one picture of its shot, whatever else came with it.
    return isCut ? rows.slice(0, 1) : rows
  })
  return { rows: each.flat(), leftOut: each.filter((rows) => rows.length === 0).length }
}

function rowOf(generation: Generation, video: Video, names: ReadonlyMap<ItemId, string>): TimelineRow | null {
  const { file, linkedPath } = video
  const fileName = video.fileName ?? (linkedPath && basename(linkedPath))
  if (!isUsable(video) || !file || fileName === null) return null
  const { media, traits } = file
  const isVariable = traits.includes('variable_frame_rate')
  return {
    generation,
    video,
    fileName,
    copyPath: null,
    bytes: file.bytes,
    facts: media,
    rate: isVariable ? null : exactRate(media.framesPerSecond),
    isVariable,
    isSigned: traits.includes('content_credentials'),
    notes: notesOf(generation, names)
  }
}

function notesOf(generation: Generation, names: ReadonlyMap<ItemId, string>): ClipNotes {
  const { request, annotations } = generation
  const seed = request.further?.['seed']
  const nameOf = (id: ItemId | null): string | null => (id === null ? null : (names.get(id) ?? null))
  return {
    id: generation.id,
    createdAtMs: Math.floor(generation.createdAtUs / 1000),
    prompt: request.prompt,
    negativePrompt: request.negativePrompt ?? null,
    model: request.modelId,
    seed: typeof seed === 'number' ? seed : null,
    title: annotations.title,
    notes: annotations.notes,
    stars: annotations.stars,
    isFavourite: annotations.isFavourite,
    isRejected: annotations.isRejected,
    isCircled: annotations.isCircled,
    take: annotations.take,
    tags: annotations.tags,
    project: nameOf(annotations.projectId),
    shot: nameOf(annotations.shotId),
    collections: annotations.collectionIds.flatMap((id) => names.get(id) ?? []),
    chargedMicrodollars: generation.chargedMicrodollars
  }
}
