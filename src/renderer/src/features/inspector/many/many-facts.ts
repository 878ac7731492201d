import { isChoice, isSet, parameters, valueWords } from '@shared/catalogue/parameters'
import { formatBytes } from '@shared/format-bytes'
import type { GenerationView } from '@shared/generation'
import type { Microdollars } from '@shared/money/money'
import { daySummary } from '$lib/state/grid/day-summary'
import { formatCount, formatLength, plural } from '$lib/utils/format'
import { leadingVideo } from '$lib/utils/phase'
import type { Fact } from '../details/facts'

/** Most clips that are summed up: the rows of more are not read. */
export const mostSummedUp = 200

/**
 * Returns `5 clips · 75 s · $9.60 · 640 kB` for several selected clips.
 *
 * @param rows Those whose rows are read. Unless they are all, nothing is summed up.
 */
export function manySummary(
  rows: readonly GenerationView[],
  count: number,
  priceOf: (generation: GenerationView) => Microdollars | null
): string {
  const clips = plural(count, 'clip', 'clips')
  if (rows.length < count) return clips
  const videos = rows.flatMap((row) => leadingVideo(row) ?? [])
  const lengthMs = videos.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0)
  const bytes = videos.reduce((sum, video) => sum + (video.bytes ?? 0), 0)
  const cost = daySummary(rows, priceOf).split(' · ').at(-1) ?? ''
  return [
    clips,
    lengthMs > 0 && formatLength(lengthMs),
    cost.includes('$') && cost,
    bytes > 0 && formatBytes(bytes)
  ]
    .filter(Boolean)
    .join(' · ')
}

/**
 * Returns what the clips have in common, and how many values there are of the rest.
 *
 * @param rows Those whose rows are read. Unless they are all, nothing is known of all.
 */
export function commonFacts(rows: readonly GenerationView[], count: number): readonly Fact[] {
  if (rows.length < count) return []
  const models = rows.map(({ modelName }) => modelName)
  const facts = parameters.filter(isChoice).map((parameter) => ({
    name: parameter.label,
    values: rows.map(({ request }) => {
      const value = request[parameter.name]
      return isSet(value) ? valueWords(parameter, value) : null
    })
  }))
  return [{ name: 'Model', values: models }, ...facts].flatMap(({ name, values }) => {
    const different = new Set(values)
    if (different.size > 1) return [{ name, value: `${formatCount(different.size)} different` }]
    const [value] = different
    return value ? [{ name, value }] : []
  })
}

/** Returns why length, cost and common facts of so many clips are not shown; null where they are. */
export const notSummedUp = (count: number): string | null =>
  count > mostSummedUp
    ? `Too many clips to show what they have in common. Select at most ${formatCount(mostSummedUp)}.`
    : null
