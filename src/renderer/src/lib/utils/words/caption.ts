import { differenceOf } from '@shared/batch/batch-place'
import type { GenerationView } from '@shared/generation'
import { firstWords } from '../format'

/** Longest alternative or cell in a caption. */
const longestPart = 40

type Captioned = Pick<GenerationView, 'place' | 'request' | 'modelName'> & {
  readonly annotations?: { readonly title: string | null }
}

/** Caption of a clip, in two parts so that a narrow place shortens the first one only. */
export interface Caption {
  /** What tells it from the others of its batch; the start of the prompt where nothing does. */
  readonly words: string
  /** Its take and model: `take 2 · Veo 3.1`. Empty where its batch has one of each. */
  readonly details: string
}

export function captionOf(clip: Captioned): Caption {
  const words = clip.annotations?.title ?? differenceWords(clip) ?? firstWords(clip.request.prompt)
  return { words, details: detailsOf(clip) }
}

/** Returns a caption to stand beside the prompt: `dusk · take 2`. Empty where nothing but the prompt names the clip. */
export const shortCaption = (clip: Captioned): string => joined(differenceWords(clip), detailsOf(clip))

/** Returns what a clip is called where neither prompt nor batch is near: its title, else what it was made from. */
export const wholeCaption = (clip: Captioned, limit?: number): string =>
  clip.annotations?.title ?? promptCaption(clip, limit)

/** Returns what a clip without a title is called: `A lighthouse on a cliff… · dusk · take 2`. */
export const promptCaption = (clip: Captioned, limit?: number): string =>
  joined(firstWords(clip.request.prompt, limit), shortCaption(clip))

/** Returns what tells its prompt from the others of the batch; null where nothing but the prompt itself does. */
export function differenceWords({ place }: Pick<Captioned, 'place'>): string | null {
  const parts = differenceOf(place).map((part) => firstWords(part, longestPart))
  return parts.length > 0 ? parts.join(', ') : null
}

function detailsOf({ place, modelName }: Captioned): string {
  if (!place) return ''
  return joined(place.takes > 1 ? `take ${place.take}` : null, place.models > 1 ? modelName : null)
}

const joined = (...parts: readonly (string | null)[]): string => parts.filter(Boolean).join(' · ')
