/** The most requests that one press makes. */
export const batchLimit = 64

/** The most takes of one request in one press. */
export const takesLimit = 8
