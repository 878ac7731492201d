import type { Model } from '../../shared/catalogue/model'
import { estimatedPrice } from '../../shared/catalogue/request-body'
import type { Microdollars } from '../../shared/money/money'

/** What a second costs where the catalogue has no price. */
export const unlistedMicrodollarsPerSecond: Microdollars = 50_000

/** Seconds of video where neither the request nor the catalogue says. */
const usualVideoSeconds = 5

/** How long the video will be: as asked, else as the model makes it. */
export function videoSeconds(duration: unknown, model: Model | undefined): number {
  const asked = typeof duration === 'string' || typeof duration === 'number' ? Number(duration) : Number.NaN
  return Number.isFinite(asked) && asked > 0 ? asked : (model?.durations?.initial ?? usualVideoSeconds)
}

/** What one accepted job costs; the same request always costs the same. */
export function priceOf(
  modelId: string,
  seconds: number,
  model: Model | undefined,
  resolution?: unknown
): Microdollars {
  const size = typeof resolution === 'string' ? { resolution } : {}
  const listed = estimatedPrice({ modelId, durationSeconds: seconds, ...size }, model)
  return Math.round(listed ?? unlistedMicrodollarsPerSecond * seconds)
}
