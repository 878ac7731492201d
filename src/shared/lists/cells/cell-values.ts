import type { Model } from '../../catalogue/model'
import { sameSize } from '../../catalogue/sizes'

const secondUnit =
  's|secs?|seconds?|sek|sekunden?|segs?|segundos?|secondes?|secondi|seg|с|сек|секунд[аы]?|секунды|秒|秒钟|秒鐘|초|′′|"'
const seconds = new RegExp(
  String.raw`^(?:(?:0{1,2}:)?0{1,2}:)?(\d{1,2})(?:[.,]0+)?\s*(?:${secondUnit})?\.?$`,
  'iu'
)

/** Reads a duration as whole seconds; null where it is none. */
export function secondsOf(cell: string): number | null {
  const match = seconds.exec(cell.normalize('NFKC'))
  const count = Number(match?.[1] ?? 0)
  return count >= 1 && count <= 60 ? count : null
}

const on = new Set([
  'yes',
  'y',
  'true',
  't',
  'on',
  '1',
  'x',
  '✓',
  '✔',
  'with',
  'ja',
  'oui',
  'sí',
  'si',
  'да',
  'wahr',
  'vrai'
])
const off = new Set([
  'no',
  'n',
  'false',
  'f',
  'off',
  '0',
  '-',
  '–',
  '✗',
  '✘',
  'none',
  'without',
  'nein',
  'non',
  'нет',
  'falsch',
  'faux'
])

/** Reads yes or no; null where a cell is neither. */
export function switchOf(cell: string): boolean | null {
  const word = cell.toLowerCase()
  if (on.has(word)) return true
  return off.has(word) ? false : null
}

const shapeNames: Readonly<Record<string, string>> = {
  landscape: '16:9',
  horizontal: '16:9',
  wide: '16:9',
  widescreen: '16:9',
  portrait: '9:16',
  vertical: '9:16',
  square: '1:1'
}

/** Returns a shape in the model's spelling; else as it is written, for the refusal. */
export function shapeOf(cell: string, choices: readonly string[] = []): string {
  const written = shapeOfPixels((shapeNames[cell.toLowerCase()] ?? cell).replaceAll(/\s+/g, ''))
  const plain = (shape: string): string => shape.toLowerCase().replaceAll(/[x×/：∶-]/g, ':')
  return choices.find((choice) => plain(choice) === plain(written)) ?? written
}

/** Returns `1920x1080` as `16:9`. */
function shapeOfPixels(written: string): string {
  const [, width = '', height = ''] = /^(\d{3,5})[x×:*](\d{3,5})$/iu.exec(written) ?? []
  if (width === '') return written
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
  const common = divisor(Number(width), Number(height)) || 1
  return `${Number(width) / common}:${Number(height) / common}`
}

/** Returns a size in the model's spelling; else as it is written, for the refusal. */
export function sizeOf(cell: string, choices: readonly string[] = []): string {
  const plain = (size: string): string =>
    size
      .toLowerCase()
      .replaceAll(/[\s_-]/g, '')
      .replaceAll('×', 'x')
  return choices.find((choice) => plain(choice) === plain(cell) || sameSize(choice, cell)) ?? cell
}

/** Reads a cell of a further parameter as the model's kind of value. */
export function furtherValue(
  cell: string,
  name: string,
  model: Model | undefined
): string | number | boolean {
  const kind = model?.further?.[name]?.kind
  if (kind === 'boolean') return switchOf(cell) ?? cell
  if (kind === 'url') return cell
  if (kind === undefined && /^(?:true|false)$/i.test(cell)) return cell.toLowerCase() === 'true'
  return /^-?\d+(?:\.\d+)?$/.test(cell) && Number.isFinite(Number(cell)) ? Number(cell) : cell
}
