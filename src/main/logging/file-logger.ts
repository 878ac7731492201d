import type { Clock } from '../base/clock'
import { LogFiles } from './log-files'
import { createLogger, type Logger } from './logger'
import { Redactor } from './redactor'

export interface FileLogger extends Logger {
  /** Resolves when every line so far is in its file, or lost for good; never rejects. */
  flush(): Promise<void>
}

/**
 * The app's log: one file a day in `folder`, made when there is something to write.
 *
 * @param parts.homeFolder Written as `~` wherever it stands in a line.
 */
export function createFileLogger(parts: {
  readonly folder: string
  readonly homeFolder: string
  readonly clock: Pick<Clock, 'now'>
}): FileLogger {
  const { folder, homeFolder, clock } = parts
  const files = new LogFiles({ folder, clock, redactor: new Redactor(homeFolder) })
  return { ...createLogger(files), flush: () => files.flush() }
}
