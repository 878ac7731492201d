import * as z from 'zod'

export const EditId = z.uuid().brand('EditId')
export type EditId = z.infer<typeof EditId>

/** How often and for how long a clip is on the timelines of a project file; null where its format does not say. */
export const useAmounts = {
  /** 0: it is only in the bin. */
  onTimeline: z.int().min(0).max(1_000_000).nullable(),
  ms: z
    .int()
    .min(0)
    .max(10 ** 12)
    .nullable()
}

/** A project file that has a clip, as the clip names it. */
export const ClipUse = z.strictObject({ editId: EditId, edit: z.string(), ...useAmounts })
export type ClipUse = Readonly<z.infer<typeof ClipUse>>

/** Returns whether a clip counts as used: on a timeline, or in a project whose format does not say where. */
export const isOnTimeline = ({ onTimeline }: Pick<ClipUse, 'onTimeline'>): boolean => onTimeline !== 0
