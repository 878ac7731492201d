import type { DropTarget } from '../drops/drops'
import type { Edits } from './edits'
import { readingWords } from './reading-words'

/** Endings of project files. What they are is decided by their content. */
const endings = /\.(?:otio|otioz|fcpxml|xml|mlt|kdenlive|edl|osp|xges|prproj|flb)$/i

/** Takes project files that are dropped on the window. */
export const editDrop = (edits: Edits): DropTarget => ({
  accepts: ({ kind, name }) => (kind === 'folder' ? /\.fcpxmld$/i.test(name) : endings.test(name)),
  take: async ({ path }) => {
    const reading = await edits.read(path)
    return reading.edit
      ? { kind: 'edit', name: reading.edit.name, message: readingWords(reading) }
      : { kind: 'done', message: readingWords(reading) }
  }
})
