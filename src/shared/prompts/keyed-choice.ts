import { variationTokens, type VariationToken } from './variation-tokens'

/** A key: a word with a colon or an equals sign; not `16:9` or `https://`. */
const key = /^\s*[\p{L}_][\p{L}\p{N}_ -]{0,40}\s*[:=](?=\s|["'“])/u

/**
 * Finds a choice that was most likely meant as an object with plain keys: `{shot: wide | slow}`. Where every
 * alternative has a key (`{Anna: hello | Bert: bye}`), it is a choice of them.
 */
export function keyedChoice(prompt: string): string | null {
  if (!prompt.includes('|')) return null
  const tokens = variationTokens(prompt)
  for (const [index, { kind, depth, start }] of tokens.entries()) {
    if (kind !== 'open' || !startsWithKey(tokens[index + 1])) continue
    const end = tokens.findIndex((token, at) => at > index && token.kind === 'close' && token.depth === depth)
    const isPlain = tokens
      .slice(0, end)
      .some(
        (token, at) =>
          at > index && token.kind === 'separator' && token.depth === depth && !startsWithKey(tokens[at + 1])
      )
    if (isPlain) {
      return prompt.slice(start, (tokens[end]?.start ?? prompt.length) + 1)
    }
  }
  return null
}

const startsWithKey = (token: VariationToken | undefined): boolean =>
  token?.kind === 'text' && key.test(token.text)

/** Returns a note on how such a choice is read. */
export function keyedChoiceWords(choice: string): string {
  const plain = choice.replaceAll(/\s+/gu, ' ')
  const shown = plain.length > 40 ? `${plain.slice(0, 40)}…` : plain
  return `“${shown}” looks like JSON, but its | makes several prompts.`
}
