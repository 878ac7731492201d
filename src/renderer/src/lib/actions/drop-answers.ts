import type { DropAnswer } from '@shared/drop'
import { quoted } from '@shared/search/tokens'
import type { Services } from '../services'
import { openInspector, showClip } from './clip-commands'

/** Shows what became of files that were dropped on the window. */
export async function showDropped(services: Services, answer: DropAnswer): Promise<void> {
  const { errors, search, toasts } = services
  switch (answer.kind) {
    case 'clip':
      toasts.show({ text: answer.message, kind: 'dropped clip' })
      await showClip(services, answer.id)
      await errors.attempt('Couldn’t show this clip', () => openInspector(services))
      return
    case 'edit': {
      const chip = `edit:${quoted(answer.name)}`
      toasts.show({ text: answer.message, action: { label: 'Show', run: () => search.setText(chip) } })
      return
    }
    case 'done':
      toasts.show({ text: answer.message })
      return
    case 'refused':
      errors.show(answer.problem)
  }
}
