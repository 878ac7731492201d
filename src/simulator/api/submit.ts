import { findModel } from '../../shared/catalogue/models'
import { acceptedAnswer, immediateAnswer, type FileHosts } from '../answers/job-answers'
import { LayeredFaults } from '../faults/fault-switches'
import { faultsInPrompt } from '../faults/faults'
import { currentLink, type Job, type JobRequest } from './jobs'
import { priceOf, videoSeconds } from './prices'
import { json, type Reply } from '../answers/reply'
import { refusal } from '../answers/refusals'
import type { Simulation } from '../simulation'
import { runStage, type Call } from './stage'
import { issueWith, type Issue } from './validation'

/** The two endpoints that make a video; the older one always runs Wan 2.2. */
export type Family = '/api/v7/video-fusion' | '/api/v6/video'

/** `retry_after` of a full queue, in seconds. */
const retryAfterSeconds = 30
const v6Model = 'wan2.2'

/** Handles a paid POST: records, checks, charges and answers it. */
export async function submit(
  call: Call,
  simulation: Simulation,
  hosts: FileHosts,
  family: Family
): Promise<void> {
  const { ledger } = simulation
  const body = call.body.object ?? {}
  const sequence = ledger.record(call.body.object, call.body.raw)
  const prompt = typeof body['prompt'] === 'string' ? body['prompt'] : ''
  const ordered = faultsInPrompt(prompt)
  const orders = ordered.ok ? ordered.value : []
  const faults = new LayeredFaults(simulation.faultsOfPrompt(prompt, orders), simulation.faults)
  const fault = await runStage('submit', call, simulation, faults, {
    issue: () => {
      if (!ordered.ok) return { field: 'prompt', message: ordered.error }
      return family === '/api/v6/video' ? promptIssue(body) : issueWith(body, findModel(idOf(body)))
    },
    answer: () => {
      const request = jobRequest(body, family, simulation.options.priceFactor)
      const obstacle = obstacleFor(request, simulation, family)
      if (obstacle) return obstacle
      const ownOrders = orders.filter(({ name }) => !/^(submit|job)-/.test(name))
      const job = simulation.accept(request, ownOrders, faults)
      ledger.settle(sequence, {
        accepted: true,
        remoteId: String(job.id),
        chargedMicrodollars: job.chargedMicrodollars
      })
      return answerFor(job, hosts, family)
    }
  })
  if (fault !== null) ledger.settle(sequence, { fault })
}

const idOf = (body: Readonly<Record<string, unknown>>): string =>
  typeof body['model_id'] === 'string' ? body['model_id'] : ''

const promptIssue = (body: Readonly<Record<string, unknown>>): Issue | null =>
  typeof body['prompt'] === 'string' && body['prompt'] !== ''
    ? null
    : { field: 'prompt', message: 'prompt is required' }

function jobRequest(
  body: Readonly<Record<string, unknown>>,
  family: Family,
  priceFactor: number
): JobRequest {
  const modelId = family === '/api/v6/video' ? v6Model : idOf(body)
  const model = findModel(modelId)
  const seconds = videoSeconds(body['duration'], model)
  const shape = body['aspect_ratio'] ?? body['resolution']
  return {
    prompt: String(body['prompt']),
    modelId,
    shape: typeof shape === 'string' ? shape : undefined,
    seconds,
    withAudio: family !== '/api/v6/video' && body['generate_audio'] !== false,
    chargedMicrodollars: Math.round(priceFactor * priceOf(modelId, seconds, model, body['resolution']))
  }
}

/** Returns why a valid request is not accepted now. */
function obstacleFor(request: JobRequest, simulation: Simulation, family: Family): Reply | null {
  const { queueLimit } = simulation
  const isKnown = findModel(request.modelId) !== undefined || family === '/api/v6/video'
  if (!isKnown && !simulation.acceptUnknownModels) {
    return json(404, { status: 'error', message: `Model not found: ${request.modelId}` })
  }
  const about = { value: undefined, key: '', queueLimit, issue: null }
  if (simulation.unfinishedJobs() >= queueLimit) {
    const seconds = Math.max(1, Math.round(retryAfterSeconds / simulation.clock.speed))
    return refusal('429').reply({ ...about, value: String(seconds) })
  }
  if (simulation.balanceMicrodollars < request.chargedMicrodollars) return refusal('402').reply(about)
  return null
}

function answerFor(job: Job, hosts: FileHosts, family: Family): Reply {
  if (!job.isImmediate) return json(200, acceptedAnswer(job, hosts, family, currentLink(job)))
  job.wasHandedOut = true
  return json(200, immediateAnswer(job, hosts, currentLink(job)))
}
