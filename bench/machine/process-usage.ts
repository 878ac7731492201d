import { readFileSync } from 'node:fs'
import { commandLineOf, processTree } from '../../e2e/support/desktop/processes'

/** Memory of a process and everything it started, in MiB. */
export interface MemoryUse {
  /** Every page counted in each process that has it. */
  readonly rss: number
  /** A page that processes share counted once. */
  readonly pss: number
}

const kibPerMib = 1024

export function memoryOf(root: number): MemoryUse {
  const rollups = processTree(root).map((pid) => textOf(`/proc/${pid}/smaps_rollup`))
  const sum = (name: string): number =>
    rollups.reduce((total, text) => total + kilobytesIn(text, name), 0) / kibPerMib
  return { rss: sum('Rss'), pss: sum('Pss') }
}

const kilobytesIn = (rollup: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0)

/** Resident memory of one process in MiB; null when it is gone. */
export function residentMib(pid: number): number | null {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) / kibPerMib
}

/** Time on a processor so far in milliseconds, by kind of process: `main`, `renderer`, `gpu-process`, `network`. */
export type CpuTimes = ReadonlyMap<string, number>

/** Linux counts a process's time in hundredths of a second, on every architecture that Electron runs on. */
const msPerTick = 10

export function cpuTimesOf(root: number): CpuTimes {
  const times = new Map<string, number>()
  for (const pid of processTree(root)) {
    const kind = pid === root ? 'main' : kindOf(commandLineOf(pid))
    times.set(kind, (times.get(kind) ?? 0) + cpuMsIn(textOf(`/proc/${pid}/stat`)))
  }
  return times
}

/** User and system time are the 12th and 13th fields after the name, which stands in brackets. */
function cpuMsIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * msPerTick
}

function kindOf(commandLine: string): string {
  const service = /--utility-sub-type=(?:\w+\.)*mojom\.(\w+)/.exec(commandLine)?.[1]
  return service ?? /--type=([\w-]+)/.exec(commandLine)?.[1] ?? 'other'
}

/** Processor time of the main thread of a process in milliseconds, to the microsecond. */
export const mainThreadMs = (pid: number): number =>
  Number(textOf(`/proc/${pid}/task/${pid}/schedstat`).split(' ')[0] ?? 0) / 1e6

/** Share of one core in percent that each kind of process used between two readings. */
export function sharesOfCore(before: CpuTimes, after: CpuTimes, elapsedMs: number): Record<string, number> {
  const used = [...after].map(([kind, ms]): [string, number] => [
    kind,
    (Math.max(0, ms - (before.get(kind) ?? 0)) * 100) / elapsedMs
  ])
  return Object.fromEntries(used)
}

export const total = (shares: Readonly<Record<string, number>>): number =>
  Object.values(shares).reduce((sum, share) => sum + share, 0)

/** A process may be gone by the time that it is looked at. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
