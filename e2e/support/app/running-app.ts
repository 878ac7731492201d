import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sendAtOnce } from '../../../src/main/settings/testing/send-at-once'
import { appEnvironment, withoutAbsent } from './app-environment'
import { ended, patienceMs } from './main-process'
import { killAll, processTree, type Environment } from '../desktop/processes'
import { drivableProgram, projectFolder } from '../project'

/** Time-out against hanging: an idle machine takes a fifth of a second. */
const closesWithinMs = 120_000

export interface LaunchSettings {
  /** One user's home: contains settings, database and library. */
  readonly home: string
  /** The desktop it runs on: display and session bus. */
  readonly desktop: Environment
  /** The base address of the API; the app's own default without it. */
  readonly apiUrl?: string
  /** Overrides; `undefined` removes a variable. */
  readonly env?: Environment
  readonly args?: readonly string[]
  readonly packaged?: boolean
  /** Whether each step is recorded with a copy of the page: a tenth slower. */
  readonly traced?: boolean
}

/** The real app in the real Electron, with a separate home. */
export class RunningApp {
  readonly #settings: LaunchSettings
  readonly #lines: string[] = []
  #electron: ElectronApplication | undefined
  #page: Page | undefined

  constructor(settings: LaunchSettings) {
    this.#settings = settings
  }

  /** Playwright's handle on the main process. */
  get electron(): ElectronApplication {
    if (!this.#electron) throw new Error('The app is not running.')
    return this.#electron
  }

  /** The window. */
  get page(): Page {
    if (!this.#page) throw new Error('The app has no window.')
    return this.#page
  }

  get home(): string {
    return this.#settings.home
  }

  get userData(): string {
    return join(this.home, 'user-data')
  }

  get libraryFolder(): string {
    return join(this.home, 'Videos', 'Dailies')
  }

  /** Output of main process and window over all starts. */
  logs(): string {
    return this.#lines.join('\n')
  }

  async start(extra: { args?: readonly string[]; env?: Environment } = {}): Promise<void> {
    const { packaged = false } = this.#settings
    await mkdir(this.userData, { recursive: true })
    sendAtOnce(join(this.userData, this.#settings.args?.includes('--demo') ? 'demo' : '', 'state'))
    this.#electron = await _electron.launch({
      ...(packaged ? { executablePath: drivableProgram() } : {}),
      args: [
        ...(packaged ? [] : [projectFolder]),
        `--user-data-dir=${this.userData}`,
        '--ozone-platform=x11',
        ...(this.#settings.args ?? []),
        ...(extra.args ?? [])
      ],
      // Chromium's sandbox is on, as for users, except for root, which can't have it.
      chromiumSandbox: process.getuid?.() !== 0,
      cwd: projectFolder,
      timeout: patienceMs,
      env: withoutAbsent({
        ...(await appEnvironment(this.#settings)),
        DAILIES_CHECK_OUTPUTS: '1',
        ...this.#settings.env,
        ...extra.env
      })
    })
    this.#listen(this.#electron)
    this.#electron.context().setDefaultTimeout(patienceMs)
    if (this.#settings.traced) await this.#electron.context().tracing.start({ snapshots: true })
    this.#page = await Promise.race([
      this.#electron.firstWindow({ timeout: patienceMs }),
      this.#refusalToStart(this.#electron)
    ])
  }

  /** Rejects when the app writes to stderr that it can't start; it then waits in a message box. */
  #refusalToStart(electron: ElectronApplication): Promise<never> {
    return new Promise((_resolve, reject) => {
      electron.process().stderr?.on('data', (text: string) => {
        const refusal = /^Dailies cannot start: .*/m.exec(text)
        if (refusal) reject(new Error(refusal[0]))
      })
    })
  }

  async saveScreenshot(file: string): Promise<void> {
    await this.#page?.screenshot({ path: file })
  }

  /** Saves a trace since the last start for `playwright show-trace`. */
  async saveTrace(file: string): Promise<void> {
    await this.#electron?.context().tracing.stop({ path: file })
  }

  /** Closes the app as a user would, then starts it again in the same home. */
  async relaunch(): Promise<void> {
    await this.close()
    await this.start()
  }

  /** Kills the app and its child processes at once, like a power cut. */
  async kill(): Promise<void> {
    const electron = this.electron
    const main = electron.process()
    const gone = main.exitCode === null && main.signalCode === null ? ended(electron) : undefined
    killAll(processTree(main.pid ?? 0))
    await gone
    this.#forget()
  }

  /** Closes the app as a user who agrees to leave while a clip is being sent. */
  async close(): Promise<void> {
    const electron = this.#electron
    if (!electron) return
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, closesWithinMs, 'late')
    })
    const outcome = await Promise.race([agreeToClose(electron).then(() => electron.close()), late])
    clearTimeout(timer)
    if (outcome === 'late') {
      await this.kill()
      throw new Error(`The app did not quit within ${closesWithinMs / 1000} s.`)
    }
    this.#forget()
  }

  #listen(electron: ElectronApplication): void {
    const keep = (source: string) => (text: string) => {
      for (const line of text.split('\n')) if (line.trim() !== '') this.#lines.push(`${source}: ${line}`)
    }
    const { stdout, stderr } = electron.process()
    stdout?.setEncoding('utf8').on('data', keep('out'))
    stderr?.setEncoding('utf8').on('data', keep('err'))
    electron.context().on('console', (message) => keep(`window ${message.type()}`)(message.text()))
    electron.context().on('weberror', (error) => keep('window error')(error.error().message))
  }

  #forget(): void {
    this.#electron = undefined
    this.#page = undefined
  }
}

/**
 * Presses "Close Dailies" in the question whether to leave; other boxes stay as they are. An app that is already on its
 * way out can't be reached, and asks no more.
 */
async function agreeToClose(electron: ElectronApplication): Promise<void> {
  const answered = electron.evaluate(({ dialog }) => {
    const show = dialog.showMessageBox.bind(dialog) as (...inputs: unknown[]) => Promise<unknown>
    dialog.showMessageBox = ((...inputs: unknown[]) => {
      const { buttons = [] } = inputs.at(-1) as { readonly buttons?: readonly string[] }
      const response = buttons.indexOf('Close Dailies')
      return response < 0 ? show(...inputs) : Promise.resolve({ response, checkboxChecked: false })
    }) as typeof dialog.showMessageBox
  })
  await answered.catch(() => undefined)
}
