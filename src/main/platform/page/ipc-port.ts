import { ipcMain, type WebContents, type WebFrameMain } from 'electron'
import type { IpcPort } from '../../ipc/router'

/** Compared with the frame of now, not by `detached`: that stays true for ever once the page's process crashed. */
const isMainFrame = ({ mainFrame }: WebContents, frame: WebFrameMain): boolean =>
  frame.parent === null && frame.processId === mainFrame.processId && frame.routingId === mainFrame.routingId

/**
 * Joins the router to Electron. A message counts only when it comes from the main frame of our own window
 * while that shows our own page; the frame is read first and at once, because it may be gone a moment later.
 */
export function createIpcPort(needs: {
  readonly isOwnWindow: (contents: WebContents) => boolean
  readonly isOwnPage: (url: string) => boolean
}): IpcPort {
  const isTrusted = (contents: WebContents, frame: WebFrameMain | null): boolean =>
    frame !== null &&
    needs.isOwnWindow(contents) &&
    isMainFrame(contents, frame) &&
    needs.isOwnPage(frame.url)
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
