import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Gives an app that is started for a test settings without the undo time, unless it has settings already: its presses
 * are sent at once. A test of the hold itself sets `undoSeconds` again.
 */
export function sendAtOnce(stateFolder: string): void {
  const path = join(stateFolder, 'settings.json')
  if (existsSync(path)) return
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 })
  writeFileSync(path, JSON.stringify({ version: 1, undoSeconds: 0 }))
}
