import { models } from '../../shared/catalogue/models'
import { LayeredFaults } from '../faults/fault-switches'
import { currentLink, type Job } from './jobs'
import { json, type Reply } from '../answers/reply'
import { jsonOrText } from '../answers/refusals'
import type { FileHosts } from '../answers/job-answers'
import type { Simulation } from '../simulation'
import { numberOr } from './numbers'
import { runStage, type Call } from './stage'

/** Calls about the account; each is free. */
export type AccountCall = (
  call: Call,
  simulation: Simulation,
  hosts: FileHosts,
  faults: LayeredFaults
) => Reply

/** Answers a call about the account, faults included. */
export async function answerAccount(
  call: Call,
  simulation: Simulation,
  hosts: FileHosts,
  answer: AccountCall
): Promise<void> {
  const faults = new LayeredFaults(simulation.faults)
  await runStage('account', call, simulation, faults, {
    answer: () => answer(call, simulation, hosts, faults)
  })
}

export const walletBalance: AccountCall = (_call, simulation, _hosts, faults) => {
  const other = faults.take('account-balance')
  const balance = other ? jsonOrText(other.value ?? 'unlimited') : simulation.balanceMicrodollars / 1_000_000
  if (faults.take('account-balance-missing'))
    return json(200, { status: 'success', data: { currency: 'USD' } })
  if (faults.take('account-balance-top')) return json(200, { status: 'success', balance, currency: 'USD' })
  return json(200, { status: 'success', data: { balance, currency: 'USD' } })
}

export const requestCount: AccountCall = (_call, simulation) =>
  json(200, {
    status: 'success',
    processing_count: simulation.unfinishedJobs(),
    message: 'Requests in the queue.'
  })

/** Finished videos, newest first, in pages. */
export const assetsGenerated: AccountCall = (call, simulation, hosts, faults) => {
  const form = faults.take('account-assets')
  if (form && form.value !== 'described') {
    return json(403, { status: 'error', message: 'This endpoint requires an enterprise API key' })
  }
  const body = call.body.object ?? {}
  const perPage = Math.min(30, Math.max(10, wholeNumber(body['per_page'], 10)))
  const page = Math.max(1, wholeNumber(body['page'], 1))
  const isVideo = body['type'] === undefined || body['type'] === 'video'
  const all = simulation.jobs.filter((job) => isVideo && simulation.isFinished(job) && !job.fails).reverse()
  const from = (page - 1) * perPage
  const data = all.slice(from, from + perPage).map((job) => ({
    id: job.id,
    output: [`${hosts.mainUrl}/files/${currentLink(job).uuid}.mp4`],
    ...(form && { prompt: job.prompt, created_at: acceptedAt(simulation, job) })
  }))
  return json(200, {
    status: 'success',
    type: body['type'] ?? 'video',
    data,
    pagination: {
      current_page: page,
      per_page: perPage,
      total: all.length,
      last_page: Math.max(1, Math.ceil(all.length / perPage)),
      from: data.length > 0 ? from + 1 : null,
      to: data.length > 0 ? from + data.length : null
    }
  })
}

/** Formats the time of payment as Laravel does. */
const acceptedAt = ({ ledger }: Simulation, { id }: Job): string | undefined => {
  const entry = ledger.entries.find(({ remoteId }) => remoteId === String(id))
  return entry && new Date(entry.atMs).toISOString().replace('Z', '000Z')
}

/** Returns the catalogue's models in one of the observed envelopes. */
export const modelList: AccountCall = (call, _simulation, _hosts, faults) => {
  const search = call.url.searchParams.get('search')?.toLowerCase() ?? ''
  const known = models.map(({ id, name, provider }) => ({
    model_id: id,
    name,
    provider,
    feature: 'video_fusion',
    category: 'text-to-video'
  }))
  const many = faults.take('account-models-many')
  const entries = many
    ? Array.from({ length: numberOr(many.value, 50_000) }, (_, index) => ({
        model_id: `made-up-${index}`,
        name: `<b>Made up</b> ${index}`
      }))
    : known.filter((entry) => `${entry.model_id} ${entry.name}`.toLowerCase().includes(search))
  const envelope = faults.take('account-models')
  switch (envelope && (envelope.value ?? 'bare')) {
    case undefined:
      return json(200, { status: 'success', data: entries })
    case 'items':
      return json(200, { status: 'success', data: { items: entries } })
    case 'models':
      return json(200, { status: 'success', models: entries })
    case 'results':
      return json(200, { status: 'success', results: entries })
    default:
      return json(200, entries)
  }
}

function wholeNumber(value: unknown, otherwise: number): number {
  const number = Number(value)
  return value !== undefined && Number.isSafeInteger(number) ? number : otherwise
}
