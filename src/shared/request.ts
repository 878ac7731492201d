import * as z from 'zod'

/** Longest prompt the form takes, in UTF-16 units; the API documents no limit of its own. */
export const maximumPromptLength = 5000

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
const Text = z
  .string()
  .max(maximumPromptLength)
  .refine((text) => !text.includes('\0') && !loneSurrogate.test(text), 'holds characters that can’t be sent')

/** In place of a model's id for videos that were made elsewhere. No request with it is ever sent. */
export const importedModelId = 'imported'

/** The id of a model at ModelsLab; case matters (`Hailuo-2.3-t2v`). */
export const ModelId = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\w][\w .:/-]*$/)

/** What the user asked for: everything a generation sends, without the key. */
export const GenerationRequest = z.strictObject({
  modelId: ModelId,
  prompt: Text.refine((text) => text.trim() !== '', 'is empty'),
  negativePrompt: Text.optional(),
  /** As the model spells it: `16:9`, and for some models `1280x720`. */
  aspectRatio: z.string().max(20).optional(),
  durationSeconds: z.int().min(1).max(60).optional(),
  /** As the model spells it: `720`, `720p`, `1920x1080`. */
  resolution: z.string().max(20).optional(),
  generateAudio: z.boolean().optional(),
  enhancePrompt: z.boolean().optional(),
  /** Fields of this model that the form has no control of its own for. */
  further: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
      z.union([z.string().max(2000), z.number(), z.boolean()])
    )
    .optional()
})
export type GenerationRequest = z.infer<typeof GenerationRequest>
