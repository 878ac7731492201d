import type { GenerationRequest } from '@shared/request'

/** The settings of a request in a line: `8 s · 16:9 · 720p · audio`. */
export function settingsOf(request: Omit<GenerationRequest, 'prompt'>): string {
  return [
    request.durationSeconds === undefined ? null : `${request.durationSeconds} s`,
    request.aspectRatio,
    request.resolution,
    request.generateAudio === undefined ? null : request.generateAudio ? 'audio' : 'no audio',
    request.enhancePrompt ? 'enhanced' : null,
    request.negativePrompt?.trim() ? 'negative prompt' : null,
    ...Object.entries(request.further ?? {}).map(([name, value]) => `${name} ${String(value)}`)
  ]
    .filter(Boolean)
    .join(' · ')
}
