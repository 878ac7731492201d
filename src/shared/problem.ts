import * as z from 'zod'

/** Codes of all failures that users can meet; shared by screens, rows and logs. */
const problemCodes = [
  'no_key',
  'key_rejected',
  'no_credit',
  'plan_lacks_model',
  'model_withdrawn',
  'bad_request',
  'content_refused',
  'cap_reached',
  'balance_short',
  'offline',
  'taken_back',
  'may_have_been_sent',
  'rate_limited',
  'provider_failed',
  'provider_unavailable',
  'not_the_api',
  'unknown_at_provider',
  'link_expired',
  'link_refused',
  'download_interrupted',
  'downloads_blocked',
  'wrong_kind_of_file',
  'too_large',
  'file_damaged',
  'file_missing',
  'disk_full',
  'folder_missing',
  'folder_read_only',
  'keychain_unavailable',
  'keychain_slow',
  'library_damaged',
  'library_newer',
  'library_in_use',
  'settings_not_read',
  'window_reloaded',
  'invalid_input',
  'not_found',
  'not_possible_now',
  'not_allowed',
  'shutting_down',
  'bug'
] as const
export const ProblemCode = z.enum(problemCodes)
export type ProblemCode = z.infer<typeof ProblemCode>

/** Whether the user was charged for what failed. */
const Charged = z.enum(['yes', 'no', 'not_known'])

/** A failure in words that the user can act on. Never contains the key, a full URL, or a stack. */
export const Problem = z.strictObject({
  code: ProblemCode,
  /** What happened, one or two sentences. */
  message: z.string().max(2000),
  /** What the user can do now. */
  advice: z.string().max(1000).optional(),
  /** The request field it concerns, so that the form can mark it. */
  field: z.string().max(64).optional(),
  /** What the service said, shown as a quotation. */
  theirWords: z.string().max(2000).optional(),
  /** Whether trying the same again is free of risk. */
  retryable: z.boolean(),
  charged: Charged.optional(),
  retryAfterMs: z.number().nonnegative().optional(),
  needBytes: z.number().nonnegative().optional(),
  freeBytes: z.number().nonnegative().optional()
})
export type Problem = z.infer<typeof Problem>

/** Returns what happened and what to do, in one text. */
export const sentencesOf = ({ message, advice }: Problem): string =>
  [message, advice].filter(Boolean).join(' ')

/** Returns the same with the service's words. */
export const allWordsOf = (problem: Problem): string =>
  problem.theirWords === undefined ? sentencesOf(problem) : `${sentencesOf(problem)} “${problem.theirWords}”`

/** Error that carries a problem; the IPC boundary turns it into an error envelope. */
export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    options?: ErrorOptions
  ) {
    super(problem.message, options)
    this.name = 'ProblemError'
  }
}
