import { basename, extname } from 'node:path'

/** Returns the name of a file, without what some disk does not take. Linked files have names of the user. */
export const legalName = (file: string): string => basename(file).replace(/[<>:"|?*\\\p{Cc}]/gu, '-')

/** Returns a name as it is compared: disks may ignore case and the way accents are written. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase()

/** Returns `boat 2.mp4` for the second file that is called `boat.mp4`. */
export function numberedName(name: string, number: number): string {
  if (number === 1) return name
  const ending = extname(name)
  return `${name.slice(0, name.length - ending.length)} ${number}${ending}`
}

/**
 * Returns the name, or the first of `name 2`, `name 3`… that is free.
 *
 * @param isTaken Gets keys of names.
 */
export function freeName(name: string, isTaken: (key: string) => boolean): string {
  let number = 1
  while (isTaken(nameKey(numberedName(name, number)))) number += 1
  return numberedName(name, number)
}
