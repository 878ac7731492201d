import { utilityProcess } from 'electron'

/** Checks the open library database in a process of its own: reading a large one would block the window. */
export const checkInProcess = (entryPath: string, path: string): Promise<boolean> => isSound(entryPath, path)

/** Copies the open library database in a process of its own, and checks the copy. */
export const copyInProcess = (entryPath: string, path: string, copy: string): Promise<boolean> =>
  isSound(entryPath, path, copy)

/** @param copy Where a copy is made; empty to check the database itself. */
function isSound(entryPath: string, path: string, copy = ''): Promise<boolean> {
  const child = utilityProcess.fork(entryPath, [path, copy], { serviceName: 'Dailies database' })
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)))
}
