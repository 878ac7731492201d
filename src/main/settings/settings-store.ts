import { join } from 'node:path'
import { ProblemError, type Problem } from '@shared/problem'
import { defaultSettings, Settings } from '@shared/settings'
import type { Clock } from '../clock'
import type { Logger } from '../logging/logger'
import { nodeFiles, type SettingsFiles } from './files'
import { readSettings } from './settings-file'

/** Any settings but the version; a name with `undefined` changes nothing. */
export type SettingsChange = {
  readonly [Name in Exclude<keyof Settings, 'version'>]?: Settings[Name] | undefined
}

export interface SettingsStoreParts {
  /** Absolute path; must exist when settings are changed. */
  readonly folder: string
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Logger
  readonly onChange: () => void
  readonly files?: SettingsFiles
}

/**
 * The user's settings in `settings.json`. Reads and writes block: the file is a few hundred bytes, is read once
 * before there is a window, and what the window then shows as chosen is on disk.
 */
export class SettingsStore {
  readonly #parts: SettingsStoreParts
  readonly #files: SettingsFiles
  #current = defaultSettings
  /** What this version does not know but a newer one may have written; kept as it is. */
  #unknown: Readonly<Record<string, unknown>> = {}

  constructor(parts: SettingsStoreParts) {
    this.#parts = parts
    this.#files = parts.files ?? nodeFiles
  }

  get current(): Settings {
    return this.#current
  }

  /** Reads the file; whatever is wrong with it, there are settings afterwards. */
  load(): Settings {
    const text = this.#read(this.#path)
    if (text === null) return this.#current
    const { isDamaged } = readSettings(text)
    const { settings, unknown } = readSettings(text, isDamaged ? this.#lastGood() : defaultSettings)
    this.#current = settings
    this.#unknown = unknown
    if (isDamaged) this.#setAside()
    return settings
  }

  /**
   * Changes settings and writes them: to a temporary name first, so that there is always a whole file.
   *
   * @throws ProblemError when a value is not allowed or the disk did not take it; then nothing has changed.
   */
  update(change: SettingsChange): Settings {
    const named = Object.entries(change).filter(([, value]) => value !== undefined)
    const parsed = Settings.safeParse({ ...this.#current, ...Object.fromEntries(named) })
    if (!parsed.success) throw new ProblemError(notAllowed(parsed.error.issues[0]?.path.join('.')))
    this.#write(parsed.data)
    this.#current = parsed.data
    this.#parts.onChange()
    return parsed.data
  }

  #read(path: string): string | null {
    try {
      return this.#files.readSync(path)
    } catch (error) {
      this.#parts.logger.error('The settings could not be read; defaults are used', error)
      return null
    }
  }

  #lastGood(): Settings {
    const text = this.#read(this.#copyPath)
    return text === null ? defaultSettings : readSettings(text).settings
  }

  #write(settings: Settings): void {
    const text = `${JSON.stringify({ ...this.#unknown, ...settings }, null, 2)}\n`
    try {
      this.#files.writeDurablySync(`${this.#path}.tmp`, text)
      this.#files.renameSync(`${this.#path}.tmp`, this.#path)
    } catch (error) {
      this.#parts.logger.error('The settings could not be written', error)
      throw new ProblemError(notWritten(error))
    }
    this.#keepCopy(text)
  }

  /** For the day when another program spoils the file: a cap on spending must not be gone with it. */
  #keepCopy(text: string): void {
    try {
      this.#files.writeDurablySync(`${this.#copyPath}.tmp`, text)
      this.#files.renameSync(`${this.#copyPath}.tmp`, this.#copyPath)
    } catch (error) {
      this.#parts.logger.warn('The copy of the settings could not be written; the one before stays', error)
    }
  }

  /** The damaged file stays beside the new one, which is written with the next change. */
  #setAside(): void {
    const { clock, logger } = this.#parts
    const time = new Date(clock.now()).toISOString().replaceAll(':', '-')
    logger.warn('The settings file is damaged; it is set aside, and what could be read is kept')
    try {
      this.#files.renameSync(this.#path, `${this.#path}.damaged-${time}`)
      this.#write(this.#current)
    } catch (error) {
      logger.error('The damaged settings file could not be set aside', error)
    }
  }

  get #path(): string {
    return join(this.#parts.folder, 'settings.json')
  }

  get #copyPath(): string {
    return join(this.#parts.folder, 'settings.last-good.json')
  }
}

const notAllowed = (field: string | undefined): Problem => ({
  code: 'invalid_input',
  message: 'This value is not allowed for the setting.',
  ...(field && { field }),
  retryable: false
})

function notWritten(error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const message = 'There is no room on the disk to save the setting. It stays as it was.'
    return { code: 'disk_full', message, advice: 'Free some space, then change it again.', retryable: true }
  }
  const message = 'The folder of the settings cannot be written to. The setting stays as it was.'
  return { code: 'folder_read_only', message, advice: 'Check the rights of the folder.', retryable: true }
}
