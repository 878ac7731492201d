import { anyQuote, hasQuotedBar } from './quoted-bars'
import { variationTokens, type VariationToken } from './variation-tokens'

/** A key: a word or a number with a colon, an equals sign or an arrow; not `16:9` or `https://`. */
const key = new RegExp(
  String.raw`^[\s\p{Cf}]*${anyQuote}?(?:[\p{L}_][\p{L}\p{M}\p{N}_ -]{0,40}|\d{1,4})${anyQuote}?[\s\p{Cf}]*(?:=>|=|：|:(?=\s|$|${anyQuote}))`,
  'u'
)

/**
 * Finds a choice that was most likely meant as an object or a text: `{shot: wide | slow}`, `{"wide | slow"}`. Where
 * every alternative has a key (`{Anna: hello | Bert: bye}`), it is a choice of them, as are whole quotations.
 */
export function keyedChoice(prompt: string): string | null {
  if (!prompt.includes('|')) return null
  const tokens = variationTokens(prompt)
  for (const { open, close, own } of groupsIn(tokens)) {
    const alternatives = own.split(ownBar)
    const keyed = alternatives.filter((text) => key.test(text)).length
    const isObject = key.test(alternatives[0] ?? '') && keyed < alternatives.length
    if (isObject || hasQuotedBar(own.replaceAll(otherBar, ' ').replaceAll(ownBar, '|'))) {
      return prompt.slice(open, close + 1)
    }
  }
  return null
}

/** Stands for a bar that parts alternatives, where a bar may also be text. */
const ownBar = '\uE000'
const otherBar = '|'

interface Group {
  readonly open: number
  readonly close: number
  /** Text of the group without that of the groups in it. */
  readonly own: string
}

function groupsIn(tokens: readonly VariationToken[]): readonly Group[] {
  const groups: Group[] = []
  const around: { readonly open: number; readonly texts: string[] }[] = []
  for (const { kind, start, text } of tokens) {
    if (kind === 'open') around.push({ open: start, texts: [] })
    else if (kind === 'separator') around.at(-1)?.texts.push(ownBar)
    else if (kind === 'close') {
      const group = around.pop()
      if (group) groups.push({ open: group.open, close: start, own: group.texts.join('') })
      // What stands here is not known, but it is something.
      around.at(-1)?.texts.push('…')
    } else around.at(-1)?.texts.push(text)
  }
  return groups.toSorted((a, b) => a.open - b.open)
}

/** Returns a note on how such a choice is read. */
export function keyedChoiceWords(choice: string): string {
  const plain = choice.replaceAll(/\s+/gu, ' ')
  const shown = plain.length > 40 ? `${plain.slice(0, 40)}…` : plain
  return key.test(plain.slice(1))
    ? `“${shown}” looks like JSON, but its | makes several prompts.`
    : `“${shown}” has a | in quotes, and it makes several prompts.`
}
