import type { Job, Link } from '../api/jobs'

/** Hosts of result files. */
export interface FileHosts {
  readonly mainUrl: string
  readonly proxyUrl: string
}

type Answer = Readonly<Record<string, unknown>>

const tip = 'Results are kept for a while only: download them soon.'
const tipOf = (job: Job): Answer => (job.hasTip ? { tip } : {})
const address = (host: string, link: Link): string => `${host}/files/${link.uuid}.mp4`
const idOf = ({ id, disguise }: Job): unknown => (disguise.id ? disguise.id.value : id)

/** The submit was taken and the job runs. */
export function acceptedAnswer(job: Job, hosts: FileHosts, family: string, link: Link): Answer {
  return {
    status: job.disguise.status ?? 'processing',
    ...tipOf(job),
    eta: job.eta,
    message: 'Try to fetch request after seconds estimated',
    fetch_result: job.disguise.fetchResult ?? `${hosts.mainUrl}${family}/fetch/${job.id}`,
    id: idOf(job),
    output: [],
    meta: metaOf(job),
    future_links: [address(hosts.mainUrl, link)]
  }
}

/** The submit was taken and its answer already holds the result. */
export function immediateAnswer(job: Job, hosts: FileHosts, link: Link): Answer {
  return {
    status: job.disguise.status ?? 'success',
    ...tipOf(job),
    generationTime: 12,
    id: idOf(job),
    ...linksAnswer(job, hosts, link),
    meta: metaOf(job)
  }
}

/** A poll of a job that still runs, in either of the two shapes that were recorded. */
export function processingAnswer(job: Job): Answer {
  return job.pollShape === 'bare'
    ? { status: 'processing', message: 'Try Again', output: '', ...tipOf(job) }
    : { status: 'processing', id: pollId(job), message: 'video is processing', output: [], ...tipOf(job) }
}

/** A poll of a job that is done. */
export function finishedAnswer(job: Job, hosts: FileHosts, link: Link): Answer {
  return { status: 'success', id: pollId(job), ...tipOf(job), ...linksAnswer(job, hosts, link) }
}

/** A poll of a job that is done and names no address. */
export const emptyAnswer = (job: Job): Answer => ({
  status: 'success',
  id: pollId(job),
  ...tipOf(job),
  output: [],
  proxy_links: {}
})

/** Returns the id for an answer. An odd id appears in the answer to the submit only; polls name the true one. */
const pollId = ({ id, disguise }: Job): unknown => (disguise.id?.value === String(id) ? String(id) : id)

const metaOf = (job: Job): Answer => ({
  prompt: job.disguise.prompt ?? job.prompt,
  model_id: job.disguise.modelId ?? job.modelId
})

function linksAnswer(job: Job, hosts: FileHosts, link: Link): Answer {
  const url = job.disguise.outputUrl ?? address(hosts.mainUrl, link)
  return { ...outputOf(job.disguise.output, url), ...proxyLinks(job, address(hosts.proxyUrl, link)) }
}

function outputOf(form: string | null, url: string): Answer {
  switch (form) {
    case null:
      return { output: [url] }
    case 'object':
      return { output: { '0': url } }
    case 'nested':
      return { output: [[url]] }
    case 'nulls':
      return { output: [null, '', 0, url] }
    case 'many':
      return { output: Array.from({ length: 500 }, (_, index) => `${url}?copy=${index}`) }
    case 'twice':
      return { output: [url, url] }
    case 'pair':
      return { output: [url, `${url}?copy=1`] }
    case 'url-field':
      return { output: [], output_url: url }
    case 'missing':
      return {}
    default:
      return { output: url }
  }
}

function proxyLinks({ proxyForm }: Job, url: string): Answer {
  switch (proxyForm) {
    case 'array':
      return { proxy_links: [url] }
    case 'numbered':
      return { proxy_links: { '0': url } }
    case 'object':
      return { proxy_links: {} }
    case 'null':
      return { proxy_links: null }
    case 'missing':
      return {}
  }
}
