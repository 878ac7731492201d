/** Reads `docs/faults.md`, the list of every fault that the app is built for, and the test titles that name a fault. */

/** Last number of each letter: faults, calls from the window, answers of the API, files. */
const lastOf = { F: 73, I: 21, A: 25, D: 20 }

export const rowNumbers = Object.entries(lastOf).flatMap(([letter, last]) =>
  Array.from({ length: last }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`)
)

/** Returns each row of the tables with its number, its cells and the test files that it names. */
export function readTable(markdown) {
  return markdown
    .split('\n')
    .filter((line) => /^\| [FIAD]\d\d /.test(line))
    .map((line) => {
      const cells = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim())
      return {
        number: cells[0],
        cells,
        tests: [...cells[3].matchAll(/`([^`]+)`/g)].map(([, file]) => file)
      }
    })
}

/** Returns the numbers at the end of test titles in this source: `it('resumes a cut download [F30, F31]')`. */
export function numbersInTitles(source) {
  const titles = source.matchAll(/\[([FIAD]\d\d(?:, [FIAD]\d\d)*)\]['"`]/g)
  return [...new Set([...titles].flatMap(([, numbers]) => numbers.split(', ')))]
}
