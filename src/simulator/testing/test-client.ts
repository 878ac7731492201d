import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { defaultModel } from '../../shared/catalogue/models'
import { initialRequest, requestBody } from '../../shared/catalogue/request-body'
import type { SimulatorOptions } from '../options'
import { startSimulator, type Simulator } from '../server'

export const clipsFolder = fileURLToPath(new URL('../clips', import.meta.url))

/** Starts a simulator for a test. Its clock is almost stopped and is advanced by hand. */
export const startForTest = (options: Partial<SimulatorOptions> = {}): Promise<Simulator> =>
  startSimulator({ clipsFolder, queueLimit: 1000, balanceMicrodollars: 1_000_000_000, ...options })

/** Simulated seconds after which every job is done that is not stuck. */
export const longSeconds = 10_000

/** Received bytes and the end of the connection. */
export interface Exchange {
  readonly status: number | null
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** `fin` and `reset`: by the server; `open`: this side gave up. */
  readonly end: 'fin' | 'reset' | 'open'
}

export interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Give up after this many bytes of the body. */
  readonly enough?: number
  /** Give up when this resolves. */
  readonly giveUp?: Promise<unknown>
}

/** Sends one request on a new connection and reads raw bytes, to distinguish all ends of a connection. */
export function exchange(url: string, asked: Asked = {}): Promise<Exchange> {
  const { host, hostname, port, pathname, search } = new URL(url)
  const { method = 'GET', body = '' } = asked
  const lines = [
    `${method} ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: close',
    ...(method === 'POST' ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
    ...Object.entries(asked.headers ?? {}).map(([name, value]) => `${name}: ${value}`)
  ]
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), hostname)
    const finish = (end: Exchange['end']): void => {
      socket.destroy()
      resolve({ ...parse(Buffer.concat(chunks)), end })
    }
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      const { enough } = asked
      if (enough !== undefined && parse(Buffer.concat(chunks)).body.length >= enough) finish('open')
    })
    socket.on('end', () => finish('fin'))
    socket.on('error', () => finish('reset'))
    void asked.giveUp?.then(() => finish('open'))
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
  })
}

function parse(bytes: Buffer): Omit<Exchange, 'end'> {
  const split = bytes.indexOf('\r\n\r\n')
  if (split < 0) return { status: null, headers: {}, body: Buffer.alloc(0) }
  const [first = '', ...lines] = bytes.subarray(0, split).toString('latin1').split('\r\n')
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    headers[name] = name in headers ? `${headers[name] ?? ''}, ${value}` : value
  }
  return { status: Number(first.split(' ')[1]), headers, body: bytes.subarray(split + 4) }
}

/** POSTs JSON, with a good key unless the body has another. */
export const post = (url: string, body: object = {}, asked: Asked = {}): Promise<Exchange> =>
  exchange(url, { method: 'POST', body: JSON.stringify({ key: 'test-key', ...body }), ...asked })

/** Parses the JSON of an answer. */
export const jsonOf = (seen: Exchange): Record<string, unknown> =>
  JSON.parse(seen.body.toString('utf8')) as Record<string, unknown>

export const submitPath = '/api/v7/video-fusion/text-to-video'

/** A valid submit for the default model. */
export const submitJob = (simulator: Simulator, more: object = {}, asked: Asked = {}): Promise<Exchange> =>
  post(simulator.url + submitPath, { ...goodBody('a paper boat'), ...more }, asked)

export const goodBody = (prompt: string): object =>
  requestBody({ ...initialRequest(defaultModel), prompt }, defaultModel)

export const pollJob = (simulator: Simulator, id: string): Promise<Exchange> =>
  post(`${simulator.url}/api/v7/video-fusion/fetch/${id}`)

/** Returns the id of the newest job from the ledger, because some faults hide it in the answer. */
export const newestId = (simulator: Simulator): string =>
  simulator.ledger().entries.findLast(({ remoteId }) => remoteId !== null)?.remoteId ?? ''

/** Makes a finished job and returns the address of its file. */
export async function finishedJob(
  simulator: Simulator,
  more: object = {}
): Promise<{ readonly id: string; readonly file: string }> {
  await submitJob(simulator, more)
  simulator.set({ advanceSeconds: longSeconds })
  const id = newestId(simulator)
  const { jobs } = jsonOf(await exchange(`${simulator.url}/control/jobs`)) as {
    jobs: { remoteId: string; file: string }[]
  }
  return { id, file: simulator.url + (jobs.find(({ remoteId }) => remoteId === id)?.file ?? '') }
}
