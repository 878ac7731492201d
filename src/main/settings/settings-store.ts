import { join } from 'node:path'
import { ProblemError, type Problem } from '@shared/problem'
import { diskFull, folderReadOnly } from '@shared/problem-texts'
import { defaultSettings, Settings } from '@shared/settings'
import type { Clock } from '../base/clock'
import type { Logger } from '../logging/logger'
import { nodeFiles, type SettingsFiles } from './files'
import { readSettings, type ReadSettings } from './settings-file'

/** Any settings but the version; a name with `undefined` changes nothing. */
export type SettingsChange = {
  readonly [Name in Exclude<keyof Settings, 'version'>]?: Settings[Name] | undefined
}

export interface SettingsStoreDeps {
  /** Absolute path; must exist when settings are changed. */
  readonly folder: string
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Logger
  readonly onChange: (settings: Settings) => void
  readonly files?: SettingsFiles
}

/**
 * The user's settings in `settings.json`. Reads and writes block: the file is a few hundred bytes, is read once
 * before there is a window, and what the window then shows as chosen is on disk.
 */
export class SettingsStore {
  readonly #deps: SettingsStoreDeps
  readonly #files: SettingsFiles
  #current = defaultSettings
  /** What this version does not know but a newer one may have written; kept as it is. */
  #unknown: Readonly<Record<string, unknown>> = {}
  #problem: Problem | null = null
  /** Files whose content is not in use, by why; they get another name before they are replaced. */
  readonly #toSetAside = new Map<string, 'damaged' | 'unread'>()

  constructor(deps: SettingsStoreDeps) {
    this.#deps = deps
    this.#files = deps.files ?? nodeFiles
  }

  get current(): Settings {
    return this.#current
  }

  /** What the user has to know of how the settings were found. */
  get problem(): Problem | null {
    return this.#problem
  }

  /**
   * Reads the file; whatever is wrong with it, there are settings afterwards. What it does not say is taken from the
   * copy; where neither tells, sending is paused: the user may have paused it, or capped what it may cost.
   */
  load(): Settings {
    const text = this.#read(this.#path)
    const found = text === null ? null : readSettings(text)
    if (found && !found.isDamaged) return this.#take(found)
    const copyText = this.#read(this.#copyPath)
    const copy = copyText === null ? null : readSettings(copyText)
    if (text === null && copy === null && this.#toSetAside.size === 0) return this.#current
    const taken = text === null ? copy : readSettings(text, copy?.settings)
    this.#take(taken ?? { settings: defaultSettings, unknown: {} })
    if (copy?.isDamaged ?? true) this.#pause()
    if (text !== null) this.#replaceDamaged()
    return this.#current
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
    this.#deps.onChange(parsed.data)
    return parsed.data
  }

  #read(path: string): string | null {
    try {
      return this.#files.readSync(path)
    } catch (error) {
      this.#deps.logger.error('A file of the settings could not be read', error)
      this.#toSetAside.set(path, 'unread')
      return null
    }
  }

  #take({ settings, unknown }: Pick<ReadSettings, 'settings' | 'unknown'>): Settings {
    this.#current = settings
    this.#unknown = unknown
    return settings
  }

  #pause(): void {
    this.#deps.logger.warn('Not all settings are known; sending is paused')
    this.#current = { ...this.#current, sendingPaused: true }
    this.#problem = notKnown
  }

  /** The damaged file stays beside the new one. */
  #replaceDamaged(): void {
    this.#deps.logger.warn('The settings file is damaged; it is set aside, and what could be read is kept')
    this.#toSetAside.set(this.#path, 'damaged')
    try {
      this.#write(this.#current)
    } catch {
      // Logged where it was thrown; the next change tries again.
    }
  }

  #write(settings: Settings): void {
    const text = `${JSON.stringify({ ...this.#unknown, ...settings }, null, 2)}\n`
    try {
      this.#replace(this.#path, text)
    } catch (error) {
      this.#deps.logger.error('The settings could not be written', error)
      throw new ProblemError(notWritten(error))
    }
    this.#keepCopy(text)
  }

  /** For the day when another program spoils the file: a cap on spending must not be gone with it. */
  #keepCopy(text: string): void {
    try {
      this.#replace(this.#copyPath, text)
    } catch (error) {
      this.#deps.logger.warn('The copy of the settings could not be written; the one before stays', error)
    }
  }

  #replace(path: string, text: string): void {
    this.#files.createSync(`${path}.tmp`, text)
    this.#setAside(path)
    this.#files.renameSync(`${path}.tmp`, path)
  }

  #setAside(path: string): void {
    const why = this.#toSetAside.get(path)
    if (why === undefined) return
    const time = new Date(this.#deps.clock.now()).toISOString().replaceAll(':', '-')
    try {
      this.#files.renameSync(path, `${path}.${why}-${time}`)
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
    }
    this.#toSetAside.delete(path)
  }

  get #path(): string {
    return join(this.#deps.folder, 'settings.json')
  }

  get #copyPath(): string {
    return join(this.#deps.folder, 'settings.last-good.json')
  }
}

const notAllowed = (field: string | undefined): Problem => ({
  code: 'invalid_input',
  message: 'This value is not allowed for the setting.',
  ...(field && { field }),
  retryable: false
})

const notKnown: Problem = {
  code: 'settings_not_read',
  message:
    'Not all of your settings could be read, so sending is paused. Nothing is sent, and nothing costs money, until you resume.',
  advice:
    'Look through the settings first, above all the folder and your spending limits. The old file is kept.',
  retryable: false
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

function notWritten(error: unknown): Problem {
  const code = codeOf(error)
  return code === 'ENOSPC' || code === 'EDQUOT' ? diskFull.setting : folderReadOnly.settings
}
