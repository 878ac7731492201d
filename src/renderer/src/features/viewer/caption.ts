import type { GenerationView } from '@shared/generation'
import { firstWords } from '$lib/utils/format'

/** Returns what a clip is called in the viewer. */
export const captionOf = ({ request, modelName }: Pick<GenerationView, 'request' | 'modelName'>): string =>
  [firstWords(request.prompt), modelName].filter(Boolean).join(' · ')
