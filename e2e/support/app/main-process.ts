import type { ElectronApplication } from '@playwright/test'

/**
 * How long an app may take for anything, in milliseconds: only against hanging. Playwright's own settings don't reach
 * the app or its window, which would be given up after 30 s.
 */
export const patienceMs = 300_000

/** Returns the ids of the app's processes by type (`GPU`) or name (`Dailies downloads`). */
export const processesOf = (electron: ElectronApplication, kind: string): Promise<readonly number[]> =>
  electron.evaluate(
    ({ app }, wanted) =>
      app
        .getAppMetrics()
        .filter(({ type, name }) => type === wanted || name === wanted)
        .map(({ pid }) => pid),
    kind
  )

/**
 * Presses these buttons in the next message boxes, one each, and writes their texts to the app's output; a
 * further box stays open.
 */
export const answerBoxes = (
  electron: ElectronApplication,
  buttons: readonly string[],
  { ticks = false } = {}
): Promise<void> =>
  electron.evaluate(
    ({ dialog }, [wanted, checkboxChecked]) => {
      const left = [...wanted]
      dialog.showMessageBox = (...inputs: unknown[]) => {
        const options = inputs.at(-1) as { readonly message: string; readonly buttons: readonly string[] }
        const button = left.shift()
        process.stdout.write(`asked: ${options.message}\n`)
        if (button === undefined) return new Promise(() => undefined)
        return Promise.resolve({ response: options.buttons.indexOf(button), checkboxChecked })
      }
    },
    [buttons, ticks] as const
  )

/** Sets the answer to the next dialogs for files or a folder. */
export const answerOpenDialogs = (
  electron: ElectronApplication,
  ...paths: readonly string[]
): Promise<void> =>
  electron.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] })
  }, paths)

/** Quits as the menu does; resolves while the app may still be there. */
export const quit = (electron: ElectronApplication): Promise<void> =>
  electron.evaluate(({ app }) => {
    setImmediate(() => app.quit())
  })

/** Resolves when the app is gone. */
export const ended = async (electron: ElectronApplication): Promise<void> => {
  await electron.waitForEvent('close', { timeout: patienceMs })
}

/** Runs code in the page through the main process, because the test driver loses a crashed page. */
export const inPage = <T>(electron: ElectronApplication, run: () => T): Promise<T> =>
  electron.evaluate(
    ({ BrowserWindow }, code) =>
      BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(`(${code})()`) as Promise<T>,
    run.toString()
  )

export const textInPage = (electron: ElectronApplication): Promise<string> =>
  inPage(electron, () => document.body.innerText)

/**
 * Blocks new timers of this length in the main process, so that they don't end on a slow machine.
 * Running timers continue. Call the returned function to allow new ones.
 */
export async function holdTimers(
  electron: ElectronApplication,
  fromMs: number
): Promise<() => Promise<void>> {
  const before = await electron.evaluateHandle((_electron, longMs) => {
    const real = globalThis.setTimeout
    const never = 2 ** 31 - 1
    globalThis.setTimeout = ((run: () => void, ms = 0) => real(run, ms < longMs ? ms : never)) as typeof real
    return { setTimeout: real }
  }, fromMs)
  return async () => {
    await electron.evaluate((_electron, { setTimeout: real }) => void (globalThis.setTimeout = real), before)
  }
}
