/** Most clips that the contract allows in one call. */
const mostAtOnce = 500

/** Splits clips into as many as one call takes. */
export const inParts = <Id>(ids: readonly Id[]): Id[][] =>
  Array.from({ length: Math.ceil(ids.length / mostAtOnce) }, (_, part) =>
    ids.slice(part * mostAtOnce, (part + 1) * mostAtOnce)
  )
