import type { EditReading } from './edits'

/** Longest name that a message repeats. */
const longestShown = 60

function shortened(name: string): string {
  const letters = Array.from(name)
  return letters.length > longestShown ? `${letters.slice(0, longestShown).join('').trimEnd()}…` : name
}

const clips = (count: number): string => (count === 1 ? '1 clip' : `${count} clips`)

/** Says what a project file has of the library. */
export function readingWords({ name: whole, edit }: EditReading): string {
  const name = shortened(whole)
  if (!edit || edit.clips === 0) return `“${name}” has none of your clips.`
  const inBin = edit.clips - edit.used
  const used = `“${name}” uses ${clips(edit.used)} of yours.`
  if (edit.used === 0) return `“${name}” has ${clips(edit.clips)} of yours in its bin, none on the timeline.`
  return inBin === 0 ? used : `${used} ${inBin} more ${inBin === 1 ? 'is' : 'are'} only in its bin.`
}
