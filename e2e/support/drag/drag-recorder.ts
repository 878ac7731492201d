import type { ElectronApplication } from '@playwright/test'

export interface RecordedDrag {
  readonly file: string
  readonly files: readonly string[]
  readonly iconIsEmpty: boolean
  readonly iconWidth: number
  /** Whether the drag began in the very turn in which the window's message arrived: nothing was awaited. */
  readonly inTurnOfMessage: boolean
}

interface Recorder {
  readonly drags: RecordedDrag[]
}

/** Takes the place of the native drag, which no test driver can end, and writes down what it was called with. */
export async function recordDrags(
  electron: ElectronApplication
): Promise<() => Promise<readonly RecordedDrag[]>> {
  await electron.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    const recorder: Recorder = { drags: [] }
    Object.assign(globalThis, { dragRecorder: recorder })
    let isTurnOfMessage = false
    webContents.prependListener('ipc-message', () => {
      isTurnOfMessage = true
      // Runs as soon as the listeners of this message have returned or awaited something.
      queueMicrotask(() => {
        isTurnOfMessage = false
      })
    })
    webContents.startDrag = ({ file, files, icon }) => {
      const image = icon as Electron.NativeImage
      recorder.drags.push({
        file,
        files: files ?? [],
        iconIsEmpty: image.isEmpty(),
        iconWidth: image.getSize().width,
        inTurnOfMessage: isTurnOfMessage
      })
    }
  })
  return () =>
    electron.evaluate(() => (globalThis as unknown as { readonly dragRecorder: Recorder }).dragRecorder.drags)
}
