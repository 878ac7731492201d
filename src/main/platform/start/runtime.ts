/** Major version of Electron that Dailies ships on; package.json pins the exact one. */
const shippedElectronMajor = 45

/** Returns whether this runs on a stand-in runtime, which is for development only. */
export const isDevelopmentBuild = (electronVersion: string): boolean =>
  Number.parseInt(electronVersion, 10) !== shippedElectronMajor

/** Returns the name of a supported system; `other` for the rest. */
export function platformName(platform: NodeJS.Platform): 'linux' | 'darwin' | 'win32' | 'other' {
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other'
}
