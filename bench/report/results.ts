import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname } from 'node:path'
import type { BenchOptions } from '../command-line'
import type { Measurement } from './measurement'

/** Everything that one run found out. */
export interface Results {
  readonly version: 1
  readonly atMs: number
  /** `Electron 45.4.1` */
  readonly runtime: string
  readonly platform: string
  readonly cores: number
  readonly processor: string
  readonly packaged: boolean
  readonly quick: boolean
  readonly runs: number
  readonly measurements: readonly Measurement[]
  /** Measurements that could not be made, and why. */
  readonly failures: readonly Failure[]
}

export interface Failure {
  readonly measure: string
  readonly message: string
}

export function resultsOf(
  options: BenchOptions,
  runtime: string,
  measurements: readonly Measurement[],
  failures: readonly Failure[]
): Results {
  const processors = cpus()
  return {
    version: 1,
    atMs: Date.now(),
    runtime,
    platform: `${process.platform} ${process.arch}`,
    cores: processors.length,
    processor: processors[0]?.model ?? 'unknown',
    packaged: options.packaged,
    quick: options.quick,
    runs: options.runs,
    measurements,
    failures
  }
}

export function writeResults(path: string, results: Results): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`)
}
