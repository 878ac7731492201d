// Control and bidirectional characters, zero-width fillers and lone surrogates.
const unwanted =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Cleans up text of the service for display: one line, no URLs, at most `maximumLength` UTF-16 units. */
export function plainText(text: string, maximumLength: number): string {
  const line = text
    .slice(0, maximumLength * 4)
    .replaceAll(unwanted, ' ')
    .replaceAll(/https?:\/\/\S+/gi, '[link]')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (line.length <= maximumLength) return line
  return `${line.slice(0, maximumLength - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** Cuts to a number of bytes without splitting a character. */
export function firstBytes(text: string, maximumBytes: number): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= maximumBytes) return text
  let end = maximumBytes
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.subarray(0, end).toString('utf8')
}
