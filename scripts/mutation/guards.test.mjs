import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { inProject } from '../setup/paths.mjs'
import { mutants } from './guards.mjs'

it.each(mutants)('$file: $guard can be taken away', ({ file, guard, without }) => {
  const code = readFileSync(inProject(file), 'utf8')
  expect(code.split(guard)).toHaveLength(2)
  const { diagnostics } = ts.transpileModule(
    code.replace(guard, () => without),
    { reportDiagnostics: true }
  )
  expect(diagnostics).toEqual([])
})
