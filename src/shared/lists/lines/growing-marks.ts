/** A mark that could belong to a prompt: it counts only where it numbers the lines. */
interface GrowingMark {
  readonly pattern: RegExp
  /** Whether the numbers may start like this. */
  readonly canStart?: (number: readonly number[]) => boolean
  /** Whether every line has to have it. */
  readonly isForAll?: boolean
}

const hanDigits = '一二三四五六七八九'

const worded = (end: string): RegExp =>
  new RegExp(
    String.raw`^(?<word>[^\d０-９\n]{1,40}?)(?<number>[\d０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*(?:\*\*|__)?[\])）】］]?\s*${end}(?=\S)`,
    'u'
  )

const marks: readonly GrowingMark[] = [
  // `1.A gull`, but not `2.5 metres`.
  { pattern: /^[([]?(?<number>\d{1,3})[.)\]:：;；](?=[^\d\s])/u },
  { pattern: /^[([]?(?<number>\d{1,3}[a-z])[.)\]:]\s*(?=\S)/u },
  // `1.1 A gull`
  {
    pattern: /^(?<number>\d{1,2}(?:\.\d{1,2}){1,3})[.):]?\s+(?=[\p{Lu}\p{Lo}"“„«*])/u,
    canStart: (number) => number.at(-1) === 1
  },
  { pattern: /^(?<number>[\d０-９]{1,3})\u3000\s*(?=\S)/u, isForAll: true },
  // Any word and a number, the same word in every line.
  { pattern: worded(String.raw`(?:[:：)、|](?:\*\*|__)?\s*|\.(?!\d)\s*)`), isForAll: true },
  // From the first on, as `Apollo 11 – launch` is a prompt.
  { pattern: worded(String.raw`[–—-]\s+`), isForAll: true, canStart: ([number]) => number === 1 }
]

/** Returns the marks that number these lines in a row, although a prompt could start like that. */
export const growingMarks = (texts: readonly string[]): readonly RegExp[] =>
  marks.filter((mark) => numbersLines(mark, texts)).map(({ pattern }) => pattern)

function numbersLines({ pattern, canStart, isForAll }: GrowingMark, texts: readonly string[]): boolean {
  const found = texts.flatMap((text) => {
    const groups = pattern.exec(text)?.groups
    return groups ? [groups] : []
  })
  const least = isForAll === true ? texts.length : Math.ceil(texts.length / 2)
  if (found.length < Math.max(2, least)) return false
  const words = new Set(found.map(({ word = 'any' }) => word.replaceAll(/\s+/gu, ' ').toLowerCase()))
  const numbers = found.map(({ number = '' }) => countersOf(number))
  const grow = numbers.every((number, index) => index === 0 || isBefore(numbers[index - 1] ?? [], number))
  const [word = ''] = words
  return words.size === 1 && /\p{L}/u.test(word) && grow && (canStart?.(numbers[0] ?? []) ?? true)
}

/** Returns `1.2` as 1 and 2, and `3b` as 3 and 11. */
const countersOf = (text: string): readonly number[] =>
  (text.normalize('NFKC').match(/\d+|[a-z]|[一-龥]+/gu) ?? []).map((part) =>
    /\d/.test(part) ? Number(part) : /[a-z]/.test(part) ? Number.parseInt(part, 36) : hanValue(part)
  )

function hanValue(text: string): number {
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['', text]
  const digit = (one: string): number => hanDigits.indexOf(one) + 1
  return (text.includes('十') ? 10 * (tens === '' ? 1 : digit(tens)) : 0) + (ones === '' ? 0 : digit(ones))
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const at = Array.from({ length: Math.max(a.length, b.length) }).findIndex(
    (_, index) => (a[index] ?? 0) !== (b[index] ?? 0)
  )
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0)
}
