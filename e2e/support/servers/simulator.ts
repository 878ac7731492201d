import { join } from 'node:path'
import { startSimulator, type Simulator } from '../../../src/simulator/server'
import type { SimulatorOptions } from '../../../src/simulator/options'
import { projectFolder } from '../project'

export type { Simulator } from '../../../src/simulator/server'
export type SimulatorSettings = Partial<SimulatorOptions>

/**
 * A file that takes more than a minute to come, and never pauses: neither the app's limit for silence nor the one for
 * slowness ends its download while a slow machine looks at it.
 */
export const tricklingFile = { fault: 'file-drip', value: 100 } as const

/** The worker's keyring outlives a test, and keeps a key for each address. */
const addresses = new Set<string>()

/** A local ModelsLab for one test: quick, the same in every run, and at an address that no test had before. */
export async function startTestSimulator(settings: SimulatorSettings = {}): Promise<Simulator> {
  const simulator = await startSimulator({
    clipsFolder: join(projectFolder, 'src/simulator/clips'),
    speed: 20,
    ...settings
  })
  if (settings.port !== undefined || !addresses.has(simulator.url)) {
    addresses.add(simulator.url)
    return simulator
  }
  const another = await startTestSimulator(settings)
  await simulator.close()
  return another
}
