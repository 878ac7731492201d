import { ipcRenderer, webUtils } from 'electron'
import type { PreloadMessageInput, PreloadMessageName } from '@shared/contract'

/** As in `src/shared/drop.ts`, which comes with its schemas. */
const mostDropped = 500

/** Sends the paths of files that were dropped on the window. Files that the page made itself have none. */
export function sendDropped(files: readonly object[]): void {
  const paths = files.flatMap((file) => webUtils.getPathForFile(file as File) || [])
  if (paths.length === 0) return
  const name = 'drop.files' satisfies PreloadMessageName
  const input: PreloadMessageInput<typeof name> = {
    paths: paths.slice(0, mostDropped),
    leftOut: Math.max(0, paths.length - mostDropped)
  }
  ipcRenderer.send(name, input)
}
