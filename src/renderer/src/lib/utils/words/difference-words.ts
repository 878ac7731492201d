import { differencesOf, type Difference } from '@shared/media/content-checks'
import { isUsable, type ContentChecks, type GenerationView } from '@shared/generation'

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

type Words = (generation: Pick<GenerationView, 'request'>, checks: ContentChecks | null) => string

const words: Readonly<Record<Difference, Words>> = {
  duration: ({ request }) => `Requested ${request.durationSeconds} s`,
  shape: ({ request }) => `Requested ${request.aspectRatio}`,
  resolution: ({ request }) => `Requested ${request.resolution}`,
  frame_rate: ({ request }) => `Requested ${request.further?.['fps']} fps`,
  no_sound: () => 'Requested with audio',
  silent: () => 'Silent',
  black: (_generation, checks) => `Black for ${seconds(checks?.blackMs ?? 0)}`,
  frozen: (_generation, checks) => `Frozen for ${seconds(checks?.frozenMs ?? 0)}`,
  variable_frame_rate: () => 'Variable frame rate'
}

/** Returns how a clip differs from what was asked for, in a few words each; nothing where it doesn't. */
export function differenceWords(generation: Pick<GenerationView, 'request' | 'videos'>): readonly string[] {
  const checks = generation.videos.find(isUsable)?.checks ?? null
  return differencesOf(generation).map((difference) => words[difference](generation, checks))
}
