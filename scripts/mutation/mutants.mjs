import { readFileSync } from 'node:fs'
import { inProject } from '../base/paths.mjs'
import { guarded } from './guards.mjs'
import { findDeclaration } from './source-tree.mjs'

/** Each guard that is taken away, one at a time. */
export const mutants = guarded.flatMap(({ folder, beside, tests, guards }) =>
  Object.entries(guards).flatMap(([declaration, edits]) =>
    edits.map((edit) => ({ name: `${declaration}: ${edit.what}`, folder, beside, tests, declaration, edit }))
  )
)

/**
 * Finds a guard in the code as it is now.
 *
 * @throws where it is not in exactly one place
 */
export function locate({ folder, beside, declaration, edit }) {
  const found = findDeclaration(folder, declaration, beside)
  return { file: found.getSourceFile().fileName, ...edit.in(found) }
}

/** Returns a file's code without the guard. */
export function codeWithout({ file, start, end, text }) {
  const code = readFileSync(inProject(file), 'utf8')
  return code.slice(0, start) + text + code.slice(end)
}
