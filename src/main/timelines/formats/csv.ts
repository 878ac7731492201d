import { formatRate } from '@shared/media/frame-rate'
import { lengthOf, type Timeline, type TimelineClip } from '../timeline'
import { timecodeText } from '../timecode-text'

type Cell = string | number | boolean | null

/** Columns of the table, in order. */
const columns: Readonly<Record<string, (clip: TimelineClip, timeline: Timeline, index: number) => Cell>> = {
  Number: (_clip, _timeline, index) => index + 1,
  File: ({ media }) => media.fileName,
  Start: ({ at }, { rate }) => timecodeText(at, rate),
  End: ({ at, frames }, { rate }) => timecodeText(at + frames, rate),
  'Source in': ({ from }, { rate }) => timecodeText(from, rate),
  'Source out': ({ from, frames }, { rate }) => timecodeText(from + frames, rate),
  Frames: ({ frames }) => frames,
  Prompt: ({ notes }) => notes.prompt,
  'Negative prompt': ({ notes }) => notes.negativePrompt,
  Model: ({ notes }) => notes.model,
  Seed: ({ notes }) => notes.seed,
  Project: ({ notes }) => notes.project,
  Shot: ({ notes }) => notes.shot,
  Take: ({ notes }) => notes.take,
  Circled: ({ notes }) => notes.isCircled,
  Stars: ({ notes }) => notes.stars,
  Favourite: ({ notes }) => notes.isFavourite,
  Rejected: ({ notes }) => notes.isRejected,
  Title: ({ notes }) => notes.title,
  Tags: ({ notes }) => notes.tags.join(', '),
  Collections: ({ notes }) => notes.collections.join(', '),
  Notes: ({ notes }) => notes.notes,
  Width: ({ media }) => media.width,
  Height: ({ media }) => media.height,
  'Frame rate': ({ media }) => (media.rate === null ? 'variable' : formatRate(media.rate)),
  'Audio channels': ({ media }) => media.audio?.channels ?? 0,
  'Cost in dollars': ({ notes }) =>
    notes.chargedMicrodollars === null ? null : notes.chargedMicrodollars / 1_000_000,
  Created: ({ notes }) => new Date(notes.createdAtMs).toISOString(),
  Path: ({ media }) => media.relativePath ?? media.path,
  Id: ({ notes }) => notes.id
}

/** Excel takes a file without it for one in the encoding of the system. */
const byteOrderMark = '\ufeff'

/** Writes a table of everything (RFC 4180), with the sum of all frames in its last line. */
export function writeCsv(timeline: Timeline): string {
  const names = Object.keys(columns)
  const rows = timeline.clips.map((clip, index) =>
    Object.values(columns).map((cellOf) => cellOf(clip, timeline, index))
  )
  const total = names.map((name): Cell =>
    name === 'Frames' ? lengthOf(timeline) : name === 'File' ? 'Total' : null
  )
  return (
    byteOrderMark + [names, ...rows, total].map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('')
  )
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? 'yes' : ''
  if (typeof cell === 'number') return String(cell)
  // A spreadsheet would run it as a formula.
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
