import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const mebibytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`

function sizeOf(path) {
  if (!statSync(path).isDirectory()) return statSync(path).size
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
  const parts = Object.entries(ours).map(([name, path]) => [name, sizeOf(join(unpacked, 'resources', path))])
  const whole = sizeOf(unpacked)
  const rest = whole - parts.reduce((sum, [, bytes]) => sum + bytes, 0)
  return [
    ['whole', whole],
    ...[...parts, ['Electron and Chromium', rest]].toSorted((a, b) => b[1] - a[1])
  ].map(([name, bytes]) => `  ${mebibytes(bytes).padStart(10)}  ${name}`)
}
