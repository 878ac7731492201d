import { join } from 'node:path'
import { ProblemError, type Problem } from '@shared/problem'
import { diskFull, folderReadOnly } from '@shared/problem-texts'
import { defaultSettings, Settings } from '@shared/settings'
import { errorCode } from '../base/errors'
import type { Clock } from '../base/clock'
import type { Logger } from '../logging/logger'
import { nodeFiles, type SettingsFiles } from './files'
import { readSettings, type ReadSettings } from './settings-file'

/** Any settings but the version; `undefined` changes nothing. */
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
 * The user's settings in `settings.json`. Reads and writes are synchronous: the file is a few hundred bytes, is read
 * once before there is a window, and a setting that the window shows is on disk.
 */
export class SettingsStore {
  readonly #deps: SettingsStoreDeps
  readonly #files: SettingsFiles
  #current = defaultSettings
  /** Settings that this version does not know, as a newer one may have written them; kept as they are. */
  #unknown: Readonly<Record<string, unknown>> = {}
  #problem: Problem | null = null
  /** Files whose content is not in use, and why; they are renamed before they are replaced. */
  readonly #toSetAside = new Map<string, 'damaged' | 'unread'>()

  constructor(deps: SettingsStoreDeps) {
    this.#deps = deps
    this.#files = deps.files ?? nodeFiles
  }

  get current(): Settings {
    return this.#current
  }

  /** Notice about damaged settings; null where they are fine. */
  get problem(): Problem | null {
    return this.#problem
  }

  /**
   * Reads the file; there are valid settings afterwards in any case. Missing values are taken from the copy; where that
   * has none either, sending is paused: the user may have paused it or set a cap.
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
   * Changes settings and writes them atomically.
   *
   * @throws ProblemError when a value is not allowed or the write failed; nothing has changed then.
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
      this.#deps.logger.error('Reading a settings file failed', error)
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
    this.#deps.logger.warn('Settings are incomplete: sending is paused')
    this.#current = { ...this.#current, sendingPaused: true }
    this.#problem = notKnown
  }

  /** Replaces a damaged file; the old one is kept beside it. */
  #replaceDamaged(): void {
    this.#deps.logger.warn('The settings file is damaged: it is set aside, and valid settings are kept')
    this.#toSetAside.set(this.#path, 'damaged')
    try {
      this.#write(this.#current)
    } catch {
      // Logged already; the next change tries again.
    }
  }

  #write(settings: Settings): void {
    const text = `${JSON.stringify({ ...this.#unknown, ...settings }, null, 2)}\n`
    try {
      this.#replace(this.#path, text)
    } catch (error) {
      this.#deps.logger.error('Writing the settings failed', error)
      throw new ProblemError(notWritten(error))
    }
    this.#keepCopy(text)
  }

  /** Writes a second copy, so that a spending cap survives damage to the file. */
  #keepCopy(text: string): void {
    try {
      this.#replace(this.#copyPath, text)
    } catch (error) {
      this.#deps.logger.warn('Writing the copy of the settings failed', error)
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
      if (errorCode(error) !== 'ENOENT') throw error
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
  message: 'Some settings couldn’t be read, so sending is paused. Nothing is charged until you resume.',
  advice: 'Check your folder and spending limits, then resume. The old file is kept.',
  retryable: false
}

function notWritten(error: unknown): Problem {
  const code = errorCode(error)
  return code === 'ENOSPC' || code === 'EDQUOT' ? diskFull.setting : folderReadOnly.settings
}
