import type { GridSection } from './grid-layout'

/** Where a month begins in the grid. */
export interface Month {
  readonly year: number
  /** From 1. */
  readonly month: number
  readonly top: number
}

/** Returns the months of a grid, from its top. */
export function monthsOf(sections: readonly GridSection[]): readonly Month[] {
  const months: Month[] = []
  for (const { day, top } of sections) {
    const [year, month] = [Math.floor(day / 10_000), Math.floor(day / 100) % 100]
    const last = months.at(-1)
    if (last?.year !== year || last.month !== month) months.push({ year, month, top })
  }
  return months
}

/** Returns the month that is at a height. */
export const monthAt = (months: readonly Month[], top: number): Month | undefined =>
  months.findLast((month) => month.top <= top) ?? months[0]
