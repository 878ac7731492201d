import { fork } from 'node:child_process'
import type { SimulatorOptions } from '../../src/simulator/options'
import type { SimulatorReport } from '../../src/simulator/process'
import type { LedgerReport } from '../../src/simulator/simulation'
import { clipsFolder } from '../engine/bundle'
import { within } from './within'

/** API server of a run. */
export interface Api {
  readonly origin: string
  /** Null for a foreign server: no faults, and no ledger to read. */
  readonly control: ApiControl | null
  close(): Promise<void>
}

export interface ApiControl {
  ledger(): Promise<LedgerReport>
  /** Replaces all faults by these, each written as `name=value*times`. */
  setFaults(faults: readonly string[]): Promise<void>
  setQueueLimit(queueLimit: number): Promise<void>
}

export const foreignApi = (origin: string): Api => ({
  origin,
  control: null,
  close: () => Promise.resolve()
})

/** Controls a simulator: switches faults on and reads its ledger. */
export function ownApi(url: string): Api {
  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(url + path, { method: 'POST', body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  }
  return {
    ...foreignApi(url),
    control: {
      ledger: async () => (await (await fetch(`${url}/control/ledger`)).json()) as LedgerReport,
      setFaults: async (faults) => {
        await post('/control/clear', {})
        if (faults.length > 0)
          await post(
            '/control',
            faults.map((fault) => ({ fault }))
          )
      },
      setQueueLimit: (queueLimit) => post('/control/set', { queueLimit })
    }
  }
}

/** Starts a simulator in a separate process, which outlives killed apps. */
export async function startApi(
  program: string,
  options: Omit<SimulatorOptions, 'clipsFolder'>
): Promise<Api> {
  const child = fork(program, [JSON.stringify({ ...options, clipsFolder })], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc']
  })
  const report = await within(
    30_000,
    'Starting the simulator',
    new Promise<SimulatorReport>((resolve) => child.once('message', resolve as (message: unknown) => void))
  )
  if (report.type === 'failed') throw new Error(report.message)
  return {
    ...ownApi(report.url),
    close: () => {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      child.send({ type: 'close' })
      return within(120_000, 'Ending the simulator', ended)
    }
  }
}
