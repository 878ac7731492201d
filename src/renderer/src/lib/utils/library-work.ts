import type { LibraryView } from '@shared/app-state'
import { formatCount } from './format'

/** Returns what goes on with the library in the background, such as `Checking files… 12,400 of 100,000`. */
export function libraryWork({ checking, indexing }: LibraryView): string | null {
  if (checking) return `Checking files… ${outOf(checking)}`
  return indexing && `Indexing for search… ${outOf(indexing)}`
}

const outOf = ({ done, total }: NonNullable<LibraryView['checking']>): string =>
  `${formatCount(done)} of ${formatCount(total)}`
