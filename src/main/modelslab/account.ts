import { fromDollars } from '@shared/money/money'
import { wholeWithin } from '@shared/outside-number'
import type { BalanceOutcome } from '../generations/domain/provider'
import { isFromSomethingElse, isObject, readAnswer } from './answers/answer'
import type { HttpOutcome } from './transport/http'
import { meaningOf, verdictOf } from './answers/meaning'
import * as problems from './answers/problems'

/** Reads `wallet_balance`. A negative amount, another currency or no amount is unknown, never 0. */
export function classifyBalance(outcome: HttpOutcome, key: string, nowMs: number): BalanceOutcome {
  if (outcome.kind !== 'answered') {
    // A failure of this request would stop a paid one too.
    return { kind: 'not_known', problem: problems.noConnection(outcome), offline: true }
  }
  const answer = readAnswer(outcome, key, nowMs)
  const saysNo = verdictOf(answer) === 'refused' && meaningOf(answer) === 'key'
  if (answer.httpStatus === 401 || (answer.httpStatus < 500 && saysNo)) {
    return { kind: 'key_rejected', problem: problems.keyRejected(answer) }
  }
  const data = isObject(answer.body['data']) ? answer.body['data'] : answer.body
  const microdollars = fromDollars(data['balance'])
  const isUsable =
    answer.httpStatus === 200 &&
    microdollars !== null &&
    microdollars >= 0 &&
    (data['currency'] ?? 'USD') === 'USD'
  if (isUsable) return { kind: 'known', microdollars }
  return { kind: 'not_known', problem: problems.noAnswer(answer), offline: isFromSomethingElse(answer) }
}

/** Reads `processing/request_count`: the number of requests that are queued or running; null when unknown. */
export function readQueueCount(outcome: HttpOutcome, key: string, nowMs: number): number | null {
  if (outcome.kind !== 'answered' || outcome.status !== 200) return null
  const { body } = readAnswer(outcome, key, nowMs)
  return wholeWithin(body['processing_count'], { least: 0, most: 10_000 })
}
