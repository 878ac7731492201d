import { localDay } from '@shared/local-day'
import { differenceOf, type BatchPlace } from '@shared/batch/batch-place'
import type { NameFieldName } from '@shared/names/name-template'
import type { GenerationRequest } from '@shared/request'

/** Clip to be named. */
export interface NamedClip {
  readonly videoId: string
  readonly createdAtMs: number
  readonly request: GenerationRequest
  readonly place?: BatchPlace | null
  /** Names of the project and the shot that it is in, and its number within the shot. */
  readonly project?: string | null
  readonly shot?: string | null
  readonly take?: number | null
}

/**
 * How a field gives way where the disk takes only short names. A number: it is left out, the lowest first. `shortened`:
 * it is cut to the room that the others leave.
 */
type GivesWay = 'never' | 'shortened' | number

interface NameField {
  readonly valueOf: (clip: NamedClip) => string
  readonly givesWay: GivesWay
}

const mostWords = 6

/** Fields of a template for file names, except for the id. A field without a value is an empty text. */
export const nameFields: Readonly<Record<Exclude<NameFieldName, 'id'>, NameField>> = {
  date: { valueOf: ({ createdAtMs }) => localDay(createdAtMs), givesWay: 'never' },
  time: { valueOf: ({ createdAtMs }) => localTime(createdAtMs), givesWay: 5 },
  project: { valueOf: ({ project }) => safePart(project ?? ''), givesWay: 'shortened' },
  shot: { valueOf: ({ shot, place }) => safePart(shot ?? place?.shot ?? ''), givesWay: 'shortened' },
  words: { valueOf: ({ request }) => wordsOf(request.prompt, mostWords), givesWay: 'shortened' },
  prompt: { valueOf: ({ request }) => wordsOf(request.prompt), givesWay: 'shortened' },
  variation: {
    valueOf: ({ place = null }) =>
      wordsOf(
        differenceOf(place)
          .filter((text) => text !== place?.shot)
          .join(' '),
        mostWords
      ),
    givesWay: 'shortened'
  },
  take: { valueOf: takeOf, givesWay: 4 },
  model: { valueOf: ({ request }) => safePart(request.modelId), givesWay: 1 },
  aspect: { valueOf: ({ request }) => safePart(request.aspectRatio?.replace(':', 'x') ?? ''), givesWay: 2 },
  duration: {
    valueOf: ({ request }) => (request.durationSeconds === undefined ? '' : `${request.durationSeconds}s`),
    givesWay: 3
  },
  seed: { valueOf: ({ request }) => safePart(String(request.further?.['seed'] ?? '')), givesWay: 0 }
}

/** Returns the number within the shot; else that among equal requests, where there are several. */
function takeOf({ take, place }: NamedClip): string {
  if (take !== undefined && take !== null) return String(take)
  return place && place.takes > 1 ? String(place.take) : ''
}

/** Returns the local time of day: `14-05-09`. */
function localTime(atMs: number): string {
  const date = new Date(atMs)
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((number) => String(number).padStart(2, '0'))
    .join('-')
}

function wordsOf(text: string, most?: number): string {
  const words =
    text
      .normalize('NFC')
      .toLocaleLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.slice(0, most).join('-')
}

/** Characters that Windows, macOS or Linux forbid, and those that would disguise a name. */
export const forbidden = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu

/** Returns a text as a part of a file name that every system takes. */
export const safePart = (text: string): string =>
  text
    .normalize('NFC')
    .replace(forbidden, '-')
    .replace(/\s+/g, '-')
    .replace(/^[.\-\s]+|[.\s]+$/g, '')
