import { join } from 'node:path'
import { startSimulator, type Simulator } from '../../src/simulator/server'
import type { SimulatorOptions } from '../../src/simulator/options'
import { projectFolder } from './project'

export type { Simulator } from '../../src/simulator/server'
export type SimulatorSettings = Partial<SimulatorOptions>

/** A local ModelsLab for one test: quick, and the same in every run. */
export const startTestSimulator = (settings: SimulatorSettings = {}): Promise<Simulator> =>
  startSimulator({ clipsFolder: join(projectFolder, 'src/simulator/clips'), speed: 20, ...settings })
