import type { MappedRequest } from '@shared/catalogue/map-request'
import type { FormDraft } from './form-draft'

/** Returns what another model changed, in one line; null where nothing changed. */
export function noteOf({ changes, additions }: MappedRequest): string | null {
  const lines = [...changes, ...(additions.length > 0 ? [`Added: ${additions.join(', ')}`] : [])]
  return lines.length > 0 ? lines.join(' · ') : null
}

/** Returns what a filling removes besides prompt and settings: `, without the list and the takes`. */
export function withoutWords(before: FormDraft, after: FormDraft): string {
  const gone = [
    ...(before.table && !after.table ? ['the list'] : []),
    ...(before.takes > after.takes ? ['the takes'] : []),
    ...(before.extras.length > after.extras.length ? ['the other models'] : [])
  ]
  return gone.length > 0 ? `, without ${new Intl.ListFormat('en-GB').format(gone)}` : ''
}
