import { utilityProcess } from 'electron'

/**
 * Runs the simulated ModelsLab of demo mode in a process of its own.
 * @returns Its loopback address.
 */
export function startSimulatorProcess(deps: {
  readonly simulatorProcess: string
  readonly clipsFolder: string
}): Promise<string> {
  // Ids differ for each start: earlier ones belong to clips in the library.
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
