import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Lists the videos of a library folder by name; none if the folder is missing. */
export async function videosIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => name.endsWith('.mp4')).sort()
}

/** Returns the received bytes of each download into a library folder. */
export async function partsIn(folder: string): Promise<readonly number[]> {
  const incoming = join(folder, '.dailies', 'incoming')
  const parts = (await readdir(incoming)).filter((name) => name.endsWith('.part'))
  return await Promise.all(parts.map(async (name) => (await stat(join(incoming, name))).size))
}

/** Returns the files below a folder that contain a text in UTF-8 or UTF-16. */
export async function filesHolding(folder: string, text: string): Promise<readonly string[]> {
  const found: string[] = []
  const forms = [Buffer.from(text), Buffer.from(text, 'utf16le')]
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path)
    if (forms.some((form) => bytes.includes(form))) found.push(path)
  }
  return found
}
