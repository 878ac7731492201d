/**
 * A small Electron main process that sends paid POSTs to a misbehaving raw server, and prints as one line of
 * JSON how often the server saw each. Run by paid-post.full.spec.ts; bundled first, without `electron`.
 */
import { app } from 'electron'
import { systemClock } from '../../src/main/base/clock'
import type { Http, HttpOutcome } from '../../src/main/modelslab/transport/http'
import { electronHttp, electronPaidHttp, prepareNetwork } from '../../src/main/platform/network/http'
import { faults, startFaultyServer, type Fault } from './server'

export interface Measured {
  readonly client: 'paid' | 'ordinary'
  readonly connection: 'cold' | 'warm'
  readonly fault: Fault
  readonly posts: number
  readonly outcome: string
}

async function measure(
  http: Http,
  client: Measured['client'],
  connection: Measured['connection'],
  fault: Fault
): Promise<Measured> {
  const server = await startFaultyServer()
  const post = (path: string, timeoutMs: number): Promise<HttpOutcome> =>
    http.send({
      method: 'POST',
      url: `${server.url}/${path}`,
      headers: { 'content-type': 'application/json' },
      body: '{"key":"k"}',
      timeoutMs,
      maximumBytes: 65_536
    })
  if (connection === 'warm') await post('ok', 5_000)
  const outcome = await post(fault, 1_000)
  await server.close()
  return { client, connection, fault, posts: server.posts(`/${fault}`).length, outcome: brief(outcome) }
}

const brief = (outcome: HttpOutcome): string =>
  outcome.kind === 'answered'
    ? `answered ${outcome.status}`
    : `${outcome.kind} ${outcome.why}: ${outcome.detail}`

async function run(): Promise<readonly Measured[]> {
  const paid = electronPaidHttp(systemClock)
  const ordinary = electronHttp(systemClock)
  const rows: Measured[] = []
  for (const fault of faults) {
    for (const connection of ['cold', 'warm'] as const) {
      rows.push(await measure(paid, 'paid', connection, fault))
    }
  }
  // The control: on a warm connection of an ordinary session the network stack sends again.
  for (const fault of ['rst', 'fin', '408'] as const) {
    rows.push(await measure(ordinary, 'ordinary', 'warm', fault))
  }
  return rows
}

prepareNetwork(app)
void app
  .whenReady()
  .then(run)
  .then(
    (rows) => process.stdout.write(`${JSON.stringify(rows)}\n`, () => app.exit(0)),
    (error: unknown) => process.stderr.write(`${String(error)}\n`, () => app.exit(1))
  )
