import { aboutPrice } from '@shared/catalogue/request-body'
import { formatDollars, type Microdollars } from '@shared/money/money'

interface Spent {
  readonly knownMicrodollars: Microdollars
  /** Estimate for the rest, as far as prices are known. */
  readonly aboutMicrodollars: Microdollars
}

/** Returns `$28.80`, `about $11.52` or `$28.80 + about $11.52`; null where the sum is zero. */
export function spentWords({ knownMicrodollars: known, aboutMicrodollars: about }: Spent): string | null {
  const words = [known > 0 && formatDollars(known), about > 0 && aboutPrice(about)].filter(Boolean)
  return words.length > 0 ? words.join(' + ') : null
}
