import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { testClip } from '../../src/main/downloads/testing/test-clip'

export interface OtherServer {
  readonly url: string
  /** Prompts of accepted jobs, by id. */
  readonly jobs: ReadonlyMap<string, string>
  close(): Promise<void>
}

const pollsOfAJob = 2

/**
 * A second implementation of the API, independent of the simulator, that behaves differently: ids are words, one
 * address instead of a list, every third job done at once, polls without an id, and no account calls.
 */
export async function startOtherServer(): Promise<OtherServer> {
  const jobs = new Map<string, string>()
  const polls = new Map<string, number>()
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request)
    const say = (status: number, words: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(words))
    const [, family, id = ''] =
      /^\/api\/v7\/video-fusion\/(text-to-video|fetch)\/?(.*)$/.exec(request.url ?? '') ?? []
    if (family === 'text-to-video')
      return say(200, submitted(JSON.parse(body) as { readonly prompt: string }))
    if (family === 'fetch')
      return jobs.has(id) ? say(200, polled(id)) : say(404, { status: 'error', message: 'Request not found' })
    if (request.url?.startsWith('/clips/')) return void response.end(testClip)
    say(404, { status: 'error', message: 'No such address.' })
  }

  function submitted({ prompt }: { readonly prompt: string }): object {
    const id = `job-${jobs.size + 1}_${Date.now().toString(36)}`
    jobs.set(id, prompt)
    return jobs.size % 3 === 0 ? { ...done(id), id } : { status: 'processing', id, eta: '3' }
  }

  function polled(id: string): object {
    polls.set(id, (polls.get(id) ?? 0) + 1)
    return (polls.get(id) ?? 0) < pollsOfAJob ? { status: 'processing', output: '' } : done(id)
  }

  const done = (id: string): object => ({ status: 'success', output: `${url}/clips/${id}.mp4` })

  return {
    url,
    jobs,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk)
  return text
}
