import type { Rectangle } from 'electron'

export interface WantedBounds {
  readonly x?: number | undefined
  readonly y?: number | undefined
  readonly width: number
  readonly height: number
}

/** As much of a window has to be on one display that it can be seen and taken hold of. */
const graspable = { width: 200, height: 100 } as const

/**
 * Where a window goes that was somewhere: no larger than the display, and on it as a whole unless enough of it is
 * seen. Without a place it is left to the system, which puts it in the middle.
 *
 * @param areas What each display has free for windows, the main one first; never empty.
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

/** Its title bar is part of that: a window whose top is above the display cannot be moved. */
function isGraspable(window: Rectangle, area: Rectangle): boolean {
  const right = Math.min(window.x + window.width, area.x + area.width)
  const bottom = Math.min(window.y + window.height, area.y + area.height)
  return (
    window.y >= area.y &&
    right - Math.max(window.x, area.x) >= graspable.width &&
    bottom - window.y >= graspable.height
  )
}
