import type { AppState } from '@shared/app-state'
import type { Funds } from '@shared/money/funds'
import type { Settings, SettingsPatch } from '@shared/settings'
import type { Client } from '$lib/api/client'
import type { ErrorReporter } from './error-reporter'

/** State of the app, as the main process last sent it. */
export class AppManager {
  readonly #client: Client
  readonly #errors: ErrorReporter
  #state = $state.raw<AppState>()
  #stop: (() => void) | undefined

  constructor(client: Client, errors: ErrorReporter) {
    this.#client = client
    this.#errors = errors
  }

  async start(): Promise<void> {
    this.#stop = this.#client.on('app.changed', (state) => this.#take(state))
    this.#take(await this.#client.call('app.state', {}))
  }

  destroy(): void {
    this.#stop?.()
  }

  get isLoaded(): boolean {
    return this.#state !== undefined
  }

  /** Available once `isLoaded` is true. */
  get state(): AppState {
    if (!this.#state) throw new Error('The state of the app was read before it was loaded')
    return this.#state
  }

  /** Whether nothing is set up: no key, no demo, no clip. Does not wait for a keychain that never answers. */
  readonly isFirstRun: boolean = $derived(
    this.#state !== undefined &&
      (this.#state.key.status === 'absent' ||
        (this.#state.key.status === 'reading' && this.#state.key.problem !== null)) &&
      !this.#state.demo &&
      this.#state.counts.all === 0 &&
      this.#state.counts.trash === 0
  )

  /** Whether no file can be read: the library folder is missing, or holds another library. */
  readonly isLibraryAway: boolean = $derived(
    this.#state !== undefined && ['missing', 'other_library', 'not_safe'].includes(this.#state.library.status)
  )

  readonly canSend: boolean = $derived(this.#state !== undefined && this.#state.key.status !== 'absent')

  /** Whether a newer Dailies wrote the library, which can only be viewed then. */
  readonly isLibraryNewer: boolean = $derived(this.#state?.notWritable?.code === 'library_newer')

  /** Balance and commitments; null where the balance is not known. */
  readonly funds: Funds | null = $derived.by(() => {
    const { balance = null, committed } = this.#state ?? {}
    if (!balance || !committed) return null
    return {
      balance: balance.microdollars,
      committed: committed.microdollars,
      committedUnpriced: committed.unpricedCount
    }
  })

  async updateSettings(patch: SettingsPatch): Promise<void> {
    await this.#client.call('settings.update', patch)
  }

  /** Changes settings, and shows a toast where that fails. Returns whether they were saved. */
  saveSettings(patch: SettingsPatch): Promise<boolean> {
    return this.#errors.attempt('Couldn’t save that setting', () => this.updateSettings(patch))
  }

  /** Shows the clips or the board of shots. Resolves when the window knows, and whoever is called for the focus is there. */
  async showRoom(room: Settings['room']): Promise<void> {
    await this.updateSettings({ room })
    this.#take(await this.#client.call('app.state', {}))
  }

  /** Shows the clips, if the board is shown. */
  leaveBoard(): void {
    if (this.#state?.settings.room === 'shots') void this.saveSettings({ room: 'grid' })
  }

  #take(state: AppState): void {
    if (!this.#state || state.revision >= this.#state.revision) this.#state = state
  }
}
