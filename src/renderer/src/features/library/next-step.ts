import type { GenerationView } from '@shared/generation'
import type { Services } from '$lib/services'
import { isModelGone, isRefused, mayHaveBeenSent, waitsForFolder } from '$lib/utils/phase'

/** The one action on a card; all others are in the inspector. */
export interface NextStep {
  readonly title: string
  readonly run: (services: Services, generation: GenerationView) => void
}

/** Returns the action. Steps that need an explanation, or may be charged again, open the inspector. */
const openInspector = ({ app, window }: Services): void => {
  if (window.isNarrow) window.setOverlay(true)
  else if (!app.state.settings.inspectorOpen) void app.updateSettings({ inspectorOpen: true })
}

const runOn: NextStep = {
  title: 'Run again on…',
  run: (services, { id }) => {
    services.selection.select(id)
    openInspector(services)
    services.press.forgetQuestion()
    services.window.open('run_on')
  }
}

export function nextStep(generation: GenerationView): NextStep | null {
  if (isModelGone(generation)) return runOn
  switch (generation.state) {
    case 'unconfirmed':
      return { title: 'Check my account', run: openInspector }
    case 'failed':
      if (generation.remoteId !== null && generation.problem?.retryable) {
        return { title: 'Check again', run: ({ actions }, { id }) => void actions.checkAgain(id) }
      }
      return generation.problem?.code === 'provider_failed'
        ? { title: 'Copy support report', run: ({ actions }, { id }) => void actions.copyReport(id) }
        : { title: 'See what to do', run: openInspector }
    case 'queued':
      if (mayHaveBeenSent(generation)) return { title: 'See what to do', run: openInspector }
      if (generation.waitingFor === 'click') {
        return { title: 'Send now', run: ({ actions }, { id }) => void actions.release(id) }
      }
      if (generation.waitingFor === 'key') {
        return { title: 'Add your key', run: ({ window }) => window.openSettings('key') }
      }
      if (generation.waitingFor === 'credit') {
        return {
          title: 'Add credit',
          run: ({ client, errors }) =>
            void errors.attempt('Could not open the page', () =>
              client.call('app.openLink', { link: 'modelslab_credit' })
            )
        }
      }
      return null
    case 'ready':
      return { title: 'See what to do', run: openInspector }
    case 'downloading':
      if (waitsForFolder(generation)) {
        return { title: 'Choose folder…', run: ({ actions }) => actions.chooseFolder() }
      }
      return isRefused(generation) ? { title: 'See what to do', run: openInspector } : null
    case 'submitting':
    case 'processing':
    case 'cancelled':
      return null
  }
}
