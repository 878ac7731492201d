/**
 * Percent-encodes a path of `/` and names. Editors decode everything that is encoded, but not everything takes what
 * RFC 3986 lets stand: `&` in XML, `'`, `(`, `,` and `#`.
 */
export const encodePath = (path: string): string => path.split('/').map(encodeName).join('/')

const encodeName = (name: string): string =>
  encodeURIComponent(name).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  )

/** Returns a path of Windows or POSIX with slashes: `C:/Clips/a.mp4`. */
export const withSlashes = (path: string): string =>
  /^[a-z]:[\\/]|^\\\\/i.test(path) ? path.replaceAll('\\', '/') : path

/** Returns the URL of an absolute path: `file:///home/me/a%20b.mp4`, `file:///C:/a.mp4`, `file://server/share/a.mp4`. */
export function fileUrl(path: string): string {
  const slashed = withSlashes(path)
  if (slashed.startsWith('//')) return `file:${encodePath(slashed)}`
  const drive = /^[a-z]:/i.exec(slashed)?.[0]
  return drive === undefined
    ? `file://${encodePath(slashed)}`
    : `file:///${drive}${encodePath(slashed.slice(drive.length))}`
}
