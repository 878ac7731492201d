import { emptyAnswer, finishedAnswer, processingAnswer, type FileHosts } from '../answers/job-answers'
import { LayeredFaults } from '../faults/fault-switches'
import { currentLink, renewLink, type Job, type Link } from './jobs'
import { json, type Reply } from '../answers/reply'
import { refusal } from '../answers/refusals'
import type { Simulation } from '../simulation'
import { runStage, type Call } from './stage'

/** Answers a poll. It is free and does not change the job. */
export async function poll(call: Call, simulation: Simulation, hosts: FileHosts, id: string): Promise<void> {
  const job = simulation.job(id)
  const faults = new LayeredFaults(job?.faults, simulation.faults)
  await runStage('poll', call, simulation, faults, {
    answer: () => {
      const reply = job ? answerFor(job, call, simulation, hosts, faults) : refuseAs('not-found', call)
      const status = faults.take('poll-status')
      return status ? withStatus(reply, status.value ?? 'SUCCESS') : reply
    }
  })
}

const refuseAs = (kind: Parameters<typeof refusal>[0], { key }: Call): Reply =>
  refusal(kind).reply({ value: undefined, key, queueLimit: 0, issue: null })

function answerFor(
  job: Job,
  call: Call,
  simulation: Simulation,
  hosts: FileHosts,
  faults: LayeredFaults
): Reply {
  if (!simulation.isFinished(job)) return json(200, processingAnswer(job))
  if (job.fails) return refuseAs(job.fails, call)
  if (job.wasHandedOut && faults.take('poll-flip')) return json(200, processingAnswer(job))
  if (faults.take('poll-no-output')) return json(200, emptyAnswer(job))
  job.wasHandedOut = true
  return json(200, finishedAnswer(job, hosts, linkToHandOut(job, simulation, faults)))
}

/** Returns the link of a job; renews one that is expired or about to expire. */
function linkToHandOut(job: Job, simulation: Simulation, faults: LayeredFaults): Link {
  let link = currentLink(job)
  if (link.goneAtMs !== Number.POSITIVE_INFINITY) {
    link = renewLink(job)
    simulation.publish(job, link)
  }
  const gone = faults.take('link-gone')
  if (gone) {
    const [status = 404, seconds = 0] = (gone.value ?? '').split(':').map((part) => Number(part) || undefined)
    link.goneStatus = status
    link.goneAtMs = simulation.clock.nowMs() + seconds * 1000
  }
  return link
}

function withStatus(reply: Reply, status: string): Reply {
  const answer = JSON.parse(reply.body) as Record<string, unknown>
  return { ...reply, body: JSON.stringify({ ...answer, status }) }
}
