/** One line each: area, what changed, numbers with units. Keys, prompts and full addresses never enter. */
export interface Logger {
  info(message: string): void
  /** `error` is what was thrown; its stack and causes are written below the line. */
  warn(message: string, error?: unknown): void
  error(message: string, error?: unknown): void
  /** The same sink, with `area` named after this one's. */
  child(area: string): Logger
  /** From now on this text stands in no line of any area, in whatever spelling. */
  hide(secret: string): void
}

type LogLevel = 'info' | 'warn' | 'error'

export interface LogEntry {
  readonly level: LogLevel
  /** From the outermost: the capability, then ids. */
  readonly areas: readonly string[]
  readonly message: string
  readonly error?: unknown
}

/** Where lines go. Must neither throw nor block. */
export interface LogSink {
  write(entry: LogEntry): void
  hide(secret: string): void
}

/** @param areas The capability that speaks (`generations`), then ids. */
export function createLogger(sink: LogSink, ...areas: readonly string[]): Logger {
  const write = (level: LogLevel, message: string, error?: unknown): void =>
    sink.write({ level, areas, message, error })
  return {
    info: (message) => write('info', message),
    warn: (message, error) => write('warn', message, error),
    error: (message, error) => write('error', message, error),
    child: (area) => createLogger(sink, ...areas, area),
    hide: (secret) => sink.hide(secret)
  }
}

/** For tests and tools that keep no log. */
export const silentLogger: Logger = createLogger({ write: () => undefined, hide: () => undefined })
