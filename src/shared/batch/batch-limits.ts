/** Maximum number of requests of one press. */
export const batchLimit = 64

/** Maximum number of takes of one request in one press. */
export const takesLimit = 8
