import type { AppState } from '@shared/app-state'
import type { Settings } from '@shared/settings'
import type { EventName, EventPayload, links } from '@shared/contract'
import type { Clock } from '../base/clock'
import type { Confirmation } from '../consent/confirmations'
import type { SecretStore } from '../credentials/secret-store'
import type { CheckCopy } from '../db/recovery/backup-check'
import type { Downloader } from '../downloads/download'
import type { Desktop } from '../handoff/handoff'
import type { IpcPort } from '../ipc/router'
import type { LocatorDesktop } from '../library/recovery/locator'
import type { LibraryDesktop } from '../library/library'
import type { Logger } from '../logging/logger'
import type { MediaServer } from '../media/media-server'
import type { Http } from '../modelslab/transport/http'

/** What the system underneath gives: Electron in the app, plain Node and fakes in tests. */
export interface AppPlatform {
  readonly clock: Clock
  readonly logger: Logger
  readonly name: AppState['platform']
  readonly version: string
  readonly demo: boolean
  readonly developmentBuild: boolean
  /** The version of what decodes video in the window. */
  readonly decoderVersion: string
  /** Also check what handlers answer; development and tests. */
  readonly checkOutputs: boolean
  readonly folders: {
    /** Database and settings; the app's own. */
    readonly state: string
    /** Posters; may be deleted at any time. */
    readonly cache: string
    readonly defaultLibrary: string
  }
  /** A small file outside profile and library, which says that this profile is in use on this computer. */
  readonly installationMark: string
  /** Identity of this computer; null where it has none that can be read. */
  readonly readMachine: () => Promise<string | null>
  /** The API's base address. */
  readonly apiOrigin: string
  /** What the key is kept for: an address, and whose. */
  readonly keyOrigin: string
  readonly profile: string
  /** Demo mode brings the simulator's key; it is kept like any other. */
  readonly builtInKey?: string
  readonly http: Http
  readonly paidHttp: Http
  readonly loadSecretStore: () => Promise<SecretStore>
  readonly downloader: Downloader
  readonly checkBackup: CheckCopy
  readonly desktop: Desktop &
    LibraryDesktop &
    LocatorDesktop & {
      openLink(link: keyof typeof links): Promise<void>
      /** Asks in a dialog of the system; true when the user agreed. */
      confirm(confirmation: Confirmation): Promise<boolean>
      /** Makes the system's part of the window, its menus and title bar, follow. */
      setTheme(theme: Settings['theme']): void
    }
  readonly ipc: IpcPort
  readonly emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void
  /** Starts the program again, in demo mode or out of it. */
  readonly restart: (demo: boolean) => void
  readonly newId?: () => string
  readonly random?: () => number
}

/** The app without its window: what the Electron entry, tests and fault runs hold of it. */
export interface App {
  readonly media: MediaServer
  /** Whether a paid request waits for its answer right now. */
  readonly isSending: () => boolean
  /** How many generations go on at ModelsLab without us. */
  readonly running: () => number
  /** The system's keychain was asked something and has not answered. */
  readonly isKeychainHung: () => boolean
  /** Begins the work behind the window; returns at once. */
  start(): void
  /** The computer woke up or the network came back. */
  wake(): void
  /** The user turned to the window: the library's drive may have gone or come. */
  lookAfterFolder(): void
  /** Refuses further calls, gives a paid request a moment, and closes the database. */
  dispose(): Promise<void>
}
