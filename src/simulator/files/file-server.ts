import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { byteRange, type ByteRange } from './byte-range'
import { LayeredFaults } from '../faults/fault-switches'
import { sendBytes } from './file-sending'
import { hop, redirectNames, redirectTarget } from './file-redirects'
import { oddClip } from './odd-files'
import { impostor, impostorNames } from '../answers/impostors'
import type { Job } from '../api/jobs'
import { notFoundPage, errorPage } from '../answers/pages'
import type { Simulation } from '../simulation'
import { numberOr } from '../api/numbers'

/** A request for a result file, at the main host or at the proxy host. */
export interface FileRequest {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  readonly uuid: string
  readonly isMainHost: boolean
}

/** Serves a result file like an object store, with the active faults. */
export async function serveFile(at: FileRequest, simulation: Simulation): Promise<void> {
  const linked = simulation.linked(at.uuid)
  const nowMs = simulation.clock.nowMs()
  const isMoved = at.url.pathname.startsWith('/moved/')
  // Faults applied at the first address of the redirect.
  const faults = isMoved ? new LayeredFaults() : new LayeredFaults(linked?.job.faults, simulation.faults)
  if (await refuseFile(at, simulation, faults)) return
  if (!linked || linked.job.finishMs > nowMs || linked.job.fails) return page(at.response, 404)
  if (linked.link.goneAtMs <= nowMs) return page(at.response, linked.link.goneStatus)
  if (redirectFile(at, faults)) return
  await serveClip(at, linked.job, simulation, faults)
}

const statusFaults = {
  'file-404': 404,
  'file-403': 403,
  'file-410': 410,
  'file-300': 300,
  'file-304': 304
} as const
const statusNames = Object.keys(statusFaults) as (keyof typeof statusFaults)[]

/** Applies faults that need no file. */
async function refuseFile(at: FileRequest, simulation: Simulation, faults: LayeredFaults): Promise<boolean> {
  const { response } = at
  const slow = faults.take('file-slow')
  if (slow) await simulation.clock.wait(numberOr(slow.value, 15))
  if (faults.take('file-no-answer')) return true
  if (at.isMainHost && faults.take('file-main-reset')) {
    response.socket?.resetAndDestroy()
    return true
  }
  const struck = faults.take(...statusNames)
  if (struck) page(response, statusFaults[struck.name as keyof typeof statusFaults])
  else if (at.isMainHost && faults.take('file-main-404')) page(response, 404)
  else return isBusy(response, faults)
  return true
}

function isBusy(response: ServerResponse, faults: LayeredFaults): boolean {
  const busy = faults.take('file-503')
  if (!busy) return false
  const wait = busy.value === undefined ? {} : { 'retry-after': busy.value }
  response.writeHead(503, { 'content-type': 'text/plain', ...wait }).end('Service Unavailable')
  return true
}

function redirectFile(at: FileRequest, faults: LayeredFaults): boolean {
  const hops = at.url.searchParams.get('hops')
  if (hops !== null) {
    const location = hops === 'loop' ? at.url.pathname + at.url.search : hop(at.uuid, Number(hops) - 1)
    at.response.writeHead(302, { location }).end()
    return true
  }
  const struck = faults.take(...redirectNames)
  if (!struck) return false
  const origin = `http://${at.request.headers.host ?? ''}`
  const location = redirectTarget(struck, { origin, uuid: at.uuid })
  at.response.writeHead(302, location === null ? {} : { location }).end()
  return true
}

function page(response: ServerResponse, status: number): void {
  const body = status === 404 ? notFoundPage : errorPage(`${status} ${STATUS_CODES[status] ?? ''}`)
  response.writeHead(status, { 'content-type': 'text/html; charset=UTF-8' })
  response.end(status === 304 ? undefined : body)
}

async function serveClip(
  at: FileRequest,
  job: Job,
  simulation: Simulation,
  faults: LayeredFaults
): Promise<void> {
  const rude = faults.take('file-changed-206')
  if (rude ?? faults.take('file-changed')) job.fileVersion += 1
  const isOther = job.fileVersion % 2 === 1
  const clip = await simulation.clips.cut({ ...job.clip, withAudio: job.clip.withAudio !== isOther })
  const fake = faults.take(...impostorNames)
  const odd = faults.take('file-odd')
  const built = odd ? oddClip(odd.value ?? 'log', clip.bytes) : clip.bytes
  const bytes = fake ? impostor(fake.name, built) : built
  const validators = validatorsOf(clip.etag, job, faults)
  const isGzip = faults.take('file-gzip') !== undefined
  const headers: Record<string, string> = {
    ...contentType(faults, fake?.name === 'file-portal' ? 'text/html' : 'video/mp4'),
    ...validators,
    ...(isGzip && { 'content-encoding': 'gzip' }),
    ...(faults.take('file-disposition') && { 'content-disposition': 'attachment; filename="../../evil.mp4"' })
  }
  const whole = isGzip ? gzipSync(bytes) : bytes
  const range = rangeFor(at, whole.length, validators, faults, rude !== undefined)
  await sendBytes(at, { whole, range, headers }, simulation.clock, faults)
}

function contentType(faults: LayeredFaults, usual: string): Record<string, string> {
  const struck = faults.take('file-type')
  if (!struck) return { 'content-type': usual }
  return struck.value === 'missing' ? {} : { 'content-type': struck.value ?? 'text/html' }
}

function validatorsOf(etag: string, job: Job, faults: LayeredFaults): Record<string, string> {
  if (faults.take('file-no-validators')) return {}
  if (faults.take('file-weak-etag')) return { etag: `W/${etag}` }
  const other = faults.take('file-etag')
  // A replaced file is a minute newer.
  const modified = new Date(Date.UTC(2026, 4, 4, 12, job.fileVersion % 60, job.number % 60))
  const otherDate = faults.take('file-last-modified')
  return {
    etag: other ? (other.value ?? '""') : etag,
    'last-modified': otherDate ? (otherDate.value ?? 'Thu, 01 Jan 2099 00:00:00 GMT') : modified.toUTCString()
  }
}

/** Returns the part to send. If-Range counts only with a strong validator of the current file. */
function rangeFor(
  at: FileRequest,
  size: number,
  validators: Record<string, string>,
  faults: LayeredFaults,
  ignoresIfRange: boolean
): ByteRange {
  const { headers } = at.request
  if (headers.range === undefined || faults.take('file-no-range')) return { kind: 'whole' }
  const condition = headers['if-range']
  const isStrong = typeof condition === 'string' && !condition.startsWith('W/')
  const isCurrent = isStrong && [validators['etag'], validators['last-modified']].includes(condition)
  if (condition !== undefined && !isCurrent && !ignoresIfRange) return { kind: 'whole' }
  return byteRange(headers.range, size)
}
