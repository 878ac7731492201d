import type { Rectangle } from 'electron'

export interface WantedBounds {
  readonly x?: number | undefined
  readonly y?: number | undefined
  readonly width: number
  readonly height: number
}

/** Part of a window that must be on one display, so that it can be seen and dragged. */
const graspable = { width: 200, height: 100 } as const

/**
 * Returns the bounds to restore a window with: no larger than the display, and fully on it unless enough is visible.
 * Without a position the system centres it.
 *
 * @param areas Work area of each display, the main one first; never empty.
 */
export function visibleBounds(wanted: WantedBounds, areas: readonly Rectangle[]): WantedBounds {
  const { x, y } = wanted
  const fitting = areas.map((area) => ({
    area,
    size: { width: Math.min(wanted.width, area.width), height: Math.min(wanted.height, area.height) }
  }))
  const main = fitting[0]?.size ?? wanted
  if (x === undefined || y === undefined) return main
  const seen = fitting.find(({ area, size }) => isGraspable({ x, y, ...size }, area))
  return seen ? { x, y, ...seen.size } : main
}

/** Includes the title bar: a window whose top is above the display cannot be moved. */
function isGraspable(window: Rectangle, area: Rectangle): boolean {
  const right = Math.min(window.x + window.width, area.x + area.width)
  const bottom = Math.min(window.y + window.height, area.y + area.height)
  return (
    window.y >= area.y &&
    right - Math.max(window.x, area.x) >= graspable.width &&
    bottom - window.y >= graspable.height
  )
}
