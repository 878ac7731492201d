import type { EditContents } from '../used-media'

/** Paths of videos between other values, whose first byte may be a letter. */
const path = /[^\p{Cc}"'<>|]{1,1024}?\.(?:mp4|m4v|mov|webm|mkv|avi|ts)/giu

/**
 * Returns the paths of videos in a project of Flowblade. It is a Python pickle, which runs code when it is opened, so it
 * is only searched for paths.
 */
export function readFlowblade(text: string): EditContents {
  const found = new Set(Array.from(text.matchAll(path), ([match]) => match))
  const media = Array.from(found, (match) => {
    // The length of the text stands before it, and may look like a letter.
    const start = match.search(/\/|[a-z]:[\\/]/i)
    return { paths: start > 0 ? [match.slice(start), match] : [match], onTimeline: null, ms: null }
  })
  return { editor: 'flowblade', media }
}
