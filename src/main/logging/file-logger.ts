import type { Clock } from '../base/clock'
import { LogFiles } from './log-files'
import { createLogger, type Logger } from './logger'
import { Redactor } from './redactor'

export interface FileLogger extends Logger {
  /** Resolves when every line so far is written or lost; never rejects. */
  flush(): Promise<void>
}

/**
 * Creates the app's log: one file a day in `folder`, created on the first line.
 *
 * @param deps.homeFolder Written as `~` wherever it stands in a line.
 */
export function createFileLogger(deps: {
  readonly folder: string
  readonly homeFolder: string
  readonly clock: Pick<Clock, 'now'>
}): FileLogger {
  const { folder, homeFolder, clock } = deps
  const files = new LogFiles({ folder, clock, redactor: new Redactor(homeFolder) })
  return { ...createLogger(files), flush: () => files.flush() }
}
