import { readFileSync, writeFileSync } from 'node:fs'
import { screen, type BrowserWindow, type Rectangle } from 'electron'
import { z } from 'zod'

const WindowState = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(900).max(20_000),
  height: z.int().min(600).max(20_000),
  maximized: z.boolean()
})
type WindowState = z.infer<typeof WindowState>

const initial: WindowState = { width: 1440, height: 900, maximized: false }

/** Where the window was last time, as far as a display is still there; a position is advice, never a need. */
export function recallWindowState(path: string): WindowState {
  try {
    const state = WindowState.parse(JSON.parse(readFileSync(path, 'utf8')))
    const { x, y, ...size } = state
    return x !== undefined && y !== undefined && isVisible({ x, y, width: state.width, height: state.height })
      ? state
      : size
  } catch {
    return initial
  }
}

/** Losing a window position is no failure worth a word, so a write that fails is let go. */
export function rememberWindowState(path: string, window: BrowserWindow): void {
  const state: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized() }
  try {
    writeFileSync(path, JSON.stringify(state))
  } catch {
    return
  }
}

function isVisible(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const width =
      Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x)
    const height =
      Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y)
    return width >= 200 && height >= 100
  })
}
