import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { defaultModel } from '../../shared/catalogue/models'
import { initialRequest, requestBody } from '../../shared/catalogue/request-body'
import type { SimulatorOptions } from '../options'
import { startSimulator, type Simulator } from '../server'

export const clipsFolder = fileURLToPath(new URL('../clips', import.meta.url))

/** A simulator for a test. Its clock stands almost still next to what is put forward by hand. */
export const startForTest = (options: Partial<SimulatorOptions> = {}): Promise<Simulator> =>
  startSimulator({ clipsFolder, queueLimit: 1000, balanceMicrodollars: 1_000_000_000, ...options })

/** More simulated seconds than any job needs that is not stuck. */
export const longSeconds = 10_000

/** What came back on the wire, and how the connection ended. */
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
  /** Give up when so many bytes of body are there. */
  readonly enough?: number
  /** Give up when this resolves. */
  readonly giveUp?: Promise<unknown>
}

/** One request on a connection of its own, read as raw bytes so that every way to break off can be told apart. */
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

/** A POST of JSON, with a good key unless the body has another. */
export const post = (url: string, body: object = {}, asked: Asked = {}): Promise<Exchange> =>
  exchange(url, { method: 'POST', body: JSON.stringify({ key: 'test-key', ...body }), ...asked })

/** The JSON of an answer, whatever its shape. */
export const jsonOf = (seen: Exchange): Record<string, unknown> =>
  JSON.parse(seen.body.toString('utf8')) as Record<string, unknown>

export const submitPath = '/api/v7/video-fusion/text-to-video'

/** A submit that the default model takes. */
export const submitJob = (simulator: Simulator, more: object = {}, asked: Asked = {}): Promise<Exchange> =>
  post(simulator.url + submitPath, { ...goodBody('a paper boat'), ...more }, asked)

export const goodBody = (prompt: string): object =>
  requestBody({ ...initialRequest(defaultModel), prompt }, defaultModel)

export const pollJob = (simulator: Simulator, id: string): Promise<Exchange> =>
  post(`${simulator.url}/api/v7/video-fusion/fetch/${id}`)

/** The id of the newest job, from the ledger: some faults hide it in the answer. */
export const newestId = (simulator: Simulator): string =>
  simulator.ledger().entries.findLast(({ remoteId }) => remoteId !== null)?.remoteId ?? ''

/** A finished job and the address of its file. */
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
