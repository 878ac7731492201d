import * as z from 'zod'
import { GenerationRequest } from '../request'

/** A name that a person gave. */
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

/** A piece of prompt to put in where the cursor stands. */
export const Snippet = z.strictObject({
  id: SavedItemId,
  name: Name,
  text: z.string().min(1).max(maximumSnippetLength)
})
export type Snippet = z.infer<typeof Snippet>

/** A prompt that was sent, once however often it was. */
export const SentPrompt = z.strictObject({
  prompt: z.string(),
  lastSentAtMs: z.int(),
  times: z.int()
})
export type SentPrompt = z.infer<typeof SentPrompt>
