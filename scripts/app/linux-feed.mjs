import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes the feed of the packages for Linux, in the form that electron-builder writes those of the other systems. It
 * would write one for an AppImage alone.
 *
 * @param release.files Names in the folder.
 *
 * @returns Its path.
 */
export function writeLinuxFeed(folder, { version, files }) {
  const path = join(folder, 'latest-linux.yml')
  const entries = files.map((url) => {
    const bytes = readFileSync(join(folder, url))
    return { url, sha512: createHash('sha512').update(bytes).digest('base64'), size: bytes.length }
  })
  // JSON is YAML.
  writeFileSync(path, `${JSON.stringify({ version, files: entries }, null, 2)}\n`)
  return path
}
