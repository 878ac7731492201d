/**
 * The simulator as a separate process: an Electron utility process, or a child of plain Node. Its options
 * are one JSON argument; it reports its address, and ends with its parent.
 */
import { startSimulator, type Simulator } from './server'
import type { SimulatorOptions } from './options'

/** Messages to the parent process. */
export type SimulatorReport =
  | { readonly type: 'listening'; readonly url: string; readonly proxyUrl: string }
  | { readonly type: 'failed'; readonly message: string }

/** The part of Electron's `process.parentPort` that is used here; plain Node has none. */
interface ParentPort {
  postMessage(message: SimulatorReport): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
}

const parentPort = (process as unknown as { readonly parentPort?: ParentPort }).parentPort

function report(message: SimulatorReport, sent: () => void = () => undefined): void {
  if (parentPort) {
    parentPort.postMessage(message)
    sent()
  } else if (process.send) process.send(message, sent)
  else sent()
}

const isClose = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'close'

function endWithParent(simulator: Simulator): void {
  const end = (): void => void simulator.close().finally(() => process.exit(0))
  parentPort?.on('message', ({ data }) => {
    if (isClose(data)) end()
  })
  parentPort?.on('close', end)
  process.on('message', (message) => {
    if (isClose(message)) end()
  })
  process.on('disconnect', end)
}

try {
  const argument = process.argv.findLast((text) => text.startsWith('{')) ?? '{}'
  // startSimulator validates the input; the type is only asserted here.
  const simulator = await startSimulator(JSON.parse(argument) as SimulatorOptions)
  endWithParent(simulator)
  report({ type: 'listening', url: simulator.url, proxyUrl: simulator.proxyUrl })
} catch (cause) {
  const message = cause instanceof Error ? cause.message : String(cause)
  report({ type: 'failed', message }, () => process.exit(1))
}
