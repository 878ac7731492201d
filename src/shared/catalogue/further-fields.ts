import type { GenerationRequest } from '../request'
import type { FurtherField, Model } from './model'

export type FurtherValue = NonNullable<GenerationRequest['further']>[string]

/**
 * Fields that a free field may never stand in for: the key, what the request says already, and where the service
 * would send the result, or somebody's own mark on it. By letters and digits alone, as a service may read them.
 */
const reserved = /^(api)?key$|^model(id)?$|^prompt$|^track(ing)?id$|webhook|callback|^(bearer|authorization)$/

/** Returns whether a field is none of the user's, however its name is written: `webhook`, `Web_Hook`, `CALLBACK-URL`. */
export const isReserved = (name: string): boolean =>
  reserved.test(
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
  )

/** Returns fields without those that are reserved; undefined where none is left. */
export function withoutReserved(further: GenerationRequest['further']): GenerationRequest['further'] {
  const kept = Object.entries(further ?? {}).filter(([name]) => !isReserved(name))
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

/** The further fields of a request that are sent: those of the model, or all of one that is not described. */
export function furtherFieldsToSend(
  request: GenerationRequest,
  model: Model | undefined
): Readonly<Record<string, FurtherValue>> {
  const known = model?.further ?? {}
  const isSent = (name: string): boolean =>
    !isReserved(name) && (!model || model.isOpen === true || Object.hasOwn(known, name))
  return Object.fromEntries(Object.entries(request.further ?? {}).filter(([name]) => isSent(name)))
}

/** What a further field wants instead of a value, as the end of a sentence; null where the value fits. */
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
