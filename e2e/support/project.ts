import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const projectFolder = resolve(import.meta.dirname, '../..')

const packagedPlaces: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux-unpacked/dailies',
  win32: 'win-unpacked/Dailies.exe',
  darwin:
    process.arch === 'arm64'
      ? 'mac-arm64/Dailies.app/Contents/MacOS/Dailies'
      : 'mac/Dailies.app/Contents/MacOS/Dailies'
}

/** Executable that `npm run package` makes for this platform. */
export const packagedProgram = (): string => programIn('dist')

/** The same, open to a test driver. */
export const drivableProgram = (): string => programIn('dist/drivable')

function programIn(folder: string): string {
  const program = join(projectFolder, folder, packagedPlaces[process.platform] ?? '')
  if (!existsSync(program)) throw new Error(`There is no packaged app at ${program}: npm run e2e makes it.`)
  return program
}
