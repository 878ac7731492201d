import * as z from 'zod'
import { EditId } from '../library/clip-uses'
import { EditView } from '../library/edits'
import { StepId } from '../library/undo'
import { call, Nothing } from './parts'

const OneEdit = z.strictObject({ id: EditId })

/** Calls about project files of editors. They come in as drops on the window. */
export const editCalls = {
  /** The edits that were read, the latest first. */
  'edits.list': call(Nothing, z.strictObject({ edits: z.array(EditView) })),
  /** Reads the file of an edit again, and says what it has. */
  'edits.readAgain': call(OneEdit, z.strictObject({ message: z.string() })),
  'edits.remove': call(OneEdit.extend({ step: StepId.optional() }), Nothing)
} as const
