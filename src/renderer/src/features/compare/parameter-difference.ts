import { isSet, parameters, valueWords } from '@shared/catalogue/parameters'
import type { GenerationView } from '@shared/generation'
import { chargeOf } from '$lib/utils/words/charge-words'
import { leadingVideo } from '$lib/utils/phase'

/** A setting or fact with a value for each clip; null where a clip has none. */
export interface DifferenceRow {
  readonly name: string
  readonly values: readonly (string | null)[]
}

/** Returns the settings and facts, other than the prompt, in which clips differ. */
export function parameterDifference(clips: readonly GenerationView[]): readonly DifferenceRow[] {
  const furtherNames = [...new Set(clips.flatMap(({ request }) => Object.keys(request.further ?? {})))]
  const rows: readonly DifferenceRow[] = [
    { name: 'Model', values: clips.map(({ modelName }) => modelName) },
    ...parameters.map((parameter) => ({
      name: parameter.label,
      values: clips.map(({ request }) => {
        const value = request[parameter.name]
        return isSet(value) ? valueWords(parameter, value) : null
      })
    })),
    ...furtherNames.map((name) => ({
      name,
      values: clips.map(({ request }) => {
        const value = request.further?.[name]
        return value === undefined ? null : String(value)
      })
    })),
    { name: 'Picture', values: clips.map(pictureOf) },
    { name: 'Cost', values: clips.map(chargeOf) }
  ]
  return rows.filter(({ values }) => new Set(values).size > 1)
}

function pictureOf(generation: GenerationView): string | null {
  const video = leadingVideo(generation)
  if (!video?.width || !video.height) return null
  const rate = video.framesPerSecond === null ? '' : `, ${Number(video.framesPerSecond.toFixed(2))} fps`
  return `${video.width} × ${video.height}${rate}`
}
