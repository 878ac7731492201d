import { narrowestInspector, widestInspector } from '@shared/settings'

/** Share of the window that the inspector takes unless it was resized. */
const usualShare = 0.26

/** Returns the width of the inspector in a window. */
export const inspectorWidth = (chosen: number | null, windowWidth: number): number =>
  withinLimits(chosen ?? windowWidth * usualShare)

export const withinLimits = (width: number): number =>
  Math.round(Math.min(Math.max(width, narrowestInspector), widestInspector))
