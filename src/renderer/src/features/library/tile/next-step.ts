import type { GenerationView } from '@shared/generation'
import { openInspector, reuse } from '$lib/actions/clip-commands'
import type { Services } from '$lib/services'
import { isModelGone, isRefused, mayHaveBeenSent, waitsForFolder } from '$lib/utils/phase'

/** The one action on a card; all others are in the inspector. */
export interface NextStep {
  readonly title: string
  readonly run: (services: Services, generation: GenerationView) => void
}

const runOn: NextStep = {
  title: 'Run again on…',
  run: (services, { id }) => {
    services.selection.select(id)
    void openInspector(services)
    services.press.forgetQuestion()
    services.window.open('run_on')
  }
}

/** For steps that need an explanation, or may be charged again. */
const showOptions: NextStep = { title: 'Show options', run: (services) => void openInspector(services) }

const editPrompt: NextStep = { title: 'Edit prompt', run: reuse }

/** Returns the step for a file that is missing, changed or rejected. Both are free. */
function fileStep({ videos }: GenerationView): NextStep {
  const video = videos.find(({ state }) => state !== 'saved' && state !== 'pending')
  if (!video) return showOptions
  if (video.state !== 'refused') {
    return { title: 'Locate file…', run: ({ actions }) => void actions.locate(video.id) }
  }
  return video.canBeDownloaded && !video.canBeKept
    ? { title: 'Download again', run: ({ actions }) => void actions.downloadAgain(video.id) }
    : showOptions
}

const isInTrash = ({ deletedAtMs, hidden, state }: GenerationView): boolean =>
  deletedAtMs !== null || hidden || state === 'cancelled'

export function nextStep(generation: GenerationView): NextStep | null {
  if (isInTrash(generation)) {
    return { title: 'Restore', run: ({ actions }, { id }) => void actions.restore([id]) }
  }
  if (isModelGone(generation)) return runOn
  switch (generation.state) {
    case 'unconfirmed':
      return { title: 'Check my account', run: showOptions.run }
    case 'failed':
      if (generation.remoteId !== null && generation.problem?.retryable) {
        return { title: 'Check again', run: ({ actions }, { id }) => void actions.checkAgain(id) }
      }
      if (generation.problem?.code === 'provider_failed') {
        return { title: 'Copy support report', run: ({ actions }, { id }) => void actions.copyReport(id) }
      }
      return generation.problem?.code === 'content_refused' || generation.problem?.field === 'prompt'
        ? editPrompt
        : showOptions
    case 'queued':
      if (mayHaveBeenSent(generation)) return showOptions
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
            void errors.attempt('Couldn’t open the page', () =>
              client.call('app.openLink', { link: 'modelslab_credit' })
            )
        }
      }
      return null
    case 'ready':
      return fileStep(generation)
    case 'downloading':
      if (waitsForFolder(generation)) {
        return { title: 'Choose folder…', run: ({ actions }) => actions.chooseFolder() }
      }
      return isRefused(generation) ? fileStep(generation) : null
    case 'submitting':
    case 'processing':
    case 'cancelled':
      return null
  }
}
