import type { ActionName } from '@shared/actions'
import type { AppState } from '@shared/app-state'
import type { GenerationId } from '@shared/generation'
import type { Settings } from '@shared/settings'
import type { EventName, EventPayload } from '@shared/contract'
import type { links } from '@shared/contract/app-calls'
import type { TaskbarDesktop } from '../activity/create'
import type { Clock } from '../base/clock'
import type { Confirmation } from '../consent/confirmations'
import type { SecretStore } from '../credentials/secret-store'
import type { CopyChecked } from '../db/recovery/check-copy'
import type { IndexFiles, IndexPending } from '../db/search/index-pending'
import type { ReadingThread } from '../db/reading/library-reader'
import type { Downloader } from '../downloads/download'
import type { ReadEditFile } from '../edits/create'
import type { RecentProjectsDesktop } from '../curation/create'
import type { CopyDesktop } from '../handoff/copies'
import type { Desktop } from '../handoff/handoff'
import type { HelpDesktop } from '../help/create'
import type { HotFolderDesktop } from '../hot-folder/handlers'
import type { ImportDesktop } from '../imports/create'
import type { IpcPort } from '../ipc/router'
import type { FrameDesktop } from '../library/frames/frame-files'
import type { LocatorDesktop } from '../library/recovery/locator'
import type { LibraryDesktop } from '../library/library'
import type { Logger } from '../logging/logger'
import type { MediaServer } from '../media/media-server'
import type { NotificationDesktop } from '../notifications/notifier'
import type { TimelineDesktop } from '../timelines/ports'
import type { TrashDesktop } from '../trash/create'
import type { UpdateChannel } from '../updates/ports'
import type { Http } from '../modelslab/transport/http'

/** Starting the program when the user logs in; the system alone knows whether it does. */
export interface LoginStart {
  readonly isOn: () => boolean
  readonly set: (isOn: boolean) => void
}

/** Interface to the system: Electron in the app, plain Node and fakes in tests. */
export interface AppPlatform {
  readonly clock: Clock
  readonly logger: Logger
  readonly name: AppState['platform']
  readonly version: string
  readonly demo: boolean
  readonly developmentBuild: boolean
  /** Version of the window's video decoder. */
  readonly decoderVersion: string
  /** A window is about to show the library; false in tests and fault runs. */
  readonly showsWindow: boolean
  /** Also parse what handlers return, as tests do: a list takes longer to check than to read. */
  readonly checkOutputs: boolean
  readonly folders: {
    /** Database and settings; the app's own. */
    readonly state: string
    /** Posters and the search index; may be deleted at any time. */
    readonly cache: string
    readonly defaultLibrary: string
    readonly logs: string
    readonly crashReports: string
  }
  /** Small file outside profile and library that marks this profile as the one of this computer. */
  readonly installationMark: string
  /** Identity of this computer; null if it has none, or none that can be read. */
  readonly readMachine: () => Promise<string | null>
  /** The API's base address. */
  readonly apiOrigin: string
  /** Address and profile that the key is stored for. */
  readonly keyOrigin: string
  readonly profile: string
  /** Key of the simulator in demo mode; stored like any other. */
  readonly builtInKey?: string
  readonly http: Http
  readonly paidHttp: Http
  readonly loadSecretStore: () => Promise<SecretStore>
  readonly downloader: Downloader
  /** Copies the open library database and checks the copy, without blocking. */
  readonly copyDatabase: CopyChecked
  /** Returns whether the open library database is sound, without blocking. */
  readonly checkDatabase: (path: string) => Promise<boolean>
  readonly indexPending: IndexPending
  readonly readEditFile: ReadEditFile
  readonly startReading: (files: IndexFiles) => ReadingThread
  readonly desktop: Desktop &
    CopyDesktop &
    LibraryDesktop &
    TimelineDesktop &
    TrashDesktop &
    LocatorDesktop &
    ImportDesktop &
    FrameDesktop &
    HelpDesktop &
    HotFolderDesktop &
    NotificationDesktop &
    RecentProjectsDesktop &
    TaskbarDesktop & {
      openLink(link: keyof typeof links): Promise<void>
      /** Asks in a native dialog; true when the user agreed. */
      confirm(confirmation: Confirmation): Promise<boolean>
      /** Applies the theme to the native parts of the window: menus and title bar. */
      setTheme(theme: Settings['theme']): void
      setFullScreen(isFull: boolean): void
      /** Offers these actions in the menu bar; the others are grey. */
      offerActions(actions: readonly ActionName[]): void
      /** Keeps the computer from going to sleep, or no longer. */
      keepAwake(isNeeded: boolean): void
      /** Null where the system can't start this program at login. */
      readonly loginStart: LoginStart | null
    }
  /** Where newer versions come from; null in a build without a feed. */
  readonly updateChannel: UpdateChannel | null
  readonly ipc: IpcPort
  readonly emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void
  /** Starts the program again, in demo mode or out of it. */
  readonly restart: (demo: boolean) => void
  readonly newId?: () => string
  /** Measures the longest file name that a folder takes, in bytes; left out, by trying. */
  readonly measureNames?: (folder: string) => number
  readonly random?: () => number
}

/** The app without its window, as the Electron entry, tests and fault runs use it. */
export interface App {
  readonly media: MediaServer
  /** Returns whether a paid request awaits its response. */
  readonly isSending: () => boolean
  /** Returns how many generations are running at ModelsLab. */
  readonly running: () => number
  /** Returns whether closing the app while clips run is asked about. */
  readonly asksBeforeClosing: () => boolean
  readonly dontAskBeforeClosing: () => void
  /** Returns whether a keychain call has not returned. */
  readonly isKeychainHung: () => boolean
  /** Starts the work behind the window; returns at once. */
  start(): void
  /** Shows a clip in the window, as soon as that can show it. */
  showClip(id: GenerationId): void
  /** Tells the user that the window was loaded again after its page crashed or hung. */
  noteReload(): void
  /** Fills a prompt into the form, as soon as there is one. Sends nothing, and can be undone. */
  fillPrompt(text: string): void
  /** Takes files that were dropped on the program's icon, like those that are dropped on its window. */
  takeFiles(paths: readonly string[]): void
  /** Begins no paid request from now on: one whose response is cut off may be charged and not known. */
  stopSending(): void
  /** Has the window save what was typed just now. Waits for a second at most. */
  saveInput(): Promise<void>
  /** Retries everything now: the computer woke up or the network is back. */
  wake(): void
  /** Notes that the user looks at the window. Checks the library folder: its drive may have been connected or removed. */
  cameToFront(): void
  /** Refuses further calls, waits briefly for a paid request, and closes the database. */
  dispose(): Promise<void>
}
