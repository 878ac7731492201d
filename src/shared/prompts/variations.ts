import type { Problem } from '../problem'
import { err, ok, type Result } from '../result'
import { resolvedTokens, variationTokens, type VariationToken } from './variation-tokens'

/**
 * Variations in a prompt: `a {red|blue} car at {dawn|dusk}` is four prompts.
 *
 * - `{a|b|c}` is one of its alternatives. They may be empty (`{|very }old`) and hold groups themselves.
 * - `\{`, `\|`, `\}` and `\\` are the characters themselves. Any other `\` is a backslash.
 * - Braces without a `|` of their own stay as they are, and so does a `|` outside of every group.
 * - JSON is never a variation: it comes out as typed. So does all of a prompt that holds another tool's
 *   template, as half of it would be wrong.
 * - Order: as a person would write them out, the first group varies slowest.
 *   `{a|b}{1|2}` is a1, a2, b1, b2.
 * - The same prompt may come out more than once; it is then made more than once.
 */
export function expandVariations(
  prompt: string | Source,
  limit: number
): Result<readonly Variation[], Problem> {
  const { tokens, problem } = read(prompt)
  if (problem) return err(problem)
  // Counted first: no part of a prompt has more expansions than the whole, so the limit also bounds the work.
  const count = fold(tokens, counting)
  return count > limit ? err(tooMany(count, limit)) : ok(fold(tokens, expanding))
}

/** One prompt of those that a text expands to. */
export interface Variation {
  readonly text: string
  /** The alternative of each group that was picked, in order; what is picked inside of another one belongs to it. */
  readonly picks: readonly string[]
}

/** Counts the expansions without making them, up to {@link countCeiling}. */
export function countVariations(prompt: string | Source): Result<number, Problem> {
  const { tokens, problem } = read(prompt)
  return problem ? err(problem) : ok(fold(tokens, counting))
}

/** A prompt with its variations. */
export interface Source {
  readonly text: string
  /** Whether everything else is already escaped. */
  readonly isResolved: boolean
}

function read(prompt: string | Source): {
  readonly tokens: readonly VariationToken[]
  readonly problem: Problem | null
} {
  const { text, isResolved } = typeof prompt === 'string' ? { text: prompt, isResolved: false } : prompt
  const tokens = isResolved ? resolvedTokens(text) : variationTokens(text)
  return { tokens, problem: unbalanced(text, tokens) }
}

/** Returns a prompt that expands to just this text; unchanged where it already does. */
export function escapeVariations(text: string): string {
  const isPlain = variationTokens(text).every(({ kind }) => kind === 'text')
  return isPlain ? text : escapeEveryMark(text)
}

/** Escapes text for any place of a prompt, inside a group too. */
export const escapeEveryMark = (text: string): string => text.replaceAll(/[{|}\\]/g, String.raw`\$&`)

/** Counting stops here. Its square is still exact. */
export const countCeiling = 1_000_000_000

/** Returns `1,048,576`, or `more than 1,000,000,000`. */
export const writtenCount = (count: number): string =>
  `${count >= countCeiling ? 'more than ' : ''}${count.toLocaleString('en-US')}`

/** Operations to evaluate a prompt: for text, a sequence and a choice. */
interface Meaning<Value> {
  readonly text: (text: string) => Value
  readonly then: (left: Value, right: Value) => Value
  readonly oneOf: (alternatives: readonly Value[]) => Value
}

const counting: Meaning<number> = {
  text: () => 1,
  then: (left, right) => Math.min(left * right, countCeiling),
  oneOf: (alternatives) =>
    alternatives.reduce((sum, alternative) => Math.min(sum + alternative, countCeiling), 0)
}

const expanding: Meaning<readonly Variation[]> = {
  text: (text) => [{ text, picks: [] }],
  then: (left, right) =>
    left.flatMap((start) =>
      right.map((end) => ({ text: start.text + end.text, picks: [...start.picks, ...end.picks] }))
    ),
  oneOf: (alternatives) => alternatives.flat().map(({ text }) => ({ text, picks: [text] }))
}

/** Evaluates balanced tokens with an explicit stack: a prompt may be nested deeper than calls. */
function fold<Value>(tokens: readonly VariationToken[], meaning: Meaning<Value>): Value {
  const nothing = meaning.text('')
  const outer: { readonly alternatives: Value[]; readonly before: Value }[] = []
  let alternatives: Value[] = []
  let value = nothing
  for (const { kind, text } of tokens) {
    if (kind === 'open') {
      outer.push({ alternatives, before: value })
      alternatives = []
      value = nothing
    } else if (kind === 'separator') {
      alternatives.push(value)
      value = nothing
    } else if (kind === 'close') {
      const group = meaning.oneOf([...alternatives, value])
      const around = outer.pop()
      alternatives = around?.alternatives ?? []
      value = meaning.then(around?.before ?? nothing, group)
    } else value = meaning.then(value, meaning.text(kind === 'escape' ? text.slice(1) : text))
  }
  return value
}

function unbalanced(prompt: string, tokens: readonly VariationToken[]): Problem | null {
  const token = tokens.find(({ kind }) => kind === 'unbalanced')
  if (!token) return null
  // An emoji counts as one character.
  const position = Array.from(prompt.slice(0, token.start)).length + 1
  const missing = token.text === '{' ? 'is never closed' : 'closes nothing'
  return {
    ...refusal(`The ${token.text} at character ${writtenCount(position)} ${missing}.`),
    advice: `Write \\${token.text} to mean the character itself.`
  }
}

const tooMany = (count: number, limit: number): Problem => ({
  ...refusal(`That makes ${writtenCount(count)} prompts. The limit is ${writtenCount(limit)}.`),
  advice: 'Remove alternatives, or send them in parts.'
})

const refusal = (message: string): Problem => ({
  code: 'bad_request',
  field: 'prompt',
  message,
  retryable: false,
  charged: 'no'
})
