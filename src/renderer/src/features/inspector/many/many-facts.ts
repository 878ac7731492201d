import { isChoice, isSet, parameters, valueWords } from '@shared/catalogue/parameters'
import { formatBytes } from '@shared/format-bytes'
import type { GenerationView } from '@shared/generation'
import type { Microdollars } from '@shared/money/money'
import { daySummary } from '$lib/state/grid/day-summary'
import { formatCount, formatLength, plural } from '$lib/utils/format'
import { leadingVideo } from '$lib/utils/phase'
import type { Fact } from '../details/facts'

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

/** Returns what the clips have in common, and how many values there are of the rest. */
export function commonFacts(rows: readonly GenerationView[]): readonly Fact[] {
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
