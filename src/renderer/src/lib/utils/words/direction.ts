/** Letters of scripts that are written from right to left, such as Hebrew and Arabic. */
const rightToLeft = /^\P{L}*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * Returns the direction of a text by its first letter, as `dir="auto"` has it. For a placeholder: there, a browser only
 * looks at what was typed.
 */
export const directionOf = (text: string): 'ltr' | 'rtl' => (rightToLeft.test(text) ? 'rtl' : 'ltr')
