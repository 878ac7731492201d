/** White space, marks and invisible characters: joiners, fillers, tags, the blank Braille pattern. */
const unseen = /[\s\p{Z}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800\uFFFC]+/gu

/** Returns whether nothing of a text is visible. */
export const isBlank = (text: string): boolean => text.replaceAll(unseen, '') === ''

/** Returns whether a text contains the replacement character for unreadable letters. */
export const hasUnreadable = (text: string): boolean => text.includes('\uFFFD')

/** A line end of a list, in any of its usual forms. */
export const lineEnd = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/u
