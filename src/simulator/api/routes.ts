import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  answerAccount,
  assetsGenerated,
  modelList,
  requestCount,
  walletBalance,
  type AccountCall
} from './account'
import type { FileHosts } from '../answers/job-answers'
import { answerControl } from '../control/control'
import { serveFile } from '../files/file-server'
import { errorPage, portalPage } from '../answers/pages'
import { poll } from './poll'
import { deliver, html, json } from '../answers/reply'
import { readBody } from './request-body'
import type { Simulation } from '../simulation'
import type { Call } from './stage'
import { submit } from './submit'

type Route = (call: Call, simulation: Simulation, hosts: FileHosts, id: string) => Promise<void>

const account =
  (answer: AccountCall): Route =>
  (call, simulation, hosts) =>
    answerAccount(call, simulation, hosts, answer)

/** Routes: method and path, name in the request counts, handler. */
const routes: readonly (readonly [method: RegExp, path: RegExp, name: string, route: Route])[] = [
  [
    /^POST$/,
    /^\/api\/v7\/video-fusion\/text-to-video$/,
    'submit',
    (call, simulation, hosts) => submit(call, simulation, hosts, '/api/v7/video-fusion')
  ],
  [
    /^POST$/,
    /^\/api\/v6\/video\/text2video$/,
    'v6-submit',
    (call, simulation, hosts) => submit(call, simulation, hosts, '/api/v6/video')
  ],
  [/^POST$/, /^\/api\/v(?:7\/video-fusion|6\/video)\/fetch\/([^/]+)$/, 'poll', poll],
  [/^POST$/, /^\/api\/wallet_balance$/, 'balance', account(walletBalance)],
  [/^(POST|GET)$/, /^\/api\/v6\/processing\/request_count$/, 'request-count', account(requestCount)],
  [/^POST$/, /^\/api\/(?:v6\/)?assets_generated$/, 'assets', account(assetsGenerated)],
  [/^GET$/, /^\/api\/v7\/models$/, 'models', account(modelList)]
]

/** Answers one request at the main host or at the proxy host. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  simulation: Simulation,
  hosts: FileHosts,
  isMainHost: boolean
): Promise<void> {
  const { method = 'GET' } = request
  const target = request.url?.startsWith('/') ? request.url : '/'
  const url = new URL(`http://127.0.0.1${target}`)
  const uuid = /^\/(?:files|moved)\/([0-9a-f-]{36})\.mp4$/.exec(url.pathname)?.[1]
  if (uuid !== undefined && (method === 'GET' || method === 'HEAD')) {
    simulation.count(isMainHost ? 'file' : 'proxy-file')
    return serveFile({ request, response, url, uuid, isMainHost }, simulation)
  }
  if (isMainHost) return answerApi(request, response, url, simulation, hosts)
  deliver(response, { kind: 'whole', reply: html(404, errorPage('404 Not Found')) })
}

async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  simulation: Simulation,
  hosts: FileHosts
): Promise<void> {
  const { method = 'GET' } = request
  const found = routes.find(([methods, paths]) => methods.test(method) && paths.test(url.pathname))
  const isControl = url.pathname.startsWith('/control')
  if (!isControl) simulation.count(found?.[2] ?? 'other')
  const body = await readBody(request)
  if (!body) {
    const reply = json(413, { status: 'error', message: 'Request body too large.' })
    return deliver(response, { kind: 'whole', reply: { ...reply, closes: true } })
  }
  if (isControl) {
    const reply = answerControl(method, url.pathname, body.value, simulation)
    return deliver(response, { kind: 'whole', reply })
  }
  if (found) {
    const key = body.object ? body.object['key'] : url.searchParams.get('key')
    const call: Call = { request, response, url, body, key: typeof key === 'string' ? key : '' }
    return found[3](call, simulation, hosts, found[1].exec(url.pathname)?.[1] ?? '')
  }
  const reply =
    url.pathname === '/portal'
      ? html(200, portalPage)
      : json(404, { status: 'error', message: `There is no ${method} ${url.pathname}.` })
  deliver(response, { kind: 'whole', reply })
}
