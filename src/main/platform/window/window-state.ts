import { readFileSync, writeFileSync } from 'node:fs'
import { screen, type BrowserWindow, type Rectangle } from 'electron'
import { z } from 'zod'
import type { Clock } from '../../base/clock'
import { placeToStore } from './place-to-store'
import { visibleBounds } from './visible-bounds'

const WindowState = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(900).max(20_000),
  height: z.int().min(600).max(20_000),
  maximized: z.boolean()
})
type WindowState = z.infer<typeof WindowState>

const initial: WindowState = { width: 1440, height: 900, maximized: false }

/** Returns the last bounds of the window, adjusted to the current displays. */
export function recallWindowState(path: string): WindowState {
  const { maximized, ...bounds } = readState(path)
  return { ...visibleBounds(bounds, workAreas()), maximized }
}

/** Time that a window manager needs to position a window after it is shown. */
const settlesWithinMs = 1_000

/** Stores the position and size of a window for the next start. */
export class WindowMemory {
  #measured: Rectangle

  constructor(
    private readonly deps: {
      readonly path: string
      readonly window: BrowserWindow
      /** Bounds that the window was opened with. */
      readonly opened: WindowState
      readonly clock: Clock
    }
  ) {
    const { window, clock } = deps
    this.#measured = window.getNormalBounds()
    const measure = (): void => {
      this.#measured = window.getNormalBounds()
    }
    window.on('move', measure)
    window.on('resize', measure)
    window.once('show', () => {
      measure()
      clock.setTimer(settlesWithinMs, () => {
        window.off('move', measure)
        window.off('resize', measure)
      })
    })
  }

  /** Ignores a failed write: losing a window position is no failure worth reporting. */
  store(): void {
    const { path, window, opened } = this.deps
    if (window.isDestroyed()) return
    const place = placeToStore(opened, this.#measured, window.getNormalBounds())
    try {
      writeFileSync(path, JSON.stringify({ ...place, maximized: window.isMaximized() }), { mode: 0o600 })
    } catch {
      return
    }
  }
}

/** Moves a window back when its display is removed or changed. Returns the function that unsubscribes. */
export function keepVisible(window: BrowserWindow): () => void {
  const look = (): void => {
    const bounds = window.getNormalBounds()
    const { x, width, height } = visibleBounds(bounds, workAreas())
    if (x !== undefined) return
    window.setSize(width, height)
    window.center()
  }
  screen.on('display-removed', look)
  screen.on('display-metrics-changed', look)
  return () => {
    screen.off('display-removed', look)
    screen.off('display-metrics-changed', look)
  }
}

/** Stored positions are optional. */
function readState(path: string): WindowState {
  try {
    return WindowState.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return initial
  }
}

const workAreas = () =>
  [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea)
