type Kind = 'text' | 'escape' | 'open' | 'separator' | 'close' | 'unbalanced'

/** A piece of a prompt, for colouring it and for expanding it. */
export interface VariationToken {
  readonly kind: Kind
  /** The characters as they stand in the prompt: all tokens in a row are the prompt again. */
  readonly text: string
  /** Where it starts, in UTF-16 units. */
  readonly start: number
  /** How many groups it stands in; the braces and bars of a group count as in it. */
  readonly depth: number
}

interface OpenBrace {
  readonly index: number
  readonly bars: number[]
}

const pieces = /(?<escape>\\[{|}\\])|[{|}]|[^\\{|}]+|\\/gu

/**
 * Cuts a prompt into text, escapes and variation groups. Only a pair of braces with a `|` of its own is a
 * group; any other pair is text, because people write prompts as JSON and mean those braces.
 */
export function variationTokens(prompt: string): readonly VariationToken[] {
  const matches = [...prompt.matchAll(pieces)]
  const kinds = matches.map((match): Kind => (match.groups?.['escape'] === undefined ? 'text' : 'escape'))
  const open: OpenBrace[] = []
  for (const [index, [text]] of matches.entries()) {
    if (text === '{') open.push({ index, bars: [] })
    else if (text === '|') open.at(-1)?.bars.push(index)
    else if (text === '}') close(kinds, open.pop(), index)
  }
  for (const { index } of open) kinds[index] = 'unbalanced'

  let depth = 0
  return matches.map((match, index) => {
    const kind = kinds[index] ?? 'text'
    if (kind === 'open') depth += 1
    const token = { kind, text: match[0], start: match.index, depth }
    if (kind === 'close') depth -= 1
    return token
  })
}

function close(kinds: Kind[], group: OpenBrace | undefined, index: number): void {
  if (!group) kinds[index] = 'unbalanced'
  else if (group.bars.length > 0) {
    kinds[group.index] = 'open'
    kinds[index] = 'close'
    for (const bar of group.bars) kinds[bar] = 'separator'
  }
}
