/** Log with one line an entry: area, what changed, numbers with units. Never pass keys, prompts or full URLs. */
export interface Logger {
  info(message: string): void
  /** `error` is the thrown value; its stack and causes are written below the line. */
  warn(message: string, error?: unknown): void
  error(message: string, error?: unknown): void
  /** Returns a logger with the same sink and a further area. */
  child(area: string): Logger
  /** Redacts a text from every line of every area from now on. */
  hide(secret: string): void
}

type LogLevel = 'info' | 'warn' | 'error'

export interface LogEntry {
  readonly level: LogLevel
  /** Outermost first: the capability, then ids. */
  readonly areas: readonly string[]
  readonly message: string
  readonly error?: unknown
}

/** Destination of lines. Must neither throw nor block. */
export interface LogSink {
  write(entry: LogEntry): void
  hide(secret: string): void
}

/** @param areas The capability (`generations`), then ids. */
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
