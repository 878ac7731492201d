import { localDay } from '@shared/local-day'
import { differenceOf, type BatchPlace } from '@shared/batch/batch-place'
import type { GenerationRequest } from '@shared/request'

/** Clip to be named. */
export interface NamedClip {
  readonly videoId: string
  readonly createdAtMs: number
  readonly request: GenerationRequest
  readonly place?: BatchPlace | null
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

/** Fields of a template for file names. A field without a value is an empty text. */
export const nameFields: Readonly<Record<string, NameField>> = {
  date: { valueOf: ({ createdAtMs }) => localDay(createdAtMs), givesWay: 'never' },
  shot: { valueOf: ({ place }) => safePart(place?.shot ?? ''), givesWay: 'shortened' },
  words: { valueOf: ({ request }) => wordsOf(request.prompt), givesWay: 'shortened' },
  variation: {
    valueOf: ({ place = null }) =>
      wordsOf(
        differenceOf(place)
          .filter((text) => text !== place?.shot)
          .join(' ')
      ),
    givesWay: 'shortened'
  },
  take: { valueOf: ({ place }) => (place && place.takes > 1 ? String(place.take) : ''), givesWay: 4 },
  model: { valueOf: ({ request }) => safePart(request.modelId), givesWay: 1 },
  aspect: { valueOf: ({ request }) => safePart(request.aspectRatio?.replace(':', 'x') ?? ''), givesWay: 2 },
  duration: {
    valueOf: ({ request }) => (request.durationSeconds === undefined ? '' : `${request.durationSeconds}s`),
    givesWay: 3
  }
}

function wordsOf(text: string): string {
  const words =
    text
      .normalize('NFC')
      .toLocaleLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.slice(0, mostWords).join('-')
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
