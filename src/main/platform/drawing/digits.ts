import type { Shape } from './canvas'

type Point = readonly [x: number, y: number]
type Line = readonly Point[]

/** Size of a digit in its own units. */
const [unitsWide, unitsHigh] = [6, 10]
/** Space between two digits, in the same units. */
const gap = 2.6

function arc(x: number, y: number, radiusX: number, radiusY: number, from: number, to: number): Line {
  const steps = 14
  return Array.from({ length: steps + 1 }, (_, step): Point => {
    const angle = ((from + ((to - from) * step) / steps) * Math.PI) / 180
    return [x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle)]
  })
}

const six: readonly Line[] = [
  arc(3, 6.8, 3, 3.2, 0, 360),
  [
    [0.05, 6.5],
    [0.7, 4.1],
    [2.1, 1.9],
    [4.4, 0]
  ]
]

/** Strokes of the digits from 0 to 9. Drawn here: the main process has no fonts. */
const digits: readonly (readonly Line[])[] = [
  [arc(3, 5, 3, 5, 0, 360)],
  [
    [
      [1, 2.2],
      [3.6, 0],
      [3.6, 10]
    ]
  ],
  [[...arc(3, 3, 3, 3, 195, 390), [0, 10], [6, 10]]],
  [[...arc(3, 2.6, 2.7, 2.6, 200, 450), ...arc(3, 7.4, 3, 2.6, 270, 520)]],
  [
    [
      [4.6, 10],
      [4.6, 0],
      [0, 7],
      [6.4, 7]
    ]
  ],
  [[[5.6, 0], [1.1, 0], [0.7, 4.6], ...arc(2.9, 6.8, 3.1, 3.2, 230, 500)]],
  six,
  [
    [
      [0, 0],
      [6, 0],
      [2.2, 10]
    ]
  ],
  [arc(3, 2.5, 2.5, 2.5, 0, 360), arc(3, 7.4, 3, 2.6, 0, 360)],
  six.map((line) => line.map(([x, y]): Point => [unitsWide - x, unitsHigh - y]))
]

/** Returns the width of a number that is drawn at a height. */
export const widthOfNumber = (count: number, height: number): number => {
  const { length } = String(count)
  return ((length * unitsWide + (length - 1) * gap) * height) / unitsHigh
}

/** Returns the shape of a number. */
export function numberShape(
  count: number,
  { left, top, height, stroke }: { left: number; top: number; height: number; stroke: number }
): Shape {
  const scale = height / unitsHigh
  const lines = Array.from(String(count)).flatMap((digit, place) =>
    (digits[Number(digit)] ?? []).map((line) =>
      line.map(([x, y]): Point => [left + (place * (unitsWide + gap) + x) * scale, top + y * scale])
    )
  )
  const segments = lines.flatMap((line) =>
    line.slice(1).map((end, index) => [line[index] ?? end, end] as const)
  )
  return (x, y) => {
    const nearest = Math.min(...segments.map(([from, to]) => distance([x, y], from, to)))
    return stroke / 2 - nearest + 0.5
  }
}

/** Distance of a point from a segment. */
function distance([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY]
  const length = alongX ** 2 + alongY ** 2
  const share = length === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / length
  const at = Math.min(1, Math.max(0, share))
  return Math.hypot(x - fromX - at * alongX, y - fromY - at * alongY)
}
