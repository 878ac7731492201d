import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { inProject } from '../base/paths.mjs'

/** Starts the simulator of ModelsLab in a process of its own. */
export async function startSimulator() {
  const program = [
    inProject('node_modules/tsx/dist/cli.mjs'),
    inProject('src/simulator/cli.ts'),
    '--speed',
    '20'
  ]
  const child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [words] = await once(child.stdout.setEncoding('utf8'), 'data')
  const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(words)
  const ledger = async () => (await fetch(`${url}/control/ledger`)).json()
  return {
    url,
    /** Returns the number of requests of each endpoint. */
    requests: async () => (await ledger()).requests,
    /** Returns every paid request. */
    paid: async () => (await ledger()).entries,
    stop: () => child.kill()
  }
}
