import { aboutPrice } from '@shared/catalogue/request-body'
import { formatDollars, type Microdollars } from '@shared/money/money'

interface Spent {
  readonly knownMicrodollars: Microdollars
  /** What the rest should cost, as far as there are prices. */
  readonly aboutMicrodollars: Microdollars
}

/** `$28.80`, `about $11.52`, `$28.80 + about $11.52`; null where it comes to nothing. */
export function spentWords({ knownMicrodollars: known, aboutMicrodollars: about }: Spent): string | null {
  const words = [known > 0 && formatDollars(known), about > 0 && aboutPrice(about)].filter(Boolean)
  return words.length > 0 ? words.join(' + ') : null
}
