import { readdirSync, readFileSync } from 'node:fs'

export interface ProcessSize {
  /** Open files, sockets and memory shared by handle. */
  readonly handles: number
  /** Resident memory, shared or not. */
  readonly kilobytes: number
  /** Part of it that Chromium shares between processes. */
  readonly sharedKilobytes: number
}

/** Reads the current size of a process from the kernel. */
export function processSize(pid: number): ProcessSize {
  const mappings = readFileSync(`/proc/${pid}/smaps`, 'utf8').split(/\n(?=[0-9a-f]+-[0-9a-f]+ )/)
  const residentOf = (mapping: string): number => Number(/^Rss:\s+(\d+)/m.exec(mapping)?.[1] ?? 0)
  const sum = (some: readonly string[]): number =>
    some.reduce((total, mapping) => total + residentOf(mapping), 0)
  return {
    handles: readdirSync(`/proc/${pid}/fd`).length,
    kilobytes: sum(mappings),
    sharedKilobytes: sum(mappings.filter((mapping) => /^.*org\.chromium/.test(mapping)))
  }
}
