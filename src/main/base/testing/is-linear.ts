const noiseMs = 30
const mostTries = 20

/** Returns the CPU time of reading so many pieces, in milliseconds. */
function workOf(read: (count: number) => void, count: number): number {
  const before = process.cpuUsage()
  read(count)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/**
 * Returns whether work on four times as much grows by about four, as linear work does; quadratic work grows by sixteen.
 * Other load makes it longer and never shorter, so the least of each is compared, until it shows.
 */
export function isLinear(read: (count: number) => void): boolean {
  let [short, long] = [Infinity, Infinity]
  for (let tries = 0; tries < mostTries; tries += 1) {
    short = Math.min(short, workOf(read, 20_000))
    long = Math.min(long, workOf(read, 80_000))
    if (long < 8 * short + noiseMs) return true
  }
  return false
}
