import { lineEnd } from '../prompts/text-checks'

/** Separators of tables, by format. */
const separators = { comma: ',', semicolon: ';', tab: '\t', colon: ':' } as const
export type SeparatorFormat = keyof typeof separators

/** Separators as Chinese and Japanese keyboards type them. */
const wide: Readonly<Partial<Record<SeparatorFormat, string>>> = { comma: '，', semicolon: '；' }

/** Returns the separator of a table: the wide one where the first line with either has only that. */
export function separatorOf(text: string, format: SeparatorFormat): string {
  const { [format]: usual } = separators
  const { [format]: other } = wide
  if (other === undefined || !text.includes(other)) return usual
  const line = text.split(lineEnd).find((one) => one.includes(usual) || one.includes(other))
  return line?.includes(usual) === false ? other : usual
}

/** Reads a line that names the separator (`sep=;`); null for any other line. */
export function separatorLine(line: string): SeparatorFormat | 'bar' | null {
  const written = /^\uFEFF?\s*"?sep\s*=\s*(?<separator>[,;:|，；\t]|\\t|tab)?"?[,;:，；]*\s*$/i.exec(
    line
  )?.groups
  if (!written) return null
  switch (written['separator']) {
    case ',':
    case '，':
      return 'comma'
    case ';':
    case '；':
      return 'semicolon'
    case ':':
      return 'colon'
    case '|':
      return 'bar'
    default:
      return 'tab'
  }
}
