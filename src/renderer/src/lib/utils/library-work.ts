import type { LibraryView } from '@shared/app-state'
import { formatCount } from './format'

/** Returns what goes on with the library in the background, such as `Checking files… 12,400 of 100,000`. */
export function libraryWork({ checking, indexing, sidecars }: LibraryView): string | null {
  if (checking) return `Checking files… ${outOf(checking)}`
  if (indexing) return `Indexing for search… ${outOf(indexing)}`
  return sidecars.writing && `Writing sidecars… ${outOf(sidecars.writing)}`
}

const outOf = ({ done, total }: NonNullable<LibraryView['checking']>): string =>
  `${formatCount(done)} of ${formatCount(total)}`
