import { batchTitle } from '@shared/batch/batch-title'
import type { GenerationView } from '@shared/generation'
import type { Microdollars } from '@shared/money/money'
import { plural } from '$lib/utils/format'
import { costWords } from './day-summary'

export interface BatchHeading {
  /** The prompt with its variations. */
  readonly title: string
  /** `3 × 2 · Veo 3.1 Fast · $11.52`. */
  readonly facts: string
}

/** Most models that are named. */
const namedModels = 2

/** Returns the heading of a batch, from everything that its press made: what is in the trash was paid, too. */
export function batchHeading(
  clips: readonly GenerationView[],
  priceOf: (generation: GenerationView) => Microdollars | null
): BatchHeading {
  const shots = new Set(clips.map(({ place }) => place?.shot ?? null))
  const [shot = null] = shots.size === 1 ? shots : []
  const title = batchTitle(
    clips.map(({ request, place }) => ({ prompt: request.prompt, variation: place?.variation ?? [] }))
  )
  const models = [...new Set(clips.map(({ modelName }) => modelName))]
  const facts = [
    countWords(clips),
    models.length > namedModels ? plural(models.length, 'model', 'models') : models.join(', '),
    costWords(clips, priceOf)
  ]
  return {
    title: [shot, title].filter(Boolean).join(' · '),
    facts: facts.filter(Boolean).join(' · ')
  }
}

/** Returns `3 × 2` for three prompts of two takes each; the number of clips where it is no product. */
function countWords(clips: readonly GenerationView[]): string {
  const countOf = (valueOf: (clip: GenerationView) => unknown): number => new Set(clips.map(valueOf)).size
  const factors = [
    countOf(({ request }) => `${request.prompt}\n${request.negativePrompt ?? ''}`),
    countOf(({ request }) => request.modelId),
    countOf(({ place }) => place?.take)
  ].filter((count) => count > 1)
  const isProduct = factors.reduce((product, count) => product * count, 1) === clips.length
  return factors.length > 1 && isProduct ? factors.join(' × ') : plural(clips.length, 'clip', 'clips')
}
