import { join } from 'node:path'
import type { ActionName } from '@shared/actions'
import { containers } from '@shared/media/containers'
import {
  dialog,
  nativeTheme,
  shell,
  type MessageBoxOptions,
  type OpenDialogOptions,
  type SaveDialogOptions
} from 'electron'
import { links } from '@shared/contract/app-calls'
import type { TaskbarDesktop } from '../activity/create'
import type { TaskbarProgress } from '../activity/run-progress'
import type { Confirmation } from '../consent/confirmations'
import type { Settings } from '@shared/settings'
import type { RecentProjectsDesktop } from '../curation/create'
import type { CopyDesktop } from '../handoff/copies'
import type { Desktop } from '../handoff/handoff'
import type { HelpDesktop } from '../help/create'
import type { HotFolderDesktop } from '../hot-folder/handlers'
import type { FrameDesktop } from '../library/frames/frame-files'
import type { ImportDesktop } from '../imports/create'
import type { LocatorDesktop } from '../library/recovery/locator'
import type { LibraryDesktop } from '../library/library'
import type { NotificationDesktop } from '../notifications/notifier'
import type { TimelineDesktop } from '../timelines/ports'
import type { TrashDesktop } from '../trash/create'
import { copyFiles, copyText } from './clipboard/clipboard'
import { confirmNatively } from './window/confirm'
import { DragImage } from './drawing/drag-image'
import { daemonAnswers } from './notification-daemon'
import { ElectronNotifications } from './notifications'
import { setBadge, setTaskbarProgress, SleepBlocker } from './taskbar'
import { loginStart } from './start/login-start'
import type { MainWindow } from './window/main-window'
import type { ApplicationMenu } from './window/menu'
import type { UserGestures } from './page/user-gestures'

const videoFilter = {
  name: 'Videos',
  extensions: Object.values(containers).map(({ ending }) => ending.slice(1))
}

/** Files, clipboard, dialogs and links through Electron. */
export class ElectronDesktop
  implements
    CopyDesktop,
    Desktop,
    FrameDesktop,
    HelpDesktop,
    HotFolderDesktop,
    ImportDesktop,
    LibraryDesktop,
    LocatorDesktop,
    NotificationDesktop,
    RecentProjectsDesktop,
    TaskbarDesktop,
    TimelineDesktop,
    TrashDesktop
{
  readonly loginStart = loginStart()
  readonly #dragImage: DragImage
  readonly #notifications: ElectronNotifications
  readonly #sleepBlocker = new SleepBlocker()

  constructor(
    private readonly deps: {
      readonly window: MainWindow
      readonly menu: ApplicationMenu
      /** Whatever leaves the window needs a gesture of the user. */
      readonly gestures: UserGestures
      readonly fallbackIconPath: string
    }
  ) {
    this.#dragImage = new DragImage(deps.fallbackIconPath)
    this.#notifications = new ElectronNotifications(deps.window)
  }

  startDrag(paths: readonly string[], posterPaths: readonly string[]): void {
    const [file] = paths
    if (file === undefined) return
    const icon = this.#dragImage.draw(posterPaths, paths.length)
    this.deps.window.contents?.startDrag({ file, files: [...paths], icon })
  }

  async copyText(text: string): Promise<void> {
    await copyText(text)
  }

  copyFiles(paths: readonly string[]): Promise<boolean> {
    return copyFiles(paths)
  }

  setTheme(theme: Settings['theme']): void {
    nativeTheme.themeSource = theme
  }

  setFullScreen(isFull: boolean): void {
    this.deps.window.browserWindow?.setFullScreen(isFull)
  }

  offerActions(actions: readonly ActionName[]): void {
    this.deps.menu.offer(actions)
  }

  showRecentProjects(projects: Parameters<RecentProjectsDesktop['showRecentProjects']>[0]): void {
    this.deps.menu.showRecent(projects)
  }

  isInFront(): boolean {
    return this.deps.window.browserWindow?.isFocused() ?? false
  }

  isScreenLocked(): boolean {
    return this.#notifications.isScreenLocked
  }

  async canNotify(): Promise<boolean> {
    return process.platform !== 'linux' || daemonAnswers()
  }

  notify(words: Parameters<NotificationDesktop['notify']>[0], onClick: () => void): void {
    this.#notifications.show(words, onClick)
  }

  closeNotification(): void {
    this.#notifications.close()
  }

  setProgress(progress: TaskbarProgress): void {
    setTaskbarProgress(this.deps.window.browserWindow, progress)
  }

  setBadge(count: number): void {
    setBadge(this.deps.window.browserWindow, count)
  }

  keepAwake(isNeeded: boolean): void {
    this.#sleepBlocker.set(isNeeded)
  }

  requireGesture(): void {
    this.deps.gestures.check()
  }

  revealFile(path: string): void {
    this.deps.gestures.take()
    shell.showItemInFolder(path)
  }

  async trashFile(path: string): Promise<void> {
    await shell.trashItem(path)
  }

  async openFolder(path: string): Promise<void> {
    this.deps.gestures.take()
    await shell.openPath(path)
  }

  async openLink(link: keyof typeof links): Promise<void> {
    this.deps.gestures.take()
    await shell.openExternal(links[link])
  }

  /** Returns the folder that the user chose; null if the dialog was cancelled. */
  async chooseFolder(startAt: string): Promise<string | null> {
    return this.#choose({
      title: 'Choose the library folder',
      defaultPath: startAt,
      properties: ['openDirectory', 'createDirectory']
    })
  }

  async chooseHotFolder(startAt: string): Promise<string | null> {
    return this.#choose({
      title: 'Choose a hot folder',
      defaultPath: startAt,
      properties: ['openDirectory', 'createDirectory']
    })
  }

  /** Returns where a copy is to be saved; null if the dialog was cancelled. */
  async chooseCopyPath(name: string): Promise<string | null> {
    this.deps.gestures.take()
    const window = this.deps.window.browserWindow
    const options = { title: 'Save a copy', defaultPath: name }
    const { canceled, filePath } = window
      ? await dialog.showSaveDialog(window, options)
      : await dialog.showSaveDialog(options)
    return canceled || filePath === '' ? null : filePath
  }

  async chooseCopyFolder(): Promise<string | null> {
    return this.#choose({
      title: 'Choose a folder for the copies',
      buttonLabel: 'Save copies',
      properties: ['openDirectory', 'createDirectory']
    })
  }

  async confirm({ message, detail, button }: Confirmation): Promise<boolean> {
    return confirmNatively(this.deps.window.browserWindow, { message, detail, button })
  }

  async askAboutClips(count: number): Promise<'move' | 'leave' | 'cancel'> {
    const clips = count === 1 ? '1 clip' : `${count} clips`
    const options = {
      type: 'question' as const,
      buttons: [`Move ${clips}`, 'Don’t move', 'Cancel'],
      defaultId: 0,
      cancelId: 2,
      message: `Move your ${clips} to the new folder?`,
      detail: 'Projects in your editor may still point to the old folder. Clips you leave show as missing.'
    }
    const window = this.deps.window.browserWindow
    const { response } = window
      ? await dialog.showMessageBox(window, options)
      : await dialog.showMessageBox(options)
    return response === 0 ? 'move' : response === 1 ? 'leave' : 'cancel'
  }

  async askToImportLibrary(): Promise<boolean> {
    return this.#confirm({
      buttons: ['Add to my library', 'Cancel'],
      message: 'This folder already has a library.',
      detail:
        'Its clips and prompts are added to yours. Nothing is sent automatically. Add it only if you know where it comes from.'
    })
  }

  async askAboutOtherFolder(found: 'other_library' | 'no_library', clips: number): Promise<boolean> {
    return this.#confirm({
      buttons: ['Use this folder', 'Cancel'],
      message: found === 'other_library' ? 'This is another library.' : 'This folder has no library yet.',
      detail: `Your ${clips === 1 ? 'clip shows' : `${clips} clips show`} as missing until you choose their folder again. New clips are saved here.`
    })
  }

  /** Returns the video that the user chose; null if the dialog was cancelled. */
  async chooseVideo(startAt: string): Promise<string | null> {
    return this.#choose({
      title: 'Where is the file of this clip?',
      defaultPath: startAt,
      filters: [videoFilter],
      properties: ['openFile']
    })
  }

  async chooseTimeline({
    folder,
    name,
    ending
  }: Parameters<TimelineDesktop['chooseTimeline']>[0]): Promise<string | null> {
    this.deps.gestures.take()
    const options: SaveDialogOptions = {
      title: ending === null ? 'Collect timeline and clips in a new folder' : 'Save the timeline',
      defaultPath: join(folder, ending === null ? name : `${name}.${ending}`),
      ...(ending !== null && { filters: [{ name: 'Timeline', extensions: [ending] }] }),
      properties: ['createDirectory', 'showOverwriteConfirmation']
    }
    const window = this.deps.window.browserWindow
    const { canceled, filePath } = window
      ? await dialog.showSaveDialog(window, options)
      : await dialog.showSaveDialog(options)
    return canceled || !filePath ? null : filePath
  }

  async askAboutOtherFile(isSameLength: boolean): Promise<boolean> {
    return this.#confirm({
      buttons: ['Use it', 'Cancel'],
      message: 'This isn’t the file that was saved.',
      detail: `${isSameLength ? 'It has the same length but different content.' : 'Its length is different.'} If you use it, the clip stays marked as changed.`
    })
  }

  /** Returns the videos that the user chose; null if the dialog was cancelled. */
  async chooseVideos(): Promise<readonly string[] | null> {
    return this.#chooseAll({
      title: 'Choose videos to import',
      filters: [videoFilter],
      properties: ['openFile', 'multiSelections']
    })
  }

  async #choose(options: OpenDialogOptions): Promise<string | null> {
    return (await this.#chooseAll(options))?.[0] ?? null
  }

  async #chooseAll(options: OpenDialogOptions): Promise<readonly string[] | null> {
    this.deps.gestures.take()
    const window = this.deps.window.browserWindow
    const { canceled, filePaths } = window
      ? await dialog.showOpenDialog(window, options)
      : await dialog.showOpenDialog(options)
    return canceled ? null : filePaths
  }

  /** Returns whether the first of two buttons was pressed. */
  async #confirm(
    words: Pick<MessageBoxOptions, 'message'> & { readonly buttons: string[]; readonly detail: string }
  ): Promise<boolean> {
    const options: MessageBoxOptions = { ...words, type: 'question', defaultId: 0, cancelId: 1 }
    const window = this.deps.window.browserWindow
    const { response } = window
      ? await dialog.showMessageBox(window, options)
      : await dialog.showMessageBox(options)
    return response === 0
  }
}
