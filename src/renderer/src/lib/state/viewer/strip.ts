import type { GenerationId } from '@shared/generation'
import { firstWhere } from '$lib/utils/first-where'
import type { ArrangedClips } from '../grid/arranged-clips'

/** A part of the clips that the viewer goes through. */
export interface Strip {
  readonly kind: 'selection' | 'batch' | 'library'
  readonly ids: readonly GenerationId[]
  /** Position of the first of them, from 0, and how many there are. */
  readonly first: number
  readonly total: number
}

export const emptyStrip: Strip = { kind: 'library', ids: [], first: 0, total: 0 }

/** Clips that are shown on each side of the one in view. */
const reach = 24

/** Positions of the clips that can be played, in order. */
export function playablePositions(clips: ArrangedClips): readonly number[] {
  const positions: number[] = []
  for (let position = 0; position < clips.length; position += 1)
    if (clips.isPlayableAt(position)) positions.push(position)
  return positions
}

/** Returns the first index whose position is not before another. */
export const indexFrom = (positions: readonly number[], position: number): number =>
  firstWhere(positions, (each) => each >= position)

/** Returns the selected clips, or those of the batch, or the ones around a clip in the list, in the order on screen. */
export function stripAround(
  id: GenerationId,
  sources: {
    readonly clips: ArrangedClips
    readonly playable: readonly number[]
    readonly chosen: readonly GenerationId[] | null
    readonly batch: ReadonlySet<GenerationId>
  }
): Strip {
  const { clips, playable, chosen, batch } = sources
  if (chosen) return { kind: 'selection', ...windowOf(chosen, chosen.indexOf(id)) }
  const idsAt = (positions: readonly number[]): GenerationId[] =>
    positions.flatMap((position) => clips.idAt(position) ?? [])
  const ofBatch = batch.has(id) ? idsAt(clips.positionsOf(batch)) : []
  if (ofBatch.length > 1 && ofBatch.includes(id))
    return { kind: 'batch', ...windowOf(ofBatch, ofBatch.indexOf(id)) }
  const position = clips.positionOf(id)
  if (position === -1) return { ...emptyStrip, ids: [id], total: 1 }
  const { ids, ...place } = windowOf(playable, indexFrom(playable, position))
  return { kind: 'library', ids: idsAt(ids), ...place }
}

function windowOf<One>(
  all: readonly One[],
  at: number
): { readonly ids: readonly One[]; readonly first: number; readonly total: number } {
  const first = Math.max(0, at - reach)
  return { ids: all.slice(first, at + reach + 1), first, total: all.length }
}
