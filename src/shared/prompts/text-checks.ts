/** White space, marks and signs that draw nothing: joiners, fillers, tags, the blank Braille pattern. */
const unseen = /[\s\p{Z}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}\u2800\uFFFC]+/gu

/** Tells whether a person sees nothing of a text. */
export const isBlank = (text: string): boolean => text.replaceAll(unseen, '') === ''

/** Tells whether a text holds the sign that stands for letters nobody could read. */
export const hasUnreadable = (text: string): boolean => text.includes('\uFFFD')

/** Ends a line of a list: what every editor and every web page uses, and what others do. */
export const lineEnd = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/u
