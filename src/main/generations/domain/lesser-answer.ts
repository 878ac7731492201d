import type { SubmitOutcome } from './provider'
import { problems } from './problems'

/** Returns a smaller version of an answer that may have been paid for; null when there is none. */
export function lesserAnswer(outcome: SubmitOutcome): SubmitOutcome | null {
  const remoteId = 'remoteId' in outcome ? outcome.remoteId : null
  switch (outcome.kind) {
    case 'accepted':
    case 'refused':
    case 'not_taken':
      return { kind: 'unclear', problem: problems.notStored(remoteId), raw: null }
    case 'finished':
      return remoteId === null
        ? { kind: 'unclear', problem: problems.notStored(null), raw: null }
        : { kind: 'accepted', remoteId, etaSeconds: null, raw: '' }
    case 'unclear':
      return null
  }
}
