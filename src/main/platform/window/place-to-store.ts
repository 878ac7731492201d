import type { WantedBounds } from './visible-bounds'

const sides = ['x', 'y', 'width', 'height'] as const

/**
 * Returns the place and size of a window to store for the next start. The system rounds both at scale factors such as
 * 1.1, and moves a window by its frame: what nobody changed since it opened keeps the value that it was opened with,
 * so that the window neither grows nor wanders from start to start.
 *
 * @param opened Bounds that the window was opened with.
 * @param measured What the system said of it once it was open.
 * @param now What the system says of it now.
 */
export function placeToStore(
  opened: WantedBounds,
  measured: Required<WantedBounds>,
  now: Required<WantedBounds>
): WantedBounds {
  const kept = sides.map((side) => [
    side,
    now[side] === measured[side] ? (opened[side] ?? now[side]) : now[side]
  ])
  return Object.fromEntries(kept) as WantedBounds
}
