import { ProblemError } from '@shared/problem'
import type { UpdatesView } from '@shared/updates'
import type { Clock } from '../base/clock'
import type { Logger } from '../logging/logger'
import type { Http } from '../modelslab/transport/http'
import { fetchFeed } from './feed/fetch-feed'
import type { Release, UpdateChannel, UpdateInstaller } from './ports'
import { updateProblems } from './problems'

const dayMs = 24 * 60 * 60 * 1_000
/** Wait of the first automatic check, and of one that came at the moment of a paid call. */
const quietMs = 60_000

interface UpdatesDeps {
  readonly channel: UpdateChannel
  readonly http: Http
  readonly version: string
  /** Whether the user wants to hear of newer versions without asking. */
  readonly isWanted: () => boolean
  /** Whether a paid request awaits its answer. */
  readonly isSending: () => boolean
  readonly clock: Clock
  readonly logger: Logger
  readonly onChange: () => void
}

/** Looks for newer versions. It begins nothing during a paid call, and installs only what the user asked it to. */
export class Updates {
  readonly #deps: UpdatesDeps
  #status: UpdatesView['status'] = 'unknown'
  #release: Release | null = null
  #isDismissed = false
  #installer: Promise<UpdateInstaller> | null = null
  #cancelTimer = (): void => undefined

  constructor(deps: UpdatesDeps) {
    this.#deps = deps
  }

  view(): UpdatesView {
    return {
      status: this.#status,
      version: this.#release?.version ?? null,
      canInstall: this.#deps.channel.loadInstaller !== null,
      isDismissed: this.#isDismissed
    }
  }

  /** Looks once a day from now on, while the user wants that. */
  start(): void {
    this.#lookIn(quietMs)
  }

  stop(): void {
    this.#cancelTimer()
  }

  /** Looks for a newer version now. @throws ProblemError */
  async check(): Promise<void> {
    this.#requireNoSending()
    if (this.#status === 'checking' || this.#status === 'downloading' || this.#status === 'ready') return
    this.#become('checking')
    try {
      const release = await this.#newer()
      if (release?.version !== this.#release?.version) this.#isDismissed = false
      this.#release = release
      this.#become(release ? 'available' : 'newest')
    } catch (error) {
      // What an earlier check found is still there.
      this.#become(this.#release ? 'available' : 'failed')
      this.#deps.logger.warn('Reading the update feed failed', error)
      throw new ProblemError(updateProblems.noFeed, { cause: error })
    }
  }

  /** Downloads the newer version. @throws ProblemError */
  async download(): Promise<void> {
    this.#requireNoSending()
    const release = this.#release
    if (this.#status !== 'available' || !release) throw new ProblemError(updateProblems.notChecked)
    this.#become('downloading')
    try {
      await (await this.#loadInstaller()).download(release)
      this.#become('ready')
    } catch (error) {
      this.#become('available')
      this.#deps.logger.warn('Downloading an update failed', error)
      throw new ProblemError(updateProblems.notGenuine, { cause: error })
    }
  }

  /** Closes the program and installs what was downloaded. @throws ProblemError */
  async install(): Promise<void> {
    this.requireReady()
    const installer = await this.#loadInstaller()
    this.#requireNoSending()
    this.#deps.channel.leave(() => installer.install())
  }

  /** @throws ProblemError unless a checked download waits, and nothing is being sent. */
  requireReady(): void {
    this.#requireNoSending()
    if (this.#status !== 'ready') throw new ProblemError(updateProblems.notChecked)
  }

  dismiss(): void {
    this.#isDismissed = true
    this.#deps.onChange()
  }

  async #newer(): Promise<Release | null> {
    const { channel, http, version } = this.#deps
    const text = await fetchFeed(http, channel.feedUrl)
    const reader = await channel.loadReader()
    return reader.readNewer(text, version, channel.feedUrl)
  }

  #loadInstaller(): Promise<UpdateInstaller> {
    const { loadInstaller } = this.#deps.channel
    if (!loadInstaller) throw new ProblemError(updateProblems.absent)
    return (this.#installer ??= loadInstaller())
  }

  #lookIn(ms: number): void {
    this.#cancelTimer = this.#deps.clock.setTimer(ms, () => this.#look())
  }

  #look(): void {
    const { isWanted, isSending } = this.#deps
    if (isSending()) return this.#lookIn(quietMs)
    // The failure is in the log and in the state.
    if (isWanted()) this.check().catch(() => undefined)
    this.#lookIn(dayMs)
  }

  #requireNoSending(): void {
    if (this.#deps.isSending()) throw new ProblemError(updateProblems.sending)
  }

  #become(status: UpdatesView['status']): void {
    this.#status = status
    this.#deps.onChange()
  }
}
