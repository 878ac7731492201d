import * as z from 'zod'
import { call, Nothing } from './parts'

/** Calls for somebody who needs help, or reports a problem. */
export const helpCalls = {
  /** Shows the log in the file manager. */
  'help.showLog': call(Nothing, Nothing),
  'help.showCrashReports': call(Nothing, Nothing),
  /** What can be given away with a report: no prompt, key, path or name. */
  'help.diagnostics': call(
    Nothing,
    z.strictObject({ text: z.string(), crashReports: z.int().nonnegative() })
  ),
  'help.copyDiagnostics': call(Nothing, Nothing)
} as const
