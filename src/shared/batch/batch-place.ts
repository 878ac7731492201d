import * as z from 'zod'
import { batchLimit } from './batch-limits'

/** Longest alternative or cell that is kept, in UTF-16 units: enough to tell it from the others. */
const longestPart = 200
const longestColumn = 60
/** Longest name of a shot. */
export const longestShot = 100
const mostChoices = 16
const mostCells = 16
/** Above any count of takes of one request, those that were sent again included. */
const mostTakes = 9999

const Count = (most: number): z.ZodInt => z.int().min(1).max(most)

const RowCell = z.object({ column: z.string().max(longestColumn), text: z.string().max(longestPart) })
export type RowCell = Readonly<z.infer<typeof RowCell>>

/** Place of a clip in the batch that it was made with: what tells it from the others. Made at the press, never changed. */
export const BatchPlace = z.object({
  /** Alternatives that were picked, in the order of their braces; those of the negative prompt are last. */
  variation: z.array(z.string().max(longestPart)).max(mostChoices).readonly(),
  /** Row of the pasted list or table; null without one. `cells`: those that differ between its rows. */
  row: z.object({ line: Count(1_000_000), cells: z.array(RowCell).max(mostCells).readonly() }).nullable(),
  /** Number among the equal requests, from 1, and how many of them the press made. */
  take: Count(mostTakes),
  takes: Count(mostTakes),
  /** Number of its model among those of the batch, from 1, and how many they are. */
  model: Count(batchLimit),
  models: Count(batchLimit),
  /** Name of the shot that the clip is for, from the form or the table's column. */
  shot: z.string().min(1).max(longestShot).nullable()
})
export type BatchPlace = Readonly<z.infer<typeof BatchPlace>>

/** Place of a clip that was made alone. */
export const placeAlone: BatchPlace = {
  variation: [],
  row: null,
  take: 1,
  takes: 1,
  model: 1,
  models: 1,
  shot: null
}

/** Returns the parts of a place that say which prompt it is, shortened to what is kept. */
export const keptParts = (parts: {
  readonly variation: readonly string[]
  readonly row: { readonly line: number; readonly cells: readonly RowCell[] } | null
  readonly shot: string
}): Pick<BatchPlace, 'variation' | 'row' | 'shot'> => ({
  variation: parts.variation.slice(0, mostChoices).map((text) => cut(text, longestPart)),
  row: parts.row && {
    line: parts.row.line,
    cells: parts.row.cells
      .slice(0, mostCells)
      .map(({ column, text }) => ({ column: cut(column, longestColumn), text: cut(text, longestPart) }))
  },
  shot: cut(parts.shot.trim(), longestShot) || null
})

/** Returns what tells the prompt of a clip from the others of its batch: cells of its row, then what was picked. */
export function differenceOf(place: BatchPlace | null): readonly string[] {
  if (!place) return []
  const cells = place.row?.cells.map(({ text }) => text) ?? []
  return [...cells, ...place.variation].map((text) => text.trim()).filter((text) => text !== '')
}

/**
 * Returns the place of a further take of a clip: the same variation with the next number.
 * @param last Highest number of a take of the same request.
 */
export function nextTake(place: BatchPlace | null, last: number): BatchPlace {
  const take = Math.min(last + 1, mostTakes)
  return { ...(place ?? placeAlone), take, takes: take }
}

/** Returns the place of the same prompt on another model. */
export const onAnotherModel = (place: BatchPlace | null): BatchPlace => ({
  ...(place ?? placeAlone),
  take: 1,
  takes: 1,
  model: 2,
  models: 2
})

/** Cuts a text to a length, never through a surrogate pair. */
function cut(text: string, length: number): string {
  const end = text.slice(0, length)
  return /[\uD800-\uDBFF]$/.test(end) ? end.slice(0, -1) : end
}
