import { aboutPrice } from '@shared/catalogue/request-body'
import { formatDollars } from '@shared/money/money'
import type { SpendCost, SpendRow } from '@shared/money/spend'
import type { Settings } from '@shared/settings'
import { plural } from '$lib/utils/format'
import { spentWords } from '$lib/utils/words/spent-words'

/** Returns what was charged and what the rest should cost; a dash where nothing is known. */
export const amountWords = (row: SpendCost): string =>
  spentWords(row) ?? (row.unknownCount > 0 ? '–' : formatDollars(0))

/** Returns the cost of what was made for an edit and is not in its cut. */
export const notCut = (whole: SpendCost, cut: SpendCost): SpendCost => ({
  generations: whole.generations - cut.generations,
  knownMicrodollars: whole.knownMicrodollars - cut.knownMicrodollars,
  unknownCount: whole.unknownCount - cut.unknownCount,
  aboutMicrodollars: whole.aboutMicrodollars - cut.aboutMicrodollars,
  unpricedCount: whole.unpricedCount - cut.unpricedCount
})

/** Returns the whole cost divided by the takes that are used, rejected ones included; a dash where none is. */
export function perCircledWords(row: SpendRow): string {
  if (!row.circledCount) return '–'
  const each = (row.knownMicrodollars + row.aboutMicrodollars) / row.circledCount
  return row.unknownCount > 0 ? aboutPrice(each) : formatDollars(each)
}

/**
 * Returns what is not measured: `about $7.68 for 4 clips, not confirmed`, and `1 charge not known` for what has no price
 * either; null where all is known.
 */
export function unknownWords({ aboutMicrodollars, unknownCount, unpricedCount }: SpendRow): string | null {
  const estimated = unknownCount - unpricedCount
  const words = [
    estimated > 0 &&
      `${aboutPrice(aboutMicrodollars)} for ${plural(estimated, 'clip', 'clips')}, not confirmed`,
    unpricedCount > 0 && `${plural(unpricedCount, 'charge', 'charges')} not known`
  ].filter(Boolean)
  return words.length > 0 ? words.join(' · ') : null
}

/** Returns `Limit $20.00 a day, $5.00 a batch`; null where there is no limit. */
export function limitWords({
  dayCapMicrodollars: day,
  batchCapMicrodollars: batch
}: Pick<Settings, 'dayCapMicrodollars' | 'batchCapMicrodollars'>): string | null {
  const limits = [
    day !== null && `${formatDollars(day)} a day`,
    batch !== null && `${formatDollars(batch)} a batch`
  ].filter((limit) => limit !== false)
  return limits.length > 0 ? `Limit ${limits.join(', ')}` : null
}
