import type { VideoId } from '@shared/generation'
import type { Generation } from '../../generations/domain/generation'
import { clipWords, type FindItems } from '../clip-words'
import type { NamedClip } from './name-fields'

/** Returns what a clip's file is named by. */
export function namedClip(
  generation: Pick<Generation, 'createdAtUs' | 'request' | 'place' | 'annotations'>,
  videoId: VideoId,
  findItems: FindItems
): NamedClip {
  const { createdAtUs, request, place } = generation
  const { scene, shotName, takeNumber } = clipWords(generation, findItems)
  return {
    videoId,
    createdAtMs: createdAtUs / 1000,
    request,
    place,
    project: scene ?? null,
    shot: shotName ?? null,
    take: takeNumber ?? null
  }
}
