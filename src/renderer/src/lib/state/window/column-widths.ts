import { composerWidths, inspectorWidths, type WidthLimits } from '@shared/settings'

/** Share of the window that the inspector takes unless it was resized. */
const usualShare = 0.26
/** Width of the composer unless it was resized. */
const usualComposer = 320

/** Returns the width of the inspector in a window. */
export const inspectorWidth = (chosen: number | null, windowWidth: number): number =>
  within(inspectorWidths, chosen ?? windowWidth * usualShare)

/** Returns the width of the composer in a window, which keeps most of it for the clips. */
export const composerWidth = (chosen: number | null, windowWidth: number): number =>
  within(composerWidths, Math.min(chosen ?? usualComposer, windowWidth * 0.4))

export const within = ({ narrowest, widest }: WidthLimits, width: number): number =>
  Math.round(Math.min(Math.max(width, narrowest), widest))
