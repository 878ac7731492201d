import { utilityProcess } from 'electron'

/**
 * Runs the simulated ModelsLab of demo mode in a process of its own.
 * @returns the address it listens at, on loopback.
 */
export function startSimulatorProcess(deps: {
  readonly simulatorProcess: string
  readonly clipsFolder: string
}): Promise<string> {
  // Each start hands out other ids: those of the last one belong to clips that are in the library.
  const options = { clipsFolder: deps.clipsFolder, seed: Date.now() % 2 ** 32 }
  const child = utilityProcess.fork(deps.simulatorProcess, [JSON.stringify(options)], {
    serviceName: 'Dailies simulator'
  })
  return new Promise((resolve, reject) => {
    child.on('message', (message: unknown) => {
      if (isListening(message)) resolve(message.url)
    })
    child.on('error', (type, location) => reject(new Error(`The simulator ended: ${type} at ${location}`)))
    child.once('exit', (code) =>
      reject(new Error(`The simulator ended with code ${code} before it listened`))
    )
  })
}

function isListening(message: unknown): message is { readonly type: 'listening'; readonly url: string } {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'listening' &&
    'url' in message &&
    typeof message.url === 'string'
  )
}
