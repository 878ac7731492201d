import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inProject } from '../base/paths.mjs'
import { readTable, rowNumbers, numbersInTitles } from './fault-table.mjs'

const table = readTable(readFileSync(inProject('docs/faults.md'), 'utf8'))

const testFiles = ['src', 'chaos', 'e2e']
  .flatMap((folder) => readdirSync(inProject(folder), { recursive: true }).map((name) => join(folder, name)))
  .filter((file) => /\.(test|spec)\.ts$/.test(file))

describe('docs/faults.md', () => {
  it('has every row once, in order, without an empty cell', () => {
    expect(table.map(({ number }) => number)).toEqual(rowNumbers)
    expect(table.filter(({ cells }) => cells.length !== 5 || cells.includes(''))).toEqual([])
  })

  it('says why, where a row has no test of its own', () => {
    const unexplained = table.filter(({ tests, cells }) => tests.length === 0 && !/: ./.test(cells[4]))
    expect(unexplained.map(({ number }) => number)).toEqual([])
  })

  it('has no test whose title begins with a number', () => {
    const beginsWithNumber = /(?:it|test|describe|\))\(\s*['"`][FIAD]\d\d\b/
    expect(testFiles.filter((file) => beginsWithNumber.test(readFileSync(inProject(file), 'utf8')))).toEqual(
      []
    )
  })

  it('names exactly the files whose test titles end with the number of the row', () => {
    const titled = testFiles.flatMap((file) =>
      numbersInTitles(readFileSync(inProject(file), 'utf8')).map((number) => `${number} ${file}`)
    )
    const listed = table.flatMap(({ number, tests }) => tests.map((file) => `${number} ${file}`))
    expect(listed.toSorted()).toEqual(titled.toSorted())
  })
})
