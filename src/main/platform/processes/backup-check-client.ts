import { utilityProcess } from 'electron'

/** Checks a copy of the library database in a process of its own: reading a large one would block the window. */
export function checkInProcess(entryPath: string, copy: string): Promise<boolean> {
  const child = utilityProcess.fork(entryPath, [copy], { serviceName: 'Dailies backup check' })
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)))
}
