import type { GenerationRequest } from '../request'
import type { FurtherField, Model } from './model'

export type FurtherValue = NonNullable<GenerationRequest['further']>[string]

/**
 * Names that a free field must not have: the key, what the request already contains, and where the service sends
 * the result or tracks it. Compared by letters and digits alone, because a service may read names that way.
 */
const reserved = /^(api)?key$|^model(id)?$|^prompt$|^track(ing)?id$|webhook|callback|^(bearer|authorization)$/

/** Returns whether a field is reserved, in any spelling: `webhook`, `Web_Hook`, `CALLBACK-URL`. */
export const isReserved = (name: string): boolean =>
  reserved.test(
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
  )

/** Returns fields without reserved ones; undefined where none is left. */
export function withoutReserved(further: GenerationRequest['further']): GenerationRequest['further'] {
  const kept = Object.entries(further ?? {}).filter(([name]) => !isReserved(name))
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

/** Returns the further fields to send: those of the model, or all of a model that is not described. */
export function furtherFieldsToSend(
  request: GenerationRequest,
  model: Model | undefined
): Readonly<Record<string, FurtherValue>> {
  const known = model?.further ?? {}
  const isSent = (name: string): boolean =>
    !isReserved(name) && (!model || model.isOpen === true || Object.hasOwn(known, name))
  return Object.fromEntries(Object.entries(request.further ?? {}).filter(([name]) => isSent(name)))
}

/** Returns what a field expects instead of a value, as the end of a sentence; null where the value fits. */
export function furtherFieldWants(field: FurtherField, value: FurtherValue): string | null {
  switch (field.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? null : 'is on or off'
    case 'number':
      return field.choices.includes(value as number) ? null : `is one of ${field.choices.join(', ')}`
    case 'url':
      return typeof value === 'string' && /^https?:\/\/[^\s/]+/i.test(value)
        ? null
        : 'is an address that starts with https://'
  }
}
