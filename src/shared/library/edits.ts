import * as z from 'zod'
import { GenerationId } from '../generation'
import { EditId, useAmounts } from './clip-uses'

/** Programs and formats whose project files are read. */
export const editorNames = {
  kdenlive: 'Kdenlive',
  shotcut: 'Shotcut',
  mlt: 'MLT',
  otio: 'OpenTimelineIO',
  fcpxml: 'Final Cut',
  xmeml: 'Final Cut 7 XML',
  premiere: 'Premiere',
  openshot: 'OpenShot',
  pitivi: 'Pitivi',
  flowblade: 'Flowblade',
  edl: 'EDL'
} as const
export type Editor = keyof typeof editorNames
export const Editor = z.enum(Object.keys(editorNames) as [Editor, ...Editor[]])

/** Most clips of one project file that are kept: they are one line of the journal. */
export const mostUses = 3_500
const longestEditName = 255
const latestMs = Date.UTC(2200, 0, 1)

/** A project file of an editor that was read. */
export const Edit = z.object({
  id: EditId,
  /** Name of the file, without its ending. */
  name: z.string().min(1).max(longestEditName),
  /** Where the file was when it was read. */
  path: z.string().min(1).max(4096),
  editor: Editor,
  readAtMs: z.int().min(0).max(latestMs),
  /** Its uses stay, so that restoring it restores all. */
  isRemoved: z.boolean().default(false)
})
export type Edit = Readonly<z.infer<typeof Edit>>

/** A clip in a project file. */
export const EditUse = z.object({ generationId: GenerationId, ...useAmounts })
export type EditUse = Readonly<z.infer<typeof EditUse>>

/** A use as the journal has it: thousands of them are one line. */
export const PackedUse = z.tuple([EditUse.shape.generationId, EditUse.shape.onTimeline, EditUse.shape.ms])
type PackedUse = z.infer<typeof PackedUse>

export const packUse = ({ generationId, onTimeline, ms }: EditUse): PackedUse => [
  generationId,
  onTimeline,
  ms
]
export const unpackUse = ([generationId, onTimeline, ms]: PackedUse): EditUse => ({
  generationId,
  onTimeline,
  ms
})

/** An edit in the list of edits. */
export const EditView = z.strictObject({
  ...Edit.shape,
  isRemoved: z.boolean(),
  /** How many of the library's clips it has, and how many of those count as used. */
  clips: z.int(),
  used: z.int(),
  /** Whether this installation read its file, and can read it again. */
  canBeReadAgain: z.boolean()
})
export type EditView = Readonly<z.infer<typeof EditView>>
