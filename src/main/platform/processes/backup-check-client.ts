import { utilityProcess } from 'electron'

/** Checks the library database, or a copy, in a process of its own: reading a large one would block the window. */
export function checkInProcess(entryPath: string, path: string, what: 'copy' | 'in_use'): Promise<boolean> {
  const child = utilityProcess.fork(entryPath, [path, what], { serviceName: 'Dailies database check' })
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)))
}
