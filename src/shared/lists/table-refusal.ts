import { batchLimit } from '../batch/batch-limits'
import type { Problem } from '../problem'

/** Builds the problem of a table that cannot be read. */
export const tableRefusal = (message: string, advice: string): Problem => ({
  code: 'bad_request',
  field: 'table',
  message,
  advice,
  retryable: false,
  charged: 'no'
})

/** Refuses more rows than one press makes; null where they are few enough. */
export const tooManyRows = (count: number): Problem | null =>
  count > batchLimit
    ? tableRefusal(
        `This has ${count.toLocaleString('en-US')} rows. The limit is ${batchLimit}.`,
        'Paste it in parts.'
      )
    : null
