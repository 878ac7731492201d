import * as z from 'zod'
import { ImportKind, ImportReport } from '../library/imports'
import { call, Nothing } from './parts'

/** Calls about videos from elsewhere. Which files they are is chosen in a dialog of the main process. */
export const importCalls = {
  /** Opens the file dialog and imports what is chosen; answers when it is done. Null if the dialog was cancelled. */
  'imports.choose': call(
    z.strictObject({ kind: ImportKind }),
    z.strictObject({ report: ImportReport.nullable() })
  ),
  /** Ends the import that is running; what was imported by then stays. */
  'imports.stop': call(Nothing, Nothing)
} as const
