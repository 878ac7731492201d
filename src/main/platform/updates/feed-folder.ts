/** Returns the address of a feed with a slash at its end; null unless it is https, or a server on this computer. */
export function parseFeedFolder(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const isHere = url.protocol === 'http:' && (url.hostname === '127.0.0.1' || url.hostname === '[::1]')
  if (url.protocol !== 'https:' && !isHere) return null
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null
  return url.href.replace(/\/*$/, '/')
}
