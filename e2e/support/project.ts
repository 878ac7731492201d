import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const projectFolder = resolve(import.meta.dirname, '../..')

const packagedPlaces: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'dist/linux-unpacked/dailies',
  win32: 'dist/win-unpacked/Dailies.exe',
  darwin:
    process.arch === 'arm64'
      ? 'dist/mac-arm64/Dailies.app/Contents/MacOS/Dailies'
      : 'dist/mac/Dailies.app/Contents/MacOS/Dailies'
}

/** The program that `npm run package` makes for this platform. */
export function packagedProgram(): string {
  const program = join(projectFolder, packagedPlaces[process.platform] ?? '')
  if (!existsSync(program))
    throw new Error(`There is no packaged app at ${program}: npm run package makes it.`)
  return program
}
