import type { Annotations } from '@shared/library/annotations'

/** Returns in words what a tile shows of what the user said; empty for nothing. */
export const markWords = ({ stars, isFavourite, isRejected, isCircled }: Annotations): string =>
  [
    isCircled && 'circled take',
    stars > 0 && (stars === 1 ? '1 star' : `${stars} stars`),
    isFavourite && 'favourite',
    isRejected && 'rejected'
  ]
    .filter((part) => part !== false)
    .join(', ')
