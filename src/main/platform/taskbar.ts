import { app, nativeImage, powerSaveBlocker, type BrowserWindow } from 'electron'
import type { TaskbarProgress } from '../activity/run-progress'
import { drawCountBadge } from './drawing/count-badge'

/** Above 1 is a bar without an end on Windows and macOS; below 0 is none. */
const barFor = (progress: TaskbarProgress): number =>
  progress === null ? -1 : progress === 'running' ? 2 : progress

export function setTaskbarProgress(window: BrowserWindow | null, progress: TaskbarProgress): void {
  if (window && !window.isDestroyed()) window.setProgressBar(barFor(progress))
}

/** Shows a count on the icon; 0 removes it. Windows has no counts of its own, but takes a picture for the corner. */
export function setBadge(window: BrowserWindow | null, count: number): void {
  if (process.platform !== 'win32') app.setBadgeCount(count)
  else if (window && !window.isDestroyed()) window.setOverlayIcon(pictureOf(count), words(count))
}

/** What a screen reader says of the picture. */
const words = (count: number): string =>
  count === 0 ? '' : `${count} ${count === 1 ? 'clip needs' : 'clips need'} you`

function pictureOf(count: number): Electron.NativeImage | null {
  if (count === 0) return null
  const { pixels, width, height } = drawCountBadge(count)
  return nativeImage.createFromBitmap(Buffer.from(pixels), { width, height, scaleFactor: 2 })
}

/** Keeps the computer from going to sleep by itself; its screen may turn off. */
export class SleepBlocker {
  #id: number | null = null

  set(isNeeded: boolean): void {
    if (isNeeded === (this.#id !== null)) return
    if (this.#id !== null) powerSaveBlocker.stop(this.#id)
    this.#id = isNeeded ? powerSaveBlocker.start('prevent-app-suspension') : null
  }
}
