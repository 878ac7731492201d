/** Clip of a batch, as far as its title needs it. */
interface TitledClip {
  readonly prompt: string
  readonly variation: readonly string[]
}

/**
 * Returns the prompt that a batch was made from, with its variations: `A lighthouse at {dawn|dusk}`. Where its prompts
 * differ in more than that, returns the first and how many more there are.
 */
export function batchTitle(clips: readonly TitledClip[]): string {
  const distinct = [...new Map(clips.map((clip) => [clip.prompt, clip])).values()]
  const [first] = distinct
  if (!first) return ''
  if (distinct.length === 1) return first.prompt
  // What was picked for the negative prompt comes last and is not in the prompt.
  for (let count = first.variation.length; count > 0; count -= 1) {
    const texts = [textsAround(first, count, false), textsAround(first, count, true)].find(
      (around) => around !== null && distinct.every((clip) => filledIn(around, clip) === clip.prompt)
    )
    if (texts) return filled(texts, (slot) => `{${choices(distinct, slot)}}`)
  }
  const more = distinct.length - 1
  return `${first.prompt} + ${more} more ${more === 1 ? 'prompt' : 'prompts'}`
}

const choices = (clips: readonly TitledClip[], slot: number): string =>
  [...new Set(clips.map(({ variation }) => variation[slot] ?? ''))].join('|')

const filled = (texts: readonly string[], valueOf: (slot: number) => string): string =>
  texts.map((text, index) => (index === 0 ? text : valueOf(index - 1) + text)).join('')

const filledIn = (texts: readonly string[], { variation }: TitledClip): string =>
  filled(texts, (slot) => variation[slot] ?? '')

/** Returns the texts around what was picked, each found after the one before, or from the end; null where one is not there. */
function textsAround(
  { prompt, variation }: TitledClip,
  count: number,
  isFromEnd: boolean
): readonly string[] | null {
  const picks = variation.slice(0, count)
  const texts: string[] = []
  let rest = prompt
  for (const pick of isFromEnd ? picks.toReversed() : picks) {
    const at = isFromEnd ? rest.lastIndexOf(pick) : rest.indexOf(pick)
    if (at === -1) return null
    texts.push(isFromEnd ? rest.slice(at + pick.length) : rest.slice(0, at))
    rest = isFromEnd ? rest.slice(0, at) : rest.slice(at + pick.length)
  }
  texts.push(rest)
  return isFromEnd ? texts.reverse() : texts
}
