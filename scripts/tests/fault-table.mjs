/** `docs/faults.md` is the list of every fault the app is built for; these read it, and the titles it points to. */

/** The rows there have to be, by letter: faults, calls from the window, answers of the API, files. */
const lastOf = { F: 73, I: 21, A: 25, D: 20 }

export const rowNumbers = Object.entries(lastOf).flatMap(([letter, last]) =>
  Array.from({ length: last }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`)
)

/** @returns each row of the tables as its number, its cells, and the test files that it names. */
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

/** The row numbers that test titles in this source begin with: `it('F30, F31: …')`. */
export function rowsInTitles(source) {
  const titles = source.matchAll(/['"`]([FIAD]\d\d(?:, [FIAD]\d\d)*): /g)
  return [...new Set([...titles].flatMap(([, numbers]) => numbers.split(', ')))]
}
