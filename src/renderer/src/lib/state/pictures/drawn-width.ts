import type { VideoView } from '@shared/generation'
import { frameSize, type Size } from './capture/frame-size'

/** A card that grows by less is not drawn again. */
const stepPx = 80

/**
 * Returns the width to decode a poster at, in pixels of the screen, so that it covers its card: most cards are half as
 * large as their poster, and smaller. Null for the poster's own width.
 *
 * @param card In CSS pixels.
 */
export function drawnWidth(
  { width, height }: Pick<VideoView, 'width' | 'height'>,
  card: Size,
  pixelRatio: number
): number | null {
  if (!width || !height) return null
  const covering = Math.max(card.width, (card.height * width) / height)
  const drawn = Math.ceil((covering * pixelRatio) / stepPx) * stepPx
  return drawn < frameSize('poster', { width, height }).width ? drawn : null
}
