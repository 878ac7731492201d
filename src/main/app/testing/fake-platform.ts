import type { ActionName } from '@shared/actions'
import { mkdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { EventName, EventPayload } from '@shared/contract'
import { ProblemError } from '@shared/problem'
import type { Settings } from '@shared/settings'
import type { AppPlatform } from '../platform'
import { systemClock } from '../../base/clock'
import type { Confirmation } from '../../consent/confirmations'
import { FakeKeychain } from '../../credentials/testing/fake-keychain'
import { copyChecked, isSoundInUse } from '../../db/recovery/check-copy'
import { indexPending } from '../../db/search/index-pending'
import { readsInProcess } from '../../db/testing/reads-in-process'
import { readEditFile } from '../../edits/read-edit-file'
import { FileDownloader } from '../../downloads/run/file-downloader'
import { PinnedTransport } from '../../downloads/transport/pinned-transport'
import type { IpcPort } from '../../ipc/router'
import { silentLogger } from '../../logging/logger'
import { nodeHttp } from '../../modelslab/transport/node-http'
import { videoInspector } from '../../platform/processes/video-inspector'
import { sendAtOnce } from '../../settings/testing/send-at-once'

/** The window's side of IPC, without a window. */
export class FakeIpcPort implements IpcPort {
  readonly #calls = new Map<string, (isTrusted: boolean, input: unknown) => Promise<unknown>>()
  readonly #messages = new Map<string, (isTrusted: boolean, input: unknown) => void>()

  handle(name: string, listener: (isTrusted: boolean, input: unknown) => Promise<unknown>): void {
    this.#calls.set(name, listener)
  }

  on(name: string, listener: (isTrusted: boolean, input: unknown) => void): void {
    this.#messages.set(name, listener)
  }

  get callNames(): readonly string[] {
    return [...this.#calls.keys()]
  }

  get messageNames(): readonly string[] {
    return [...this.#messages.keys()]
  }

  call(name: string, input: unknown, isTrusted = true): Promise<unknown> {
    const listener = this.#calls.get(name)
    if (!listener) throw new Error(`No handler for ${name}`)
    return listener(isTrusted, input)
  }

  send(name: string, input: unknown, isTrusted = true): void {
    this.#messages.get(name)?.(isTrusted, input)
  }
}

/** Records calls to the desktop. */
export class FakeDesktop {
  readonly drags: { readonly paths: readonly string[]; readonly posterPaths: readonly string[] }[] = []
  readonly copied: string[] = []
  readonly revealed: string[] = []
  /** Dialogs that were shown, in order. */
  readonly questions: object[] = []
  nextFolder: string | null = null
  nextVideo: string | null = null
  nextTimeline: string | null = null
  takesOther = false
  /** Answer to every confirmation. */
  agrees = true
  theme: Settings['theme'] | null = null
  isFullScreen = false
  hasGesture = true
  nextAnswer: 'move' | 'leave' | 'cancel' = 'move'

  startDrag(paths: readonly string[], posterPaths: readonly string[]): void {
    this.drags.push({ paths, posterPaths })
  }

  /** Whether the system takes copied files. */
  takesFiles = true
  readonly copiedFiles: (readonly string[])[] = []

  copyFiles(paths: readonly string[]): Promise<boolean> {
    if (this.takesFiles) this.copiedFiles.push(paths)
    return Promise.resolve(this.takesFiles)
  }

  copyText(text: string): Promise<void> {
    this.copied.push(text)
    return Promise.resolve()
  }

  setTheme(theme: Settings['theme']): void {
    this.theme = theme
  }

  /** Actions that the menu bar offers. */
  offered: readonly ActionName[] = []

  offerActions(actions: readonly ActionName[]): void {
    this.offered = actions
  }

  /** Names of the projects in the menu. */
  recentProjects: readonly string[] = []

  showRecentProjects(projects: readonly { readonly name: string }[]): void {
    this.recentProjects = projects.map(({ name }) => name)
  }

  /** Whether the program starts at login. */
  startsAtLogin = false
  readonly loginStart = {
    isOn: (): boolean => this.startsAtLogin,
    set: (isOn: boolean): void => void (this.startsAtLogin = isOn)
  }
  isFront = true
  isLocked = false
  /** Notifications that were shown, and what a click on each does. */
  readonly notified: { readonly title: string; readonly body: string; readonly click: () => void }[] = []

  isInFront(): boolean {
    return this.isFront
  }

  isScreenLocked(): boolean {
    return this.isLocked
  }

  canNotify(): Promise<boolean> {
    return Promise.resolve(true)
  }

  notify({ title, body }: { readonly title: string; readonly body: string }, click: () => void): void {
    this.notified.push({ title, body, click })
  }

  closeNotification(): void {}

  /** What the icon in the taskbar shows. */
  readonly icon: { progress: number | 'running' | null; badge: number } = { progress: null, badge: 0 }
  /** Each time that the computer was kept awake, and let go. */
  readonly awake: boolean[] = []

  setProgress(progress: number | 'running' | null): void {
    this.icon.progress = progress
  }

  setBadge(count: number): void {
    this.icon.badge = count
  }

  keepAwake(isNeeded: boolean): void {
    this.awake.push(isNeeded)
  }

  setFullScreen(isFull: boolean): void {
    this.isFullScreen = isFull
  }

  requireGesture(): void {
    if (!this.hasGesture) throw new ProblemError({ code: 'not_allowed', message: '', retryable: true })
  }

  revealFile(path: string): void {
    this.revealed.push(path)
  }

  /** Files in the system's trash, by their former paths. */
  readonly trashed: string[] = []
  /** Decides what happens to a file that goes to the system's trash; the default moves it away. */
  trashFile = (path: string): Promise<void> => {
    const folder = join(path, '..', '..', 'trash')
    mkdirSync(folder, { recursive: true })
    renameSync(path, join(folder, basename(path)))
    this.trashed.push(path)
    return Promise.resolve()
  }

  /** Folder for copies; null cancels the dialogs. */
  copyFolder: string | null = null

  chooseCopyPath(name: string): Promise<string | null> {
    return Promise.resolve(this.copyFolder && join(this.copyFolder, name))
  }

  chooseCopyFolder(): Promise<string | null> {
    return Promise.resolve(this.copyFolder)
  }

  /** Folders that the file manager showed, in order. */
  readonly opened: string[] = []

  openFolder(path: string): Promise<void> {
    this.opened.push(path)
    return Promise.resolve()
  }

  openLink(): Promise<void> {
    return Promise.resolve()
  }

  askAboutClips(count: number): Promise<'move' | 'leave' | 'cancel'> {
    this.questions.push({ count })
    return Promise.resolve(this.nextAnswer)
  }

  chooseFolder(): Promise<string | null> {
    return Promise.resolve(this.nextFolder)
  }

  chooseHotFolder(): Promise<string | null> {
    return Promise.resolve(this.nextFolder)
  }

  askToImportLibrary(): Promise<boolean> {
    this.questions.push({ takeUp: true })
    return Promise.resolve(this.takesOther)
  }

  askAboutOtherFolder(found: 'other_library' | 'no_library', clips: number): Promise<boolean> {
    this.questions.push({ found, clips })
    return Promise.resolve(this.takesOther)
  }

  confirm(confirmation: Confirmation): Promise<boolean> {
    this.questions.push(confirmation)
    return Promise.resolve(this.agrees)
  }

  /** Files that the import dialog answers with; null cancels it. */
  nextVideos: readonly string[] | null = null

  chooseVideos(): Promise<readonly string[] | null> {
    return Promise.resolve(this.nextVideos)
  }

  chooseVideo(): Promise<string | null> {
    return Promise.resolve(this.nextVideo)
  }

  chooseTimeline(proposal: object): Promise<string | null> {
    this.questions.push(proposal)
    return Promise.resolve(this.nextTimeline)
  }

  askAboutOtherFile(isSameLength: boolean): Promise<boolean> {
    this.questions.push({ isSameLength })
    return Promise.resolve(this.takesOther)
  }
}

export interface FakePlatform extends AppPlatform {
  readonly ipc: FakeIpcPort
  readonly desktop: FakeDesktop
  readonly keychain: FakeKeychain
  readonly events: { readonly name: EventName; readonly payload: EventPayload<EventName> }[]
}

/**
 * Returns a platform of plain Node: real files, SQLite, HTTP and downloads; window, desktop and keychain are faked.
 */
export function fakePlatform(deps: {
  readonly folder: string
  readonly apiOrigin: string
  readonly keychain?: FakeKeychain
}): FakePlatform {
  const http = nodeHttp(systemClock)
  const keychain = deps.keychain ?? new FakeKeychain()
  const stateFolder = join(deps.folder, 'state')
  sendAtOnce(stateFolder)
  const events: FakePlatform['events'] = []
  return {
    clock: systemClock,
    logger: silentLogger,
    name: 'linux',
    version: '0.0.0',
    demo: false,
    developmentBuild: true,
    decoderVersion: '1.0',
    showsWindow: false,
    checkOutputs: true,
    folders: {
      state: stateFolder,
      cache: join(deps.folder, 'cache'),
      defaultLibrary: join(deps.folder, 'Videos', 'Dailies'),
      logs: join(deps.folder, 'logs'),
      crashReports: join(deps.folder, 'crashes')
    },
    installationMark: join(deps.folder, 'installation', 'mark.json'),
    readMachine: () => Promise.resolve('this computer'),
    apiOrigin: deps.apiOrigin,
    keyOrigin: deps.apiOrigin,
    profile: 'test',
    http,
    paidHttp: http,
    loadSecretStore: () => Promise.resolve(keychain),
    downloader: new FileDownloader({ transport: new PinnedTransport(), inspector: videoInspector }),
    checkDatabase: (path) => Promise.resolve(isSoundInUse(path)),
    copyDatabase: copyChecked,
    indexPending: (files) => Promise.resolve(indexPending(files)),
    startReading: readsInProcess,
    readEditFile,
    desktop: new FakeDesktop(),
    updateChannel: null,
    ipc: new FakeIpcPort(),
    emit: (name, payload) => void events.push({ name, payload }),
    restart: () => undefined,
    keychain,
    events
  }
}
