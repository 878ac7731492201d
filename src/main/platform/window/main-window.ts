import { BrowserWindow, nativeTheme, type WebContents } from 'electron'
import type { EventName, EventPayload } from '@shared/contract'
import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import { confirmReload, confirmTryAgain } from './dialogs'
import { lockContents } from '../page/lockdown'
import { WindowRecovery } from './window-recovery'
import { keepVisible, recallWindowState, WindowMemory } from './window-state'

/** Background of the page's theme, so that opening does not flash. */
const background = { light: '#f4f4f2', dark: '#131315' } as const

/** Input events that show intent; moving the pointer does not. */
const userInputs: ReadonlySet<string> = new Set([
  'mouseDown',
  'mouseUp',
  'rawKeyDown',
  'keyDown',
  'touchEnd',
  'gestureTap'
])

/** The one window. Opening it again brings it to the front. */
export class MainWindow {
  #window: BrowserWindow | null = null
  #memory: WindowMemory | null = null
  #mayClose = false
  #isAsking = false

  constructor(
    private readonly deps: {
      readonly preloadPath: string
      readonly iconPath: string | undefined
      readonly pageUrl: string
      readonly title: string
      readonly statePath: string
      readonly isOwnPage: (url: string) => boolean
      readonly onFocus: () => void
      /** The page is loaded again after it crashed or hung. */
      readonly onReload: () => void
      /** A click, touch or key press by the user, not by the page. */
      readonly onUserInput: () => void
      /** Called when the user closes the window; false keeps it open. */
      readonly mayClose: (window: BrowserWindow) => Promise<boolean>
      readonly beforeClosing: () => Promise<void>
      /** Quits the program without asking. */
      readonly leave: () => void
      readonly clock: Clock
      readonly logger: Logger
    }
  ) {}

  open(): void {
    if (this.#window) return this.focus()
    const state = recallWindowState(this.deps.statePath)
    const window = new BrowserWindow({
      ...(state.x !== undefined && state.y !== undefined && { x: state.x, y: state.y }),
      width: state.width,
      height: state.height,
      minWidth: 900,
      minHeight: 600,
      show: false,
      title: this.deps.title,
      ...(this.deps.iconPath && { icon: this.deps.iconPath }),
      backgroundColor: background[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
      webPreferences: {
        preload: this.deps.preloadPath,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        spellcheck: false,
        backgroundThrottling: true
      }
    })
    if (state.maximized) window.maximize()
    this.#window = window
    this.#memory = new WindowMemory({
      path: this.deps.statePath,
      window,
      opened: state,
      clock: this.deps.clock
    })
    lockContents(window.webContents, this.deps.isOwnPage)
    window.webContents.on('input-event', (_event, { type }) => {
      if (userInputs.has(type)) this.deps.onUserInput()
    })
    window.on('page-title-updated', (event) => event.preventDefault())
    window.on('focus', () => this.deps.onFocus())
    this.#reportFullScreen(window)
    window.once('ready-to-show', () => window.show())
    window.on('close', (event) => {
      this.storePlace()
      if (this.#mayClose) return
      event.preventDefault()
      void this.#askToClose(window)
    })
    // Windows sends a logout to windows only.
    window.on('session-end', () => this.deps.leave())
    const stopKeepingVisible = keepVisible(window)
    window.on('closed', () => {
      stopKeepingVisible()
      this.#window = null
      this.#memory = null
      this.#mayClose = false
    })
    this.#recover(window)
    window
      .loadURL(this.deps.pageUrl)
      .catch((error: unknown) => this.deps.logger.error('Loading the page failed', error))
  }

  focus(): void {
    if (!this.#window) return this.open()
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.show()
    this.#window.focus()
  }

  isOwn(contents: WebContents): boolean {
    return this.#window?.webContents === contents
  }

  /** Stores the position and size for the next start. */
  storePlace(): void {
    this.#memory?.store()
  }

  /** Destroys the window without asking. */
  remove(): void {
    this.#window?.destroy()
  }

  get contents(): WebContents | null {
    return this.#window && !this.#window.isDestroyed() ? this.#window.webContents : null
  }

  get browserWindow(): BrowserWindow | null {
    return this.#window
  }

  emit<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    this.contents?.send(name, payload)
  }

  async #askToClose(window: BrowserWindow): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    this.#mayClose = await this.deps.mayClose(window)
    if (this.#mayClose) await this.deps.beforeClosing()
    this.#isAsking = false
    if (this.#mayClose && !window.isDestroyed()) window.close()
  }

  /** Tells the page whether the window is in full screen: a key of the system changes that too. */
  #reportFullScreen(window: BrowserWindow): void {
    const report = (isFull: boolean): void => this.emit('app.fullScreenChanged', { isFull })
    window.on('enter-full-screen', () => report(true))
    window.on('leave-full-screen', () => report(false))
    // A page that was loaded again knows nothing of it.
    window.webContents.on('did-finish-load', () => window.isFullScreen() && report(true))
  }

  #recover(window: BrowserWindow): void {
    const { webContents } = window
    const recovery = new WindowRecovery({
      clock: this.deps.clock,
      logger: this.deps.logger,
      reload: () => {
        if (window.isDestroyed()) return
        webContents.reload()
        this.deps.onReload()
      },
      endPage: () => webContents.forcefullyCrashRenderer(),
      mayReload: (answered) => confirmReload(window, answered),
      mayTryAgain: () => confirmTryAgain(window),
      leave: this.deps.leave
    })
    webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && !window.isDestroyed()) void recovery.crashed(reason)
    })
    window.on('unresponsive', () => void recovery.unresponsive())
    window.on('responsive', () => recovery.responsive())
  }
}
