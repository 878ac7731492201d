import type { RequestBody } from '@shared/catalogue/request-body'
import { exactDollars } from '@shared/money/money'
import type { GenerationEventView } from '@shared/generation'
import { problemOf, remoteIdOf, type Generation } from './generation'
import type { Answers } from './ports'

/** Returns a report on a generation for ModelsLab's support, as text. The database holds no key, so neither does this. */
export function supportReport(parts: {
  readonly generation: Generation
  /** The JSON of its request, without the key. */
  readonly body: RequestBody
  readonly history: readonly GenerationEventView[]
  readonly answers: Answers
}): string {
  const { generation, body, history, answers } = parts
  const { request, status } = generation
  const money = (amount: number | null): string => (amount === null ? 'not known' : exactDollars(amount))
  return [
    'Dailies: report for ModelsLab support',
    '',
    `Request id: ${remoteIdOf(status) ?? 'none was given'}`,
    `Model: ${request.modelId}`,
    `State: ${status.state}`,
    `Reason: ${problemOf(status)?.message ?? '–'}`,
    `ModelsLab said: ${problemOf(status)?.theirWords ?? '–'}`,
    `Balance before sending: ${money(generation.balanceBeforeMicrodollars)}`,
    `Charged: ${money(generation.chargedMicrodollars)}`,
    `Balance afterwards: ${money(generation.balanceAfterMicrodollars)}`,
    '',
    'Request (without the key):',
    JSON.stringify(body, null, 2),
    '',
    'History (UTC):',
    ...history.map(({ atMs, to, why }) => `${new Date(atMs).toISOString()}  ${to}  ${why}`),
    '',
    'Answer to the request:',
    answers.submitResponse ?? '–',
    '',
    'Last answer:',
    answers.rawResponse ?? '–'
  ].join('\n')
}
