import { aboutPrice } from '@shared/catalogue/request-body'
import { formatDollars } from '@shared/money'
import type { SpendRow } from '@shared/spend'
import { plural } from '$lib/utils/format'

/** What is known to have been charged; a dash where nothing at all is known. */
export const amountWords = (row: SpendRow): string =>
  row.knownMicrodollars === 0 && row.unknownCount > 0 ? '–' : formatDollars(row.knownMicrodollars)

/** `2 charges not known (about $3.84)`, `3 charges not known (2 of them about $3.84)`; null where all is known. */
export function unknownWords({ unknownCount, aboutMicrodollars, unpricedCount }: SpendRow): string | null {
  if (unknownCount === 0) return null
  const pricedCount = unknownCount - unpricedCount
  const which = unpricedCount > 0 ? `${pricedCount} of them ` : ''
  const about = pricedCount > 0 ? ` (${which}${aboutPrice(aboutMicrodollars)})` : ''
  return `${plural(unknownCount, 'charge', 'charges')} not known${about}`
}

const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric'
})

/** `2026-11-22` as a day that people say. */
export const dayWords = (key: string): string => day.format(new Date(`${key}T12:00:00`))
