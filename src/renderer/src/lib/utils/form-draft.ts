import * as z from 'zod'
import { takesLimit } from '@shared/batch-limits'
import type { Model } from '@shared/catalogue/model'
import type { TableFormat } from '@shared/prompt-table'
import { GenerationRequest, ModelId } from '@shared/request'

/** A pasted list as the form keeps it. */
export interface TableText {
  readonly text: string
  readonly format: TableFormat
}

/** Everything that the form holds. Unlike a request that can be sent, its prompt may be empty or too long. */
export interface FormDraft {
  readonly request: GenerationRequest
  readonly takes: number
  readonly extraModelIds: readonly string[]
  readonly table: TableText | null
}

const StoredDraft = z.object({
  ...GenerationRequest.shape,
  prompt: z.string(),
  negativePrompt: z.string().optional(),
  takes: z.int().min(1).max(takesLimit).catch(1),
  extraModelIds: z.array(ModelId).catch([]),
  table: z
    .object({ text: z.string(), format: z.enum(['lines', 'comma', 'semicolon', 'tab']) })
    .nullable()
    .catch(null)
})

/** As much as is kept of a draft; see the contract. */
const storedLength = 20_000

export function writeDraft({ request, ...rest }: FormDraft): string {
  const whole = JSON.stringify({ ...request, ...rest })
  // A long list has a file of its own somewhere; the prompt has only this.
  return whole.length <= storedLength ? whole : JSON.stringify({ ...request, ...rest, table: null })
}

/** Null for what cannot be read. */
export function readDraft(text: string): FormDraft | null {
  const parsed = StoredDraft.safeParse(parseJson(text))
  if (!parsed.success) return null
  const { takes, extraModelIds, table, ...request } = parsed.data
  return { request, takes, extraModelIds, table }
}

/** A request that was copied as JSON, alone; null for any other text. */
export function readRequest(text: string): GenerationRequest | null {
  return GenerationRequest.safeParse(parseJson(text)).data ?? null
}

/** What goes out: without what is empty, and without a negative prompt where the model takes none. */
export function sendable(
  { prompt: _prompt, negativePrompt, further = {}, ...rest }: GenerationRequest,
  model: Model | undefined
): Omit<GenerationRequest, 'prompt'> {
  const takesIt = model === undefined || model.isOpen === true || model.negativePrompt === true
  return {
    ...rest,
    ...(takesIt && negativePrompt?.trim() && { negativePrompt }),
    ...(Object.keys(further).length > 0 && { further })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
