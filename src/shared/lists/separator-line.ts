/** Separators of tables, by format. */
export const separators = { comma: ',', semicolon: ';', tab: '\t' } as const

/** Reads a line that names the separator (`sep=;`); null for any other line. */
export function separatorLine(line: string): keyof typeof separators | 'bar' | null {
  const written = /^\uFEFF?\s*"?sep=(?<separator>[,;|\t]|\\t|tab)?"?[,;]*\s*$/i.exec(line)?.groups
  if (!written) return null
  const { separator } = written
  if (separator === ',' || separator === ';') return separator === ',' ? 'comma' : 'semicolon'
  return separator === '|' ? 'bar' : 'tab'
}
