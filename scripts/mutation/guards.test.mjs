import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { inProject } from '../base/paths.mjs'
import { guarded } from './guards.mjs'
import { codeWithout, locate, mutants } from './mutants.mjs'

it.each(mutants.map((mutant) => [mutant.name, mutant]))('%s: can be removed', (_name, mutant) => {
  const change = locate(mutant)
  const { diagnostics } = ts.transpileModule(codeWithout(change), { reportDiagnostics: true })
  expect(diagnostics).toEqual([])
  const { file, start, end, text } = change
  expect(readFileSync(inProject(file), 'utf8').slice(start, end)).not.toBe(text)
})

it('removes each guard once', () => {
  const changes = mutants.map((mutant) => JSON.stringify(locate(mutant)))
  expect(new Set(changes).size).toBe(changes.length)
})

it.each([...new Set(guarded.flatMap(({ tests }) => tests))])('finds tests for the filter %s', (filter) => {
  const tests = readdirSync(inProject('src/main'), { recursive: true })
    .map((file) => `src/main/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts') && file.includes(filter))
  expect(tests).not.toEqual([])
})
