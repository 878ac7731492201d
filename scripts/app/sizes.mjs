import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from '../base/paths.mjs'

/** Returns a size in words. */
export const sizeWords = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`

/** Returns where electron-builder leaves the program of this system, before it is packed. */
export function unpackedFolder({ platform, arch } = process) {
  if (platform === 'darwin')
    return inProject('dist', arch === 'x64' ? 'mac' : `mac-${arch}`, 'Dailies.app/Contents')
  return inProject('dist', platform === 'win32' ? 'win-unpacked' : 'linux-unpacked')
}

/** A link counts as itself: a program for macOS is full of them. */
function sizeOf(path) {
  if (!existsSync(path)) return 0
  if (!lstatSync(path).isDirectory()) return lstatSync(path).size
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}

/**
 * Returns lines with the size of an unpacked program by part, the largest first. What isn't ours is the runtime.
 */
export function sizesOf(unpacked) {
  const ours = {
    'app.asar (program, page)': 'app.asar',
    'native addons': 'app.asar.unpacked',
    'clips of the demo': 'clips',
    'runtime’s languages': '../locales'
  }
  const [resources = 'resources'] = readdirSync(unpacked).filter((name) => /^resources$/i.test(name))
  const parts = Object.entries(ours).map(([name, path]) => [name, sizeOf(join(unpacked, resources, path))])
  const whole = sizeOf(unpacked)
  const rest = whole - parts.reduce((sum, [, bytes]) => sum + bytes, 0)
  return [
    ['whole', whole],
    ...[...parts, ['Electron and Chromium', rest]].toSorted((a, b) => b[1] - a[1])
  ].map(([name, bytes]) => `  ${sizeWords(bytes).padStart(10)}  ${name}`)
}
