import { Handoff, type HandoffDeps } from './handoff'
import type { GenerationQueries } from '../generations/queries'
import { handoffHandlers } from './handlers'

/** Creates the hand-off of clips to other programs. */
export function createHandoff({
  queries,
  ...deps
}: HandoffDeps & { readonly queries: GenerationQueries }): ReturnType<typeof handoffHandlers> {
  return handoffHandlers({ handoff: new Handoff(deps), queries })
}
