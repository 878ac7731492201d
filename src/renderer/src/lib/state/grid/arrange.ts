import { clipLook, type ClipLook } from '@shared/library/listing'
import { ArrangedClips } from './arranged-clips'
import type { ClipList } from './clip-list'
import { daysOf, type DayRange } from './days'
import type { Block, Day } from './grid-layout'

export interface Arrangement {
  /** Draws every clip as a row, in the order of the list. */
  readonly isTable: boolean
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
  const { isTable } = arrangement
  if (list.ranks.length > 0) return arrangeByRank(list, looksOf(list, arrangement), isTable)
  const ranges = daysOf(list.keys)
  const looks = looksOf(list, arrangement)
  if (isTable) {
    const days = ranges.map((listed): Day => ({
      ...listed,
      listed,
      hasHeading: true,
      blocks: [rows(listed)]
    }))
    return new ArrangedClips(list, days, null, looks)
  }
  if (!arrangement.lines.some((look) => looks.includes(look))) {
    const days = ranges.map((listed): Day => {
      const { start, end } = listed
      return {
        ...listed,
        listed,
        hasHeading: true,
        blocks: tiles(start, end, (position) => list.keys[position] ?? 0)
      }
    })
    return new ArrangedClips(list, days, null, looks)
  }
  const order = new Uint32Array(list.length)
  const days: Day[] = []
  let start = 0
  for (const listed of ranges) {
    const day = arrangeDay(list, listed, start, looks, arrangement, order)
    days.push(day)
    start = day.end
  }
  return new ArrangedClips(list, days, order.slice(0, start), looks)
}

const rows = ({ start, end }: Pick<Block, 'start' | 'end'>): Block => ({
  kind: 'lines',
  start,
  end,
  hasHeading: false,
  hasFoot: false
})

/** Clips of a part of a sorted list: after a change only such a part is laid out again. */
const partLength = 1000

/** Puts the clips in the order of their ranks, without days and batches. */
function arrangeByRank(list: ClipList, looks: Uint8Array, isTable: boolean): ArrangedClips {
  const order = orderOf(list.ranks)
  const parts = Array.from({ length: Math.ceil(order.length / partLength) }, (_, day): Day => {
    const [start, end] = [day * partLength, Math.min((day + 1) * partLength, order.length)]
    const range = { day, start, end }
    const block = { ...rows(range), kind: isTable ? ('lines' as const) : ('tiles' as const) }
    return { ...range, listed: range, hasHeading: false, blocks: [block] }
  })
  return new ArrangedClips(list, parts, order, looks)
}

/** Returns positions by rank. Ranks are different, and not always without gaps. */
function orderOf(ranks: Float64Array): Uint32Array {
  const least = ranks.reduce((one, other) => Math.min(one, other), Infinity)
  const most = ranks.reduce((one, other) => Math.max(one, other), -Infinity)
  const byRank = new Int32Array(most - least + 1).fill(-1)
  ranks.forEach((rank, position) => (byRank[rank - least] = position))
  return Uint32Array.from(byRank.filter((position) => position !== -1))
}

/** Writes the positions of a day into `order`: first those of its thin rows. */
function arrangeDay(
  { keys }: ClipList,
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
  const hasFoot = exceptions.length > mostLines
  const lineBlocks: readonly Block[] =
    shown.length > 0 ? [{ kind: 'lines', start, end: middle, hasHeading: false, hasFoot }] : []
  const blocks = [...lineBlocks, ...tiles(middle, end, (position) => keys[order[position] ?? 0] ?? 0)]
  return { day: listed.day, start, end, listed, hasHeading: true, blocks }
}

/**
 * Returns the blocks of pictures: one with a heading for each batch of several, and one for what is between two. Each
 * batch has a millisecond of its own.
 */
function tiles(start: number, end: number, keyAt: (position: number) => number): readonly Block[] {
  const blocks: Block[] = []
  const add = (from: number, to: number, hasHeading: boolean): void => {
    if (to > from) blocks.push({ kind: 'tiles', start: from, end: to, hasHeading, hasFoot: false })
  }
  let single = start
  let first = start
  let batch = -1
  for (let position = start; position <= end; position += 1) {
    const next = position < end ? Math.floor(keyAt(position) / 1000) : -1
    if (next === batch) continue
    if (position - first > 1) {
      add(single, first, false)
      add(first, position, true)
      single = position
    }
    first = position
    batch = next
  }
  add(single, end, false)
  return blocks
}

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
