/** Returns the name of the feed that the build writes for a system; null for a system without packages. */
export function feedFile({
  platform,
  arch
}: {
  readonly platform: NodeJS.Platform
  readonly arch: string
}): string | null {
  switch (platform) {
    case 'linux':
      return 'latest-linux.yml'
    case 'win32':
      return 'latest.yml'
    case 'darwin':
      // Each of the two builds is made on a machine of its own.
      return `latest-${arch}-mac.yml`
    default:
      return null
  }
}

/**
 * Returns whether this program may install a newer version: only where the signature is checked before. On Windows that
 * needs the publisher's name, with which it is compared.
 */
export function installsUpdates({
  platform,
  isPackaged,
  publisher
}: {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  readonly publisher: string | null
}): boolean {
  return isPackaged && (platform === 'darwin' || (platform === 'win32' && publisher !== null))
}
