import { clipLook, type ClipLook } from '@shared/library/listing'
import { ArrangedClips } from './arranged-clips'
import type { ClipList } from './clip-list'
import { daysOf, type DayRange } from './days'
import type { Block, Day } from './grid-layout'

export interface Arrangement {
  /** Looks that are thin rows above the day's pictures, and not cards among them. */
  readonly lines: readonly ClipLook[]
  /** Most thin rows of a day that is not unfolded. */
  readonly mostLines: number
  /** Days of which all thin rows are shown. */
  readonly unfolded: ReadonlySet<number>
  /** Keys of clips that need the user although their look in the list is a card's, such as those without credit. */
  readonly exceptionKeys: readonly number[]
}

/** Puts the clips of a list in the order on screen. */
export function arrange(list: ClipList, arrangement: Arrangement): ArrangedClips {
  const ranges = daysOf(list.keys)
  const looks = looksOf(list, arrangement)
  if (!arrangement.lines.some((look) => looks.includes(look))) {
    return new ArrangedClips(list, ranges.map(asListed), null, looks)
  }
  const order = new Uint32Array(list.length)
  const days: Day[] = []
  let start = 0
  for (const listed of ranges) {
    const day = arrangeDay(listed, start, looks, arrangement, order)
    days.push(day)
    start = day.end
  }
  return new ArrangedClips(list, days, order.slice(0, start), looks)
}

/** Writes the positions of a day into `order`: first those of its thin rows. */
function arrangeDay(
  listed: DayRange,
  start: number,
  looks: Uint8Array,
  { lines, mostLines, unfolded }: Arrangement,
  order: Uint32Array
): Day {
  const exceptions = linesOf(listed, looks, lines)
  const shown = unfolded.has(listed.day) ? exceptions : exceptions.slice(0, mostLines)
  order.set(shown, start)
  const middle = start + shown.length
  let end = middle
  let next = 0
  for (let position = listed.start; position < listed.end; position += 1) {
    if (position === exceptions[next]) next += 1
    else order[end++] = position
  }
  const blocks: Block[] = []
  if (shown.length > 0)
    blocks.push({ kind: 'lines', start, end: middle, hasFoot: exceptions.length > mostLines })
  if (end > middle) blocks.push(tiles(middle, end))
  return { day: listed.day, start, end, listed, blocks }
}

const asListed = (listed: DayRange): Day => ({
  ...listed,
  listed,
  blocks: [tiles(listed.start, listed.end)]
})

const tiles = (start: number, end: number): Block => ({ kind: 'tiles', start, end, hasFoot: false })

function looksOf(list: ClipList, { exceptionKeys }: Arrangement): Uint8Array {
  const listed = exceptionKeys.filter((key) => list.has(key))
  if (listed.length === 0) return list.looks
  const looks = list.looks.slice()
  for (const key of listed) looks[list.positionAt(key)] = clipLook.exception
  return looks
}

/** Returns the positions of a day's thin rows, in order. */
function linesOf({ start, end }: DayRange, looks: Uint8Array, lines: readonly number[]): readonly number[] {
  const ofDay = looks.subarray(start, end)
  if (!lines.some((look) => ofDay.includes(look))) return []
  return Array.from(ofDay.keys())
    .filter((index) => lines.includes(ofDay[index] ?? 0))
    .map((index) => start + index)
}
