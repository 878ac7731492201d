import { briefWords, isSet, parameters } from '@shared/catalogue/parameters'
import type { GenerationRequest } from '@shared/request'

/** Returns the settings of a request in a line: `8 s · 16:9 · 720p · audio`. */
export function settingsOf(request: Omit<GenerationRequest, 'prompt'>): string {
  return [
    ...parameters.map((parameter) => {
      const value = request[parameter.name]
      return isSet(value) ? briefWords(parameter, value) : null
    }),
    ...Object.entries(request.further ?? {}).map(([name, value]) => `${name} ${String(value)}`)
  ]
    .filter(Boolean)
    .join(' · ')
}
