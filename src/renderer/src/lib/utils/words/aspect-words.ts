const common = [
  [16, 9],
  [9, 16],
  [1, 1],
  [4, 3],
  [3, 4],
  [21, 9],
  [9, 21]
] as const
/** Encoders round sizes to whole blocks. */
const tolerance = 0.03

/** Returns a shape by its usual name, `16:9`, or as a number, `1.85:1`. */
export function aspectWords(shape: number): string {
  const [width, height] = common.find(([w, h]) => Math.abs(shape / (w / h) - 1) <= tolerance) ?? []
  return width === undefined ? `${Number(shape.toFixed(2))}:1` : `${width}:${height}`
}
