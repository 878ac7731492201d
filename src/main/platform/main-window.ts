import { BrowserWindow, nativeTheme, type WebContents } from 'electron'
import type { EventName, EventPayload } from '@shared/contract'
import { lockContents } from './lockdown'
import { recallWindowState, rememberWindowState } from './window-state'

/** The background of the page's theme, so that opening does not flash. */
const background = { light: '#f4f4f2', dark: '#131315' } as const

/** The one window. Opening it again brings it to the front. */
export class MainWindow {
  #window: BrowserWindow | null = null
  #quitting = false

  constructor(
    private readonly needs: {
      readonly preloadPath: string
      readonly iconPath: string | undefined
      readonly pageUrl: string
      readonly title: string
      readonly statePath: string
      readonly isOwnPage: (url: string) => boolean
      readonly onFocus: () => void
      /** Asked when the user closes the window; false keeps it open. */
      readonly mayClose: () => boolean
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
    lockContents(window.webContents, this.needs.isOwnPage)
    window.on('page-title-updated', (event) => event.preventDefault())
    window.on('focus', () => this.needs.onFocus())
    window.once('ready-to-show', () => window.show())
    window.on('close', (event) => {
      rememberWindowState(this.needs.statePath, window)
      if (!this.#quitting && !this.needs.mayClose()) event.preventDefault()
    })
    window.on('closed', () => {
      this.#window = null
    })
    this.#reloadAfterCrash(window)
    void window.loadURL(this.needs.pageUrl)
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

  /** From now on the window closes without asking. */
  allowClosing(): void {
    this.#quitting = true
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

  /** The page holds nothing that is not in main: a new one takes up where the old one was. */
  #reloadAfterCrash(window: BrowserWindow): void {
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload()
    })
  }
}
