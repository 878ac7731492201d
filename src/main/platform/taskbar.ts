import { app, powerSaveBlocker, type BrowserWindow } from 'electron'
import type { TaskbarProgress } from '../activity/run-progress'

/** Above 1 is a bar without an end on Windows and macOS; below 0 is none. */
const barFor = (progress: TaskbarProgress): number =>
  progress === null ? -1 : progress === 'running' ? 2 : progress

export function setTaskbarProgress(window: BrowserWindow | null, progress: TaskbarProgress): void {
  if (window && !window.isDestroyed()) window.setProgressBar(barFor(progress))
}

export function setBadge(count: number): void {
  app.setBadgeCount(count)
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
