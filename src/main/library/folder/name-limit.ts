import { closeSync, openSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../../base/errors'
import { longestNameBytes, shortestNameBytes } from './file-name'

/** Returns whether a file of this name can be created in a folder; removes it again. */
type Takes = (path: string) => boolean

/**
 * Measures how many bytes a file name may have in a folder, up to what a clip's name needs: encrypted home folders take
 * 143, some network drives fewer. No system call returns it.
 *
 * @returns The full length if not even a short name can be created: then the cause is another one.
 */
export function measureNameLimit(folder: string, takes: Takes = takesName): number {
  const fits = (bytes: number): boolean => takes(join(folder, 'name-check'.padEnd(bytes, '-')))
  if (fits(longestNameBytes) || !fits(shortestNameBytes)) return longestNameBytes
  let [good, bad] = [shortestNameBytes, longestNameBytes]
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (fits(middle)) good = middle
    else bad = middle
  }
  return good
}

function takesName(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx'))
    unlinkSync(path)
    return true
  } catch (error) {
    // Left by a check that a crash cut off: the name could be created then.
    return errorCode(error) === 'EEXIST'
  }
}
