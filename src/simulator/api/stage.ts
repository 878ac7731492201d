import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LayeredFaults, Struck } from '../faults/fault-switches'
import type { FaultName, Stage } from '../faults/faults'
import { decorate } from '../answers/decorations'
import type { Delivery, Reply } from '../answers/reply'
import { refusal, refusalKinds, type RefusalKind } from '../answers/refusals'
import type { ReadBody } from './request-body'
import type { Simulation } from '../simulation'
import { spoiltAnswer, spoiltKinds, type SpoiltKind } from '../answers/spoilt-answers'
import type { Issue } from './validation'

/** One call of the API after its body was read. */
export interface Call {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  readonly body: ReadBody
  /** Key from the body, or from the query of a call without a body; empty if missing. */
  readonly key: string
}

/** Work of a call without a fault. */
export interface Work {
  /** Validation errors of the request in the API's words; checked after the key. */
  readonly issue?: () => Issue | null
  readonly answer: () => Reply
}

const kindOf = (stage: Stage, struck: Struck): string => struck.name.slice(stage.length + 1)
const spoiltNames = (stage: Stage): FaultName[] => spoiltKinds.map((kind): FaultName => `${stage}-${kind}`)
const createdNames = spoiltKinds.map((kind): FaultName => `submit-${kind}-created`)
const refusalNames = (stage: Stage): FaultName[] => refusalKinds.map((kind): FaultName => `${stage}-${kind}`)

/**
 * Runs a call through its checks: a fault that drops the request, then the key, the input, a fault that
 * refuses, the work, and at last a fault that spoils the answer of work already done. Returns the name of the
 * fault that decided, if one did.
 */
export async function runStage(
  stage: Stage,
  call: Call,
  simulation: Simulation,
  faults: LayeredFaults,
  work: Work
): Promise<FaultName | null> {
  const thrownAway = faults.take(...spoiltNames(stage))
  if (thrownAway) {
    const kind = kindOf(stage, thrownAway) as SpoiltKind
    const delivery = spoiltAnswer(kind).deliver({ value: thrownAway.value, intended: null })
    await decorate(stage, call.response, simulation.clock, faults, delivery)
    return thrownAway.name
  }
  const refused = refuse(stage, call, simulation, faults, work)
  const intended = refused ? refused.reply : work.answer()
  const spoilt = stage === 'submit' && !refused ? faults.take(...createdNames) : undefined
  const delivery: Delivery = spoilt
    ? spoiltAnswer(kindOf(stage, spoilt).replace(/-created$/, '') as SpoiltKind).deliver({
        value: spoilt.value,
        intended
      })
    : { kind: 'whole', reply: intended }
  const decoration = await decorate(stage, call.response, simulation.clock, faults, delivery)
  return spoilt?.name ?? refused?.fault ?? decoration
}

/** Returns the refusal of this call: by a fault, for its key or for its input. */
function refuse(
  stage: Stage,
  call: Call,
  simulation: Simulation,
  faults: LayeredFaults,
  work: Work
): { readonly reply: Reply; readonly fault: FaultName | null } | null {
  const say = (kind: RefusalKind, issue: Issue | null, value?: string): Reply =>
    refusal(kind).reply({ value, key: call.key, queueLimit: simulation.queueLimit, issue })
  const struck = faults.take(...refusalNames(stage))
  if (struck) {
    const issue = work.issue?.() ?? null
    return { reply: say(kindOf(stage, struck) as RefusalKind, issue, struck.value), fault: struck.name }
  }
  if (call.key === '') return { reply: missingKey, fault: null }
  if (!simulation.acceptsKey(call.key)) return { reply: say('401', null), fault: null }
  const issue = work.issue?.() ?? null
  return issue ? { reply: say('invalid', issue), fault: null } : null
}

const missingKey: Reply = {
  status: 401,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ status: 'error', message: 'API key required' })
}
