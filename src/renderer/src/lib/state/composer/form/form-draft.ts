import * as z from 'zod'
import { takesLimit } from '@shared/batch/batch-limits'
import { longestShot } from '@shared/batch/batch-place'
import type { Model } from '@shared/catalogue/model'
import { isSet, isTaken, textParameters, type TextParameter } from '@shared/catalogue/parameters'
import type { PastedTable } from '@shared/lists/prompt-table'
import { GenerationRequest, ModelId } from '@shared/request'

/** Settings that a further model has of its own, as a person set them. */
export type OwnSettings = Omit<GenerationRequest, 'modelId' | 'prompt'>

/** A further model that the prompt goes to. Settings that it does not have of its own follow those of the form. */
export interface ChosenExtra {
  readonly id: string
  readonly own: OwnSettings
}

/** Everything that the form holds. Unlike a request that can be sent, its prompt may be empty or too long. */
export interface FormDraft {
  readonly request: GenerationRequest
  readonly takes: number
  readonly extras: readonly ChosenExtra[]
  /** Name of the shot that the clips are for; empty without one. */
  readonly shot: string
  readonly table: PastedTable | null
}

/** Texts of a draft may be too long to send. */
const texts = Object.fromEntries(textParameters.map(({ name }) => [name, z.string().optional()])) as Readonly<
  Record<TextParameter['name'], z.ZodOptional<z.ZodString>>
>

const StoredExtra = z.object({
  id: ModelId,
  own: GenerationRequest.omit({ modelId: true, prompt: true }).catch({})
})

const StoredDraft = z.object({
  ...GenerationRequest.shape,
  prompt: z.string(),
  ...texts,
  takes: z.int().min(1).max(takesLimit).catch(1),
  extras: z.array(StoredExtra).catch([]),
  shot: z.string().max(longestShot).catch('')
})

/** Writes all of it except the table, which is stored separately. */
export const writeDraft = ({ request, takes, extras, shot }: FormDraft): string =>
  JSON.stringify({ ...request, takes, extras, shot })

/** Reads a stored draft; null where it cannot be read. */
export function readDraft(text: string, table: PastedTable | null): FormDraft | null {
  const parsed = StoredDraft.safeParse(parseJson(text))
  if (!parsed.success) return null
  const { takes, extras, shot, ...request } = parsed.data
  return { request, takes, extras, shot, table }
}

export const isSameForm = (a: FormDraft, b: FormDraft): boolean =>
  a.table === b.table && writeDraft(a) === writeDraft(b)

/** Reads a request copied as JSON; null for any other text. */
export function readRequest(text: string): GenerationRequest | null {
  return GenerationRequest.safeParse(parseJson(text)).data ?? null
}

/** Returns the settings to send: without empty texts and fields, and without texts that the model does not take. */
export function sendable(
  { prompt: _prompt, further = {}, ...settings }: GenerationRequest,
  model: Model | undefined
): Omit<GenerationRequest, 'prompt'> {
  const sent = { ...settings }
  for (const parameter of textParameters) {
    const { name } = parameter
    if (!isSet(sent[name]) || !isTaken(parameter, model)) Reflect.deleteProperty(sent, name)
  }
  return { ...sent, ...(Object.keys(further).length > 0 && { further }) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
