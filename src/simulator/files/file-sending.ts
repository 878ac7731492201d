import type { ServerResponse } from 'node:http'
import type { ByteRange } from './byte-range'
import type { SimulatedClock } from '../clock'
import type { LayeredFaults } from '../faults/fault-switches'
import type { FileRequest } from './file-server'
import { numberOr } from '../api/numbers'

/** A file, the part of it to send, and its headers. */
export interface Shipment {
  readonly whole: Buffer
  readonly range: ByteRange
  readonly headers: Readonly<Record<string, string>>
}

/** Sends a file or a part of it, with the faults of sending. */
export async function sendBytes(
  at: FileRequest,
  { whole, range, headers }: Shipment,
  clock: SimulatedClock,
  faults: LayeredFaults
): Promise<void> {
  const { response } = at
  const total = whole.length
  if (refuseRange(response, total, range, faults)) return
  const [start, end] = range.kind === 'part' ? shifted(range, faults) : [0, total]
  const bytes = whole.subarray(start, end)
  const isPart = range.kind === 'part'
  const contradiction = faults.take('file-two-lengths', 'file-length-chunked')
  if (contradiction) return sendContradiction(response, bytes, contradiction.name === 'file-two-lengths')
  const longer = faults.take('file-longer')
  const isEndless = faults.take('file-endless') !== undefined
  const length = faults.take('file-length')
  const hasLength = !isEndless && !faults.take('file-no-length')
  response.writeHead(isPart ? 206 : 200, {
    ...headers,
    'accept-ranges': 'bytes',
    ...(hasLength && { 'content-length': length ? (length.value ?? '-1') : String(bytes.length) }),
    ...(isPart && contentRange(start, end, total, faults))
  })
  if (at.request.method === 'HEAD') return void response.end()
  if (isEndless) return sendForEver(response, bytes)
  if (longer) {
    response.write(bytes)
    response.write(Buffer.alloc(Math.min(1e8, numberOr(longer.value, 1000))))
    return void response.end()
  }
  await sendBroken(response, bytes, clock, faults)
}

/** Sends the bytes; cut off, stalled or slowly where a fault asks for it. */
async function sendBroken(
  response: ServerResponse,
  bytes: Buffer,
  clock: SimulatedClock,
  faults: LayeredFaults
): Promise<void> {
  const struck = faults.take('file-reset', 'file-cut', 'file-stall', 'file-drip')
  const count = numberOr(struck?.value, 1000)
  const { socket } = response
  switch (struck?.name) {
    case 'file-reset':
      response.write(bytes.subarray(0, count), () => socket?.resetAndDestroy())
      return
    case 'file-cut':
      response.write(bytes.subarray(0, count), () => socket?.destroySoon())
      return
    case 'file-stall':
      response.write(bytes.subarray(0, count))
      return
    case 'file-drip':
      for (let at = 0; at < bytes.length && !response.destroyed; at += Math.max(1, count)) {
        response.write(bytes.subarray(at, at + Math.max(1, count)))
        await clock.wait(1)
      }
      response.end()
      return
    default:
      response.end(bytes)
  }
}

/** Answers 416 where a range cannot be served or a fault asks for it. */
function refuseRange(
  response: ServerResponse,
  total: number,
  range: ByteRange,
  faults: LayeredFaults
): boolean {
  const struck = faults.take('file-416', 'file-416-other', 'file-416-bare')
  if (!struck && range.kind !== 'unsatisfiable') return false
  const named = struck?.name === 'file-416-other' ? total + 1 : total
  response
    .writeHead(416, struck?.name === 'file-416-bare' ? {} : { 'content-range': `bytes */${named}` })
    .end()
  return true
}

/** Returns the bounds of a part, one byte off where a fault asks for it. */
function shifted(range: ByteRange & { kind: 'part' }, faults: LayeredFaults): [number, number] {
  return faults.take('file-206-start') ? [range.start + 1, range.end] : [range.start, range.end]
}

function contentRange(
  start: number,
  end: number,
  total: number,
  faults: LayeredFaults
): Record<string, string> {
  if (faults.take('file-206-no-range')) return {}
  const named = faults.take('file-206-total') ? total + 1 : total
  return { 'content-range': `bytes ${start}-${end - 1}/${named}` }
}

/** Writes heads that Node refuses to write: two lengths, or a length together with chunks. */
function sendContradiction(response: ServerResponse, bytes: Buffer, isTwoLengths: boolean): void {
  const { socket } = response
  const rest = isTwoLengths ? `Content-Length: ${bytes.length + 10}` : 'Transfer-Encoding: chunked'
  const head = `HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: ${bytes.length}\r\n${rest}\r\n\r\n`
  const chunk = [`${bytes.length.toString(16)}\r\n`, bytes, '\r\n0\r\n\r\n']
  for (const part of [head, ...(isTwoLengths ? [bytes] : chunk)]) socket?.write(part)
  socket?.destroySoon()
}

/** Repeats the bytes until the client disconnects, no faster than it reads. */
function sendForEver(response: ServerResponse, bytes: Buffer): void {
  const block = Buffer.concat([bytes, Buffer.alloc(65_536)])
  const more = (): void => {
    while (!response.destroyed && response.write(block));
    if (!response.destroyed) response.once('drain', more)
  }
  more()
}
