import { variationTokens, type VariationToken } from './variation-tokens'

/** A piece of a prompt; a brace pair around plain text is in one piece, and has a name. */
export interface PromptPart {
  readonly text: string
  /** For comparing: see {@link plainName}. */
  readonly name: string | null
  /** Where the name starts, in UTF-16 units; meant only where there is one. */
  readonly nameStart: number
  /** Whether it can only be a variable: words, not JSON. */
  readonly looksLikeName: boolean
  readonly literal: VariationToken['literal']
}

const wordsOnly = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_ -]{0,59}$/u

/** Column names are compared without case and surrounding space. */
export const plainName = (name: string): string => name.trim().normalize('NFC').toLowerCase()

/** Splits a prompt into pieces, so that its variables can be filled in. */
export function partsOf(prompt: string): readonly PromptPart[] {
  const tokens = variationTokens(prompt)
  const parts: PromptPart[] = []
  for (let index = 0; index < tokens.length; index += 1) {
    const [brace, inner, end] = tokens.slice(index, index + 3)
    const isPair = isText(brace, '{') && inner?.kind === 'text' && isText(end, '}') && !brace?.isForeign
    const name = isPair ? plainName(inner.text) : null
    parts.push({
      text: isPair ? `{${inner.text}}` : (brace?.text ?? ''),
      name,
      nameStart: (brace?.start ?? 0) + 1,
      looksLikeName: name !== null && wordsOnly.test(name),
      literal: brace?.literal ?? null
    })
    if (isPair) index += 2
  }
  return parts
}

/** Returns the first variable with another name than these, as it is written; null where there is none. */
export function strangerAmong(parts: readonly PromptPart[], names: readonly string[]): string | null {
  const stranger = parts.find(({ name, looksLikeName }) => looksLikeName && !names.includes(name ?? ''))
  return stranger ? stranger.text.slice(1, -1).trim() : null
}

/** Returns the names of a prompt's variables. */
export const variableNames = (prompt: string): ReadonlySet<string> =>
  new Set(partsOf(prompt).flatMap(({ name }) => (name === null ? [] : [name])))

const isText = (token: VariationToken | undefined, text: string): boolean =>
  token?.kind === 'text' && token.text === text
