import { ipcMain, type WebContents, type WebFrameMain } from 'electron'
import type { IpcPort } from '../../ipc/router'

/** Compares with the current frame, not by `detached`, which stays true once the page's process crashed. */
const isMainFrame = ({ mainFrame }: WebContents, frame: WebFrameMain): boolean =>
  frame.parent === null && frame.processId === mainFrame.processId && frame.routingId === mainFrame.routingId

/**
 * Connects the router to Electron. A message is trusted only from the main frame of the app's window while that shows
 * the app's page. The frame is read first, synchronously: it may be gone a moment later.
 */
export function createIpcPort(deps: {
  readonly isOwnWindow: (contents: WebContents) => boolean
  readonly isOwnPage: (url: string) => boolean
}): IpcPort {
  const isTrusted = (contents: WebContents, frame: WebFrameMain | null): boolean =>
    frame !== null && deps.isOwnWindow(contents) && isMainFrame(contents, frame) && deps.isOwnPage(frame.url)
  return {
    handle: (name, listener) =>
      ipcMain.handle(name, (event, ...inputs: unknown[]) =>
        listener(isTrusted(event.sender, event.senderFrame) && inputs.length === 1, inputs[0])
      ),
    on: (name, listener) => {
      ipcMain.on(name, (event, ...inputs: unknown[]) =>
        listener(isTrusted(event.sender, event.senderFrame) && inputs.length === 1, inputs[0])
      )
    }
  }
}
