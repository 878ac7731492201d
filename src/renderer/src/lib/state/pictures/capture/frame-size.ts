import type { PictureKind } from '@shared/media/pictures'

export interface Size {
  readonly width: number
  readonly height: number
}

const longestEdges: Readonly<Record<PictureKind, number>> = { poster: 480, strip: 240 }

/** Returns how large a picture draws a frame: the longer edge is limited, and nothing is enlarged. */
export function frameSize(kind: PictureKind, { width, height }: Size): Size {
  const scale = Math.min(1, longestEdges[kind] / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
