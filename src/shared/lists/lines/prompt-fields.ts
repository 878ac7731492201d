import { isFieldName } from './field-names'
import type { ListLine } from './line-doubts'
import { withoutListMarks } from './list-marks'

const field = /^(?:\*\*|__)?(?<name>[\p{L}][\p{L}\p{M} /&-]{0,29}?)(?:\*\*|__)?\s*[:：]/u

/**
 * Finds the first lines of prompts that are written as fields (`Subject: …`, `Camera: …`), a line each: a field
 * that the prompt has already begins the next prompt. Null where the lines are not such fields.
 */
export function fieldHeads(lines: readonly ListLine[]): ReadonlySet<number> | null {
  const texts = withoutListMarks(lines.map(({ text }) => text))
  const names = texts.map((text) => field.exec(text)?.groups?.['name']?.trim().toLowerCase())
  const known = new Set(names.filter((name) => name !== undefined && isFieldName(name)))
  const unknown = new Set(names.filter((name) => name !== undefined && !isFieldName(name)))
  if (names.includes(undefined) || known.size < 2 || unknown.size > known.size) return null
  const heads = new Set<number>()
  let open = new Set<string>()
  for (const [index, { line }] of lines.entries()) {
    const name = names[index] ?? ''
    if (open.size === 0 || open.has(name)) {
      heads.add(line)
      open = new Set()
    }
    open.add(name)
  }
  return heads.size < lines.length ? heads : null
}
