import * as z from 'zod'
import { GenerationRequest } from '../request'

/** Name that the user gave. */
const Name = z.string().trim().min(1).max(80)

/** Longest snippet, in UTF-16 units. */
export const maximumSnippetLength = 2000

export const SavedItemId = z.uuid()

/** A named set of parameters: a request without its prompt. */
export const Preset = z.strictObject({
  id: SavedItemId,
  name: Name,
  parameters: GenerationRequest.omit({ prompt: true })
})
export type Preset = z.infer<typeof Preset>

/** A piece of prompt to insert at the cursor. */
export const Snippet = z.strictObject({
  id: SavedItemId,
  name: Name,
  text: z.string().min(1).max(maximumSnippetLength)
})
export type Snippet = z.infer<typeof Snippet>

/** A sent prompt, listed once. */
export const SentPrompt = z.strictObject({
  prompt: z.string(),
  lastSentAtMs: z.int(),
  times: z.int()
})
export type SentPrompt = z.infer<typeof SentPrompt>
