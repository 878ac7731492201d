import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunningApp } from './running-app'

/** Returns what the app has written into its log. */
export const textOfLogs = async ({ userData }: Pick<RunningApp, 'userData'>): Promise<string> => {
  const folder = join(userData, 'logs')
  const names = await readdir(folder)
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('')
}
