/** The major version of Electron that Dailies ships on; package.json pins the exact one. */
const shippedElectronMajor = 45

/** Whether this runs on a stand-in for the runtime that ships: fine for development, never a release. */
export const isDevelopmentBuild = (electronVersion: string): boolean =>
  Number.parseInt(electronVersion, 10) !== shippedElectronMajor

/** The systems that Dailies is made for; everything else is `other`. */
export function platformName(platform: NodeJS.Platform): 'linux' | 'darwin' | 'win32' | 'other' {
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other'
}
