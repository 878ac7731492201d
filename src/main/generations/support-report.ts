import { exactDollars } from '@shared/money'
import type { GenerationEventView } from '@shared/generation'
import { problemOf, remoteIdOf, type Generation } from './generation'

/** What ModelsLab's support has to know of a generation, as text. Rows hold no key, so this holds none. */
export function supportReport(parts: {
  readonly generation: Generation
  readonly history: readonly GenerationEventView[]
  readonly rawResponse: string | null
}): string {
  const { generation, history, rawResponse } = parts
  const { request, status, balanceBeforeMicrodollars: before, chargedMicrodollars: charged } = generation
  const after = before === null || charged === null ? null : before - charged
  const money = (amount: number | null): string => (amount === null ? 'not known' : exactDollars(amount))
  return [
    'Dailies: report for ModelsLab support',
    '',
    `Request id: ${remoteIdOf(status) ?? 'none was given'}`,
    `Model: ${request.modelId}`,
    `State: ${status.state}`,
    `Reason: ${problemOf(status)?.message ?? '–'}`,
    `ModelsLab said: ${problemOf(status)?.theirWords ?? '–'}`,
    `Balance before sending: ${money(before)}`,
    `Charged: ${money(charged)}`,
    `Balance afterwards: ${money(after)}`,
    '',
    'Request (without the key):',
    JSON.stringify(request, null, 2),
    '',
    'History (UTC):',
    ...history.map(({ atMs, to, why }) => `${new Date(atMs).toISOString()}  ${to}  ${why}`),
    '',
    'Last answer:',
    rawResponse ?? '–'
  ].join('\n')
}
