/** A list of numbers in brief. */
export interface Summary {
  readonly count: number
  readonly median: number
  readonly p95: number
  readonly smallest: number
  readonly largest: number
  /** Median distance from the median: the usual spread, whatever one outlier did. */
  readonly spread: number
}

/**
 * Returns the value below which a share of the sorted values is, interpolated between neighbours.
 * @param share From 0 to 1.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) throw new Error('No values to summarise')
  return below + (above - below) * (place - Math.floor(place))
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export function summarise(values: readonly number[]): Summary {
  const middle = median(values)
  return {
    count: values.length,
    median: middle,
    p95: quantile(values, 0.95),
    smallest: Math.min(...values),
    largest: Math.max(...values),
    spread: median(values.map((value) => Math.abs(value - middle)))
  }
}

/**
 * Divides each value by the floor that was measured beside it. Where the machine slows down during a run, both sides
 * of a pair slow down, and their ratio stays.
 */
export function ratios(values: readonly number[], floors: readonly number[]): readonly number[] {
  if (values.length !== floors.length) {
    throw new Error(`${values.length} values cannot be paired with ${floors.length} floors`)
  }
  return values.map((value, index) => value / (floors[index] ?? Number.NaN))
}
