import { utilityProcess } from 'electron'

/** Has a copy of the library proved in a process of its own: reading a large one would hold the window up. */
export function proveInProcess(entryPath: string, copy: string): Promise<boolean> {
  const child = utilityProcess.fork(entryPath, [copy], { serviceName: 'Dailies backup proof' })
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)))
}
