/** Offset of the picture from the middle of the stage, in pixels. */
export interface Pan {
  readonly x: number
  readonly y: number
}

interface Size {
  readonly width: number
  readonly height: number
}

export const nowhere: Pan = { x: 0, y: 0 }
const keyStep = 40

/** Returns an offset at which the picture still covers as much of the stage as it can. */
export function withinPicture({ x, y }: Pan, picture: Size, stage: Size): Pan {
  const most = (length: number, room: number): number => Math.max(0, (length - room) / 2)
  const clamp = (value: number, limit: number): number => Math.min(Math.max(value, -limit), limit)
  return {
    x: clamp(x, most(picture.width, stage.width)),
    y: clamp(y, most(picture.height, stage.height))
  }
}

const directions: Readonly<Record<string, Pan>> = {
  ArrowLeft: { x: keyStep, y: 0 },
  ArrowRight: { x: -keyStep, y: 0 },
  ArrowUp: { x: 0, y: keyStep },
  ArrowDown: { x: 0, y: -keyStep }
}

/** Returns the offset after an arrow key, which moves the view; null for other keys. */
export function dragged({ x, y }: Pan, key: string): Pan | null {
  const step = directions[key]
  return step ? { x: x + step.x, y: y + step.y } : null
}
