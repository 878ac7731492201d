const letter = /[\p{L}\uFFFD]/u
const emoji = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F/u

/**
 * Returns whether a text has a letter of any script, or an emoji: without either it describes nothing. A letter
 * that could not be read counts.
 */
export const hasWords = (text: string): boolean => letter.test(text) || emoji.test(text)
