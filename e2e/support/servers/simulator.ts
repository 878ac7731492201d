import { join } from 'node:path'
import { startSimulator, type Simulator } from '../../../src/simulator/server'
import type { SimulatorOptions } from '../../../src/simulator/options'
import { projectFolder } from '../project'

export type { Simulator } from '../../../src/simulator/server'
export type SimulatorSettings = Partial<SimulatorOptions>

/**
 * A file that takes more than a minute and never pauses: neither the app's stall limit nor its limit for
 * slow downloads ends it on a slow machine.
 */
export const tricklingFile = { fault: 'file-drip', value: 100 } as const

/** Ports used so far: the worker's keyring outlives a test and stores a key per address. */
const addresses = new Set<string>()

/** Starts a simulator for one test: fast, deterministic, at a new address. */
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
