import type { GenerationView } from '@shared/generation'
import type { Problem } from '@shared/problem'
import type { Services } from '$lib/services'
import { isModelGone, isRefused, mayHaveBeenSent, waitsForFolder } from '$lib/utils/phase'
import { openInspector, reuse } from './clip-commands'

/** The one action on a card; all others are in the inspector. */
export interface NextStep {
  readonly title: string
  readonly run: (services: Services, generation: GenerationView) => void
  /** Only opens the inspector: the step needs an explanation, or may be charged again. */
  readonly isExplained?: true
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

const inInspector = (title: string): NextStep => ({
  title,
  run: (services) => void openInspector(services),
  isExplained: true
})

const enterId = inInspector('Enter the ID…')

const addCredit: NextStep = { title: 'Add credit', run: ({ actions }) => void actions.addCredit() }

/** Returns the step for a file that is missing, changed or rejected. All are free. */
function fileStep({ videos }: GenerationView): NextStep | null {
  const video = videos.find(({ state }) => state !== 'saved' && state !== 'pending')
  if (!video) return null
  if (video.state !== 'refused') {
    return { title: 'Locate file…', run: ({ actions }) => void actions.locate(video.id) }
  }
  if (video.canBeKept) return inInspector('Keep it anyway…')
  return video.canBeDownloaded
    ? { title: 'Download again', run: ({ actions }) => void actions.downloadAgain(video.id) }
    : inInspector('Show the reason')
}

/** Returns the step after a failure that asking ModelsLab again does not solve. */
function failureStep({ remoteId, problem }: GenerationView): NextStep {
  if (problem?.code === 'provider_failed') {
    return { title: 'Copy support report', run: ({ actions }, { id }) => void actions.copyReport(id) }
  }
  if (problem?.code === 'no_credit') return addCredit
  if (problem?.code === 'may_have_been_sent' && remoteId === null) return enterId
  return changeStep(problem) ?? inInspector('Retry…')
}

/** Returns what to change, where the same would be refused again. */
function changeStep(problem: Problem | null): NextStep | null {
  if (problem?.code === 'plan_lacks_model' || problem?.field === 'modelId') return runOn
  if (problem?.code === 'content_refused' || problem?.field === 'prompt') {
    return { title: 'Edit prompt', run: reuse }
  }
  return problem?.field === undefined ? null : { title: 'Edit settings', run: reuse }
}

const isInTrash = ({ deletedAtMs, hidden, state }: GenerationView): boolean =>
  deletedAtMs !== null || hidden || state === 'cancelled'

/** Returns the step that helps most, by its name; null where nothing has to be done. */
export function nextStep(generation: GenerationView): NextStep | null {
  if (isInTrash(generation)) {
    return { title: 'Restore', run: ({ actions }, { id }) => void actions.restore([id]) }
  }
  if (isModelGone(generation)) return runOn
  switch (generation.state) {
    case 'unconfirmed':
      return inInspector('Check my account')
    case 'failed':
      if (generation.remoteId !== null && generation.problem?.retryable) {
        return { title: 'Check again', run: ({ actions }, { id }) => void actions.checkAgain(id) }
      }
      return failureStep(generation)
    case 'queued':
      if (mayHaveBeenSent(generation)) return enterId
      if (generation.waitingFor === 'click') {
        return { title: 'Send now', run: ({ actions }, { id }) => void actions.release(id) }
      }
      if (generation.waitingFor === 'key') {
        return { title: 'Add your key', run: ({ window }) => window.openSettings('key') }
      }
      if (generation.waitingFor === 'credit') return addCredit
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
