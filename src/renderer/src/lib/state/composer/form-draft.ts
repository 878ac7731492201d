import * as z from 'zod'
import { takesLimit } from '@shared/batch/batch-limits'
import type { Model } from '@shared/catalogue/model'
import type { PastedTable } from '@shared/lists/prompt-table'
import { GenerationRequest, ModelId } from '@shared/request'
import { isBlank } from '@shared/prompts/text-checks'

/** Everything that the form holds. Unlike a request that can be sent, its prompt may be empty or too long. */
export interface FormDraft {
  readonly request: GenerationRequest
  readonly takes: number
  readonly extraModelIds: readonly string[]
  readonly table: PastedTable | null
}

const StoredDraft = z.object({
  ...GenerationRequest.shape,
  prompt: z.string(),
  negativePrompt: z.string().optional(),
  takes: z.int().min(1).max(takesLimit).catch(1),
  extraModelIds: z.array(ModelId).catch([])
})

/** All of it but the table, which is kept beside it. */
export const writeDraft = ({ request, takes, extraModelIds }: FormDraft): string =>
  JSON.stringify({ ...request, takes, extraModelIds })

/** Null for what cannot be read. */
export function readDraft(text: string, table: PastedTable | null): FormDraft | null {
  const parsed = StoredDraft.safeParse(parseJson(text))
  if (!parsed.success) return null
  const { takes, extraModelIds, ...request } = parsed.data
  return { request, takes, extraModelIds, table }
}

export const isSameForm = (a: FormDraft, b: FormDraft): boolean =>
  a.table === b.table && writeDraft(a) === writeDraft(b)

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
    ...(takesIt && negativePrompt !== undefined && !isBlank(negativePrompt) && { negativePrompt }),
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
