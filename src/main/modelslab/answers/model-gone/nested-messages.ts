/** Fields of an error that hold words about its cause. */
const field =
  /"(?:message|error|detail|details|reason|code|status|type|msg|error_code)"\s*:\s*"((?:[^"\\]|\\.)*)/g
const deepest = 3
/** An error has a few fields; more would only cost time. */
const most = 20

/**
 * Returns the words inside a message that is JSON text, as a provider's own answer is passed on: it may be cut off, and
 * be a string within a string.
 */
export function nestedMessages(message: string, depth = 0): readonly string[] {
  if (depth === deepest || !message.includes('{')) return []
  return [...message.matchAll(field)].slice(0, most).flatMap(([, value = '']) => {
    const words = value.replaceAll(/\\(["\\/])/g, '$1').replaceAll(/\\[nrt]/g, ' ')
    return [words, ...nestedMessages(words, depth + 1)]
  })
}
