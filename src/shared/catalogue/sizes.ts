/** Distance of a text that is not a size: larger than between any two sizes. */
const unknownDistance = 1000

/** Returns the distance of two shapes (`16:9`, `1280x720`); 0 for the same shape. */
export function shapeDistance(one: string, other: string): number {
  const [first, second] = [proportion(one), proportion(other)]
  return first === null || second === null ? unknownDistance : Math.abs(Math.log(first / second))
}

/** Returns the distance of two resolutions (`720`, `720p`, `1920x1080`), in any spelling. */
export function sizeDistance(one: string, other: string): number {
  const [first, second] = [lines(one), lines(other)]
  return first === null || second === null ? unknownDistance : Math.abs(Math.log(first / second))
}

/** Returns whether two spellings mean the same number of lines: `720`, `720p` and `720P`. */
export const sameSize = (one: string, other: string): boolean =>
  isLines(one) && isLines(other) && lines(one) === lines(other)

const isLines = (size: string): boolean => /^\d+p?$/i.test(size)

function proportion(shape: string): number | null {
  const [width, height] = pair(shape)
  return width > 0 && height > 0 ? width / height : null
}

/** Returns the shorter side, which is what `720p` means for a wide video. */
function lines(size: string): number | null {
  const [width, height] = pair(size)
  const shorter = isLines(size) ? Number.parseInt(size, 10) : Math.min(width, height)
  return shorter > 0 ? shorter : null
}

function pair(size: string): readonly [number, number] {
  const match = /^(\d+)[:x](\d+)$/i.exec(size)
  return [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)]
}
