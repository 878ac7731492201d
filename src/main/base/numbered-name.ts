import { extname } from 'node:path'

/** Returns `boat 2.mp4` for the second file that is called `boat.mp4`. */
export function numberedName(name: string, number: number): string {
  if (number === 1) return name
  const ending = extname(name)
  return `${name.slice(0, name.length - ending.length)} ${number}${ending}`
}
