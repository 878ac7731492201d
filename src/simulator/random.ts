/** Sequence of numbers from 0 (inclusive) to 1 (exclusive), determined by a seed. */
export type Random = () => number

/** Makes a mulberry32 generator: small, fast, and the same on every machine. */
function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Makes the generator of one job, which depends only on the seed and the job's number. */
export const randomFor = (seed: number, number: number): Random =>
  seededRandom(Math.imul(seed + 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35))

/** Draws a number between two, the lower inclusive. */
export const between = (random: Random, [low, high]: readonly [number, number]): number =>
  low + random() * (high - low)

/** Draws an entry of a list that is not empty. */
export function pick<T>(random: Random, list: readonly [T, ...T[]]): T {
  return list[Math.floor(random() * list.length)] ?? list[0]
}

/** Draws a version 4 UUID, the name of a result file. */
export function randomUuid(random: Random): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16))
  digits[12] = '4'
  digits[16] = '89ab'.charAt(Math.floor(random() * 4))
  const text = digits.join('')
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32]
  ]
    .map(([from, to]) => text.slice(from, to))
    .join('-')
}
