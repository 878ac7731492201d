/** One line each: area, what changed, numbers with units. Keys, prompts and full addresses never enter. */
export interface Logger {
  debug(message: string): void
  info(message: string): void
  /** `error` is what was thrown; its stack and causes are written below the line. */
  warn(message: string, error?: unknown): void
  error(message: string, error?: unknown): void
  /** The same sink, with `area` named after this one's. */
  child(area: string): Logger
}

/** For tests and tools that keep no log. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger
}
