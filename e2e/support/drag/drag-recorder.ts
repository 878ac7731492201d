import type { ElectronApplication } from '@playwright/test'

export interface RecordedDrag {
  readonly file: string
  readonly files: readonly string[]
  readonly iconIsEmpty: boolean
  readonly iconWidth: number
  /** True if the drag began in the same turn as the window's message arrived, without awaiting. */
  readonly inTurnOfMessage: boolean
}

interface Recorder {
  readonly drags: RecordedDrag[]
}

/** Replaces the native drag, which no test driver can end, and records its arguments. */
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
      // Runs once the listeners of this message have returned or awaited something.
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
