import { BrowserWindow, nativeTheme, type WebContents } from 'electron'
import type { EventName, EventPayload } from '@shared/contract'
import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import { confirmReload, confirmTryAgain } from './dialogs'
import { lockContents } from '../page/lockdown'
import { WindowRecovery } from './window-recovery'
import { keepVisible, recallWindowState, WindowMemory } from './window-state'

/** The background of the page's theme, so that opening does not flash. */
const background = { light: '#f4f4f2', dark: '#131315' } as const

/** What a person does on purpose; moving the pointer over the window is not. */
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
    private readonly needs: {
      readonly preloadPath: string
      readonly iconPath: string | undefined
      readonly pageUrl: string
      readonly title: string
      readonly statePath: string
      readonly isOwnPage: (url: string) => boolean
      readonly onFocus: () => void
      /** A click, a touch or a key that came from outside of the page. */
      readonly onUserInput: () => void
      /** Asked when the user closes the window; false keeps it open. */
      readonly mayClose: (window: BrowserWindow) => Promise<boolean>
      /** The program is to end without a question. */
      readonly leave: () => void
      readonly clock: Clock
      readonly logger: Logger
    }
  ) {}

  open(): void {
    if (this.#window) return this.focus()
    const state = recallWindowState(this.needs.statePath)
    const window = new BrowserWindow({
      ...(state.x !== undefined && state.y !== undefined && { x: state.x, y: state.y }),
      width: state.width,
      height: state.height,
      minWidth: 900,
      minHeight: 600,
      show: false,
      title: this.needs.title,
      ...(this.needs.iconPath && { icon: this.needs.iconPath }),
      backgroundColor: background[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
      webPreferences: {
        preload: this.needs.preloadPath,
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
      path: this.needs.statePath,
      window,
      opened: state,
      clock: this.needs.clock
    })
    lockContents(window.webContents, this.needs.isOwnPage)
    window.webContents.on('input-event', (_event, { type }) => {
      if (userInputs.has(type)) this.needs.onUserInput()
    })
    window.on('page-title-updated', (event) => event.preventDefault())
    window.on('focus', () => this.needs.onFocus())
    window.once('ready-to-show', () => window.show())
    window.on('close', (event) => {
      this.storePlace()
      if (this.#mayClose) return
      event.preventDefault()
      void this.#askToClose(window)
    })
    // Windows tells windows, and nobody else, that the user logs out.
    window.on('session-end', () => this.needs.leave())
    const stopKeepingVisible = keepVisible(window)
    window.on('closed', () => {
      stopKeepingVisible()
      this.#window = null
      this.#memory = null
      this.#mayClose = false
    })
    this.#recover(window)
    window
      .loadURL(this.needs.pageUrl)
      .catch((error: unknown) => this.needs.logger.error('The page was not loaded', error))
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

  /** Stores where the window is, and how large, for the next start. */
  storePlace(): void {
    this.#memory?.store()
  }

  /** Takes the window away at once and without a question. */
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
    this.#mayClose = await this.needs.mayClose(window)
    this.#isAsking = false
    if (this.#mayClose && !window.isDestroyed()) window.close()
  }

  #recover(window: BrowserWindow): void {
    const { webContents } = window
    const recovery = new WindowRecovery({
      clock: this.needs.clock,
      logger: this.needs.logger,
      reload: () => {
        if (!window.isDestroyed()) webContents.reload()
      },
      endPage: () => webContents.forcefullyCrashRenderer(),
      mayReload: (answered) => confirmReload(window, answered),
      mayTryAgain: () => confirmTryAgain(window),
      leave: this.needs.leave
    })
    webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && !window.isDestroyed()) void recovery.crashed(reason)
    })
    window.on('unresponsive', () => void recovery.unresponsive())
    window.on('responsive', () => recovery.responsive())
  }
}
