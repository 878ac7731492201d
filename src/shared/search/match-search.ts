import { isDifferent, silenceDecibels } from '../media/content-checks'
import { clipShape, isImported, isUsable, type GenerationView } from '../generation'
import { tagKey } from '../library/annotations'
import { isOnTimeline } from '../library/clip-uses'
import { foldText } from '../prompts/search-text'
import type { Feature, Filter, Range, Search, Term } from './search'

/** Keeps fields apart: no search holds it. */
export const fieldSeparator = '\u001F'

/** What is searched of a clip, as it is stored. */
export interface SearchedTexts {
  /** Prompt, rewritten prompt, negative prompt, file names, title, notes and tags, as far as they exist. */
  readonly texts: readonly string[]
  /** Id and name of the model. */
  readonly model: readonly string[]
}

/** What is searched of a clip, folded. */
export interface FoldedTexts {
  readonly text: string
  readonly model: string
}

export const foldTexts = ({ texts, model }: SearchedTexts): FoldedTexts => ({
  text: texts.map(foldText).join(fieldSeparator),
  model: model.map(foldText).join(fieldSeparator)
})

/** Returns whether a folded term occurs. */
export const hasTerm = ({ text, model }: FoldedTexts, term: Term): boolean =>
  model.includes(term.text) || (term.place === 'anywhere' && text.includes(term.text))

/** What a search reads of a clip. */
export type SearchedClip = Pick<
  GenerationView,
  | 'request'
  | 'modelName'
  | 'enhancedPrompt'
  | 'state'
  | 'createdAtUs'
  | 'chargedMicrodollars'
  | 'resendOf'
  | 'origin'
  | 'videos'
  | 'annotations'
  | 'uses'
>

/**
 * Returns whether a search finds a clip: the same as the database's conditions, as a property test shows. Only for
 * searches of which `isInRow` is true.
 */
export function matchesSearch(clip: SearchedClip, { parts }: Search): boolean {
  if (parts.length === 0) return true
  const folded = foldTexts(searchedTexts(clip))
  return parts.every(
    ({ test, isExcluded }) =>
      isExcluded !== (test.kind === 'term' ? hasTerm(folded, test) : passesFilter(clip, test))
  )
}

function searchedTexts(clip: SearchedClip): SearchedTexts {
  const { request, modelName, enhancedPrompt, videos, annotations } = clip
  const texts = [
    request.prompt,
    enhancedPrompt,
    request.negativePrompt,
    ...videos.map(({ fileName }) => fileName),
    annotations.title,
    annotations.notes,
    ...annotations.tags
  ]
  return { texts: texts.filter((text) => typeof text === 'string'), model: [request.modelId, modelName] }
}

function passesFilter(clip: SearchedClip, filter: Filter): boolean {
  switch (filter.kind) {
    case 'state':
      return filter.states.includes(clip.state)
    case 'is':
      return hasFeature[filter.feature](clip)
    case 'aspect':
      return isWithin(filter, clipShape(clip))
    case 'duration':
      return isWithin(filter, secondsOf(clip))
    case 'created':
      return isWithin(filter, clip.createdAtUs)
    case 'cost':
      return isWithin(filter, clip.chargedMicrodollars)
    case 'stars':
      return isWithin(filter, clip.annotations.stars)
    case 'tag':
      return clip.annotations.tags.some((tag) => tagKey(tag) === filter.tag)
    case 'edit':
      return clip.uses.some(({ edit }) => foldText(edit).includes(filter.name))
    case 'item':
    case 'same_prompt':
      throw new Error('A row does not have the names of its items, nor other rows')
  }
}

const isWithin = ({ from, to }: Range, value: number | null): boolean =>
  value !== null && (from === null || value >= from) && (to === null || value < to)

/** Returns the length of the file, or else the one that was asked for. */
function secondsOf({ request, videos }: Pick<SearchedClip, 'request' | 'videos'>): number | null {
  const known = videos.find(({ durationMs }) => durationMs)
  return known?.durationMs ? known.durationMs / 1000 : (request.durationSeconds ?? null)
}

const hasFeature: Readonly<Record<Feature, (clip: SearchedClip) => boolean>> = {
  missing: ({ videos }) => videos.some(({ state }) => state === 'missing'),
  changed: ({ videos }) => videos.some(({ state }) => state === 'changed'),
  refused: ({ videos }) => videos.some(({ state }) => state === 'refused'),
  resent: ({ resendOf }) => resendOf !== null,
  silent: ({ videos }) =>
    videos.some(
      ({ sha256, audioCodec, checks }) =>
        sha256 !== null && (audioCodec === null || (checks?.peakDecibels ?? 0) < silenceDecibels)
    ),
  black: ({ videos }) => videos.some(({ checks }) => (checks?.blackMs ?? 0) > 0),
  frozen: ({ videos }) => videos.some(({ checks }) => (checks?.frozenMs ?? 0) > 0),
  variable: ({ videos }) => videos.some(({ traits }) => traits.includes('variable_frame_rate')),
  different: isDifferent,
  circled: ({ annotations }) => annotations.isCircled,
  rejected: ({ annotations }) => annotations.isRejected,
  favourite: ({ annotations }) => annotations.isFavourite,
  dragged: ({ annotations }) => annotations.handedOffAtMs !== null,
  imported: isImported,
  used: ({ uses }) => uses.some(isOnTimeline),
  unused: ({ uses, videos }) => videos.some(isUsable) && !uses.some(isOnTimeline)
}
