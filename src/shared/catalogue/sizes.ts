/** Further than any two sizes that can be read: for text that says no size. */
const unknownDistance = 1000

/** How unlike two shapes are (`16:9`, `1280x720`); 0 for the same shape. */
export function shapeDistance(one: string, other: string): number {
  const [first, second] = [proportion(one), proportion(other)]
  return first === null || second === null ? unknownDistance : Math.abs(Math.log(first / second))
}

/** How far apart two resolutions are (`720`, `720p`, `1920x1080`), whichever way they are spelled. */
export function sizeDistance(one: string, other: string): number {
  const [first, second] = [lines(one), lines(other)]
  return first === null || second === null ? unknownDistance : Math.abs(Math.log(first / second))
}

/** Whether two spellings are the same number of lines: `720`, `720p` and `720P`. */
export const sameSize = (one: string, other: string): boolean =>
  isLines(one) && isLines(other) && lines(one) === lines(other)

const isLines = (size: string): boolean => /^\d+p?$/i.test(size)

function proportion(shape: string): number | null {
  const [width, height] = pair(shape)
  return width > 0 && height > 0 ? width / height : null
}

/** The shorter side, which is what `720p` says of a wide video. */
function lines(size: string): number | null {
  const [width, height] = pair(size)
  const shorter = isLines(size) ? Number.parseInt(size, 10) : Math.min(width, height)
  return shorter > 0 ? shorter : null
}

function pair(size: string): readonly [number, number] {
  const match = /^(\d+)[:x](\d+)$/i.exec(size)
  return [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)]
}
