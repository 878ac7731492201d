import { basename, extname } from 'node:path'

/** Returns the name of a file, without what some disk does not take. Linked files have names of the user. */
export const nameOf = (file: string): string => basename(file).replace(/[<>:"|?*\\\p{Cc}]/gu, '-')

/** Returns a name as it is compared: disks may ignore case and the way accents are written. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase()

/**
 * Returns the name, or the first of `name 2`, `name 3`… that is free.
 *
 * @param isTaken Gets keys of names.
 */
export function freeName(name: string, isTaken: (key: string) => boolean): string {
  const ending = extname(name)
  const stem = name.slice(0, name.length - ending.length)
  let free = name
  for (let number = 2; isTaken(nameKey(free)); number += 1) free = `${stem} ${number}${ending}`
  return free
}
