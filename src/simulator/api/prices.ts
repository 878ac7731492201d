import type { Model } from '../../shared/catalogue/model'
import { estimatedPrice } from '../../shared/catalogue/request-body'
import type { Microdollars } from '../../shared/money/money'

/** Price of a second where the catalogue has none. */
const unlistedMicrodollarsPerSecond: Microdollars = 50_000

/** Duration where neither the request nor the catalogue has one. */
const usualVideoSeconds = 5

/** Returns the duration of the video: the requested one, or the model's default. */
export function videoSeconds(duration: unknown, model: Model | undefined): number {
  const asked = typeof duration === 'string' || typeof duration === 'number' ? Number(duration) : Number.NaN
  return Number.isFinite(asked) && asked > 0 ? asked : (model?.durations?.initial ?? usualVideoSeconds)
}

/** Returns the price of a job; the same request always costs the same. */
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
