import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Clips } from './files/clips'
import { changeSettings, switchFaults, type FaultInput, type SettingsInput } from './control/control'
import { firstIssue, SimulatorOptions } from './options'
import { deliver, json } from './answers/reply'
import { answerRequest } from './api/routes'
import { Simulation, type LedgerReport } from './simulation'
import type { FileHosts } from './answers/job-answers'
import type { Result } from '../shared/result'

/** A running simulator. */
export interface Simulator {
  /** `http://127.0.0.1:port`, the base of the API and the main host of files. */
  readonly url: string
  /** The second host of files. */
  readonly proxyUrl: string
  readonly port: number
  /** Returns everything so far, like `GET /control/ledger`. */
  ledger(): LedgerReport
  /** Switches faults on, like `POST /control`. */
  fault(input: FaultInput | readonly FaultInput[]): void
  /** Changes balance, queue limit, speed or time, like `POST /control/set`. */
  set(input: SettingsInput): void
  /** Resets everything, like `POST /control/reset`. */
  reset(): void
  /** Closes all connections and frees the ports. */
  close(): Promise<void>
}

/** Keep-alive time-out of a real front end. */
const keepAliveMs = 60_000

/** Starts a local ModelsLab on 127.0.0.1. Rejects with one sentence when an option is wrong or the port is taken. */
export async function startSimulator(input: SimulatorOptions): Promise<Simulator> {
  const options = SimulatorOptions.safeParse(input)
  if (!options.success) throw new Error(firstIssue(options.error))
  const simulation = new Simulation(options.data, await Clips.open(options.data.clipsFolder))
  const hosts = { mainUrl: '', proxyUrl: '' }
  const main = serverFor(simulation, hosts, true)
  const proxy = serverFor(simulation, hosts, false)
  const port = await listen(main, options.data.port)
  hosts.mainUrl = `http://127.0.0.1:${port}`
  hosts.proxyUrl = `http://127.0.0.1:${await listen(proxy, 0)}`
  return {
    url: hosts.mainUrl,
    proxyUrl: hosts.proxyUrl,
    port,
    ledger: () => simulation.report(),
    fault: (wanted) => orThrow(switchFaults(simulation, wanted)),
    set: (wanted) => orThrow(changeSettings(simulation, wanted)),
    reset: () => simulation.reset(),
    close: async () => {
      simulation.clock.stop()
      await Promise.all([main, proxy].map(close))
    }
  }
}

function serverFor(simulation: Simulation, hosts: FileHosts, isMainHost: boolean): Server {
  const server = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    // A client that disconnects early is ordinary and must not stop the server.
    request.on('error', () => undefined)
    response.on('error', () => undefined)
    answerRequest(request, response, simulation, hosts, isMainHost).catch(() => {
      if (response.headersSent || response.destroyed) return void response.destroy()
      const reply = json(500, { status: 'error', message: 'Internal server error. Please try again.' })
      deliver(response, { kind: 'whole', reply })
    })
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  return server
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? `Port ${port} is in use.` : `Port ${port} cannot be used.`
      reject(new Error(reason, { cause }))
    })
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function orThrow(result: Result<unknown, string>): void {
  if (!result.ok) throw new Error(result.error)
}
