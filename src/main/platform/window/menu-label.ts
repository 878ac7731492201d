/** Longest name in a menu; a longer one would make it wider than the screen. */
const longestName = 60

/** Returns a user's text as the label of a menu item: `&` would mark the letter after it as a key. */
export function menuLabel(name: string): string {
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment)
  const cut = letters.length <= longestName ? name : `${letters.slice(0, longestName).join('')}…`
  return cut.replaceAll('&', '&&')
}
