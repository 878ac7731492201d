import type { EditReading } from './edits'

/** Longest name that a message repeats. */
const longestShown = 60

function shortened(name: string): string {
  const letters = Array.from(name)
  return letters.length > longestShown ? `${letters.slice(0, longestShown).join('').trimEnd()}…` : name
}

const yourClips = (count: number): string => `${count} of your clips`

/** Says what a project file has of the library. */
export function readingWords({ name: whole, edit }: EditReading): string {
  const name = shortened(whole)
  if (!edit || edit.clips === 0) return `“${name}” has none of your clips.`
  const inBin = edit.clips - edit.used
  const used = `“${name}” uses ${yourClips(edit.used)}.`
  if (edit.used === 0) return `“${name}” has ${yourClips(edit.clips)} in its bin, none on the timeline.`
  return inBin === 0 ? used : `${used} ${inBin} more ${inBin === 1 ? 'is' : 'are'} only in its bin.`
}
