import { GenerationId } from '@shared/generation'
import { clipLinkScheme } from '@shared/scheme'

const beginning = `${clipLinkScheme}://clip/`

/**
 * Returns the clip of the last link among the arguments of a start, as the system passes them; null where there is
 * none. Anything that is not exactly a link to a clip is ignored: links come from other programs.
 */
export function linkedClip(args: readonly string[]): GenerationId | null {
  const link = args.findLast((argument) => argument.startsWith(beginning))
  return GenerationId.safeParse(link?.slice(beginning.length).replace(/\/$/, '')).data ?? null
}
