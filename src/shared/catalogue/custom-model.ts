import * as z from 'zod'
import { Microdollars } from '../money/money'
import { GenerationRequest, ModelId } from '../request'
import { isReserved, withoutReserved } from './further-fields'
import type { Model } from './model'

/** A model that the user added by its id. */
const Described = z.strictObject({
  id: ModelId,
  /** What to call it; its id where the user gave no name. */
  name: z.string().trim().min(1).max(100).optional(),
  /** The fields to start with: whatever the user wants this model to get. */
  further: GenerationRequest.shape.further,
  price: z
    .strictObject({
      microdollars: Microdollars.nonnegative(),
      per: z.enum(['second', 'video']),
      /** The day the user wrote it down, as `2026-11-22`. */
      asOf: z.iso.date()
    })
    .optional()
})
export type CustomModel = z.infer<typeof Described>

/** One that the user adds: a field that is reserved is refused. */
export const CustomModel = Described.refine(
  ({ further }) => !Object.keys(further ?? {}).some(isReserved),
  'has a field that Dailies sets'
)

/** One that was kept, in the database or in anybody's library folder: fields that are reserved are left out. */
export const KeptModel: z.ZodType<CustomModel> = Described.transform(({ further, ...model }) => {
  const kept = withoutReserved(further)
  return { ...model, ...(kept && { further: kept }) }
})

/** A first guess of the time it takes, as nothing is known. */
const usualSeconds = 120

/** A model by its id: it takes any field, and only what the user sets is sent. */
export function customModel(id: string, details: Omit<CustomModel, 'id'> = {}, isUnconfirmed = false): Model {
  return {
    id,
    name: details.name ?? id,
    provider: 'Added by you',
    status: { kind: 'custom' },
    isOpen: true,
    ...(isUnconfirmed && { isUnconfirmed }),
    ...(details.further && { initialFurther: details.further }),
    ...(details.price && { price: { ...details.price, source: 'your own entry' } }),
    usualSeconds,
    source: 'added by hand'
  }
}

/** A model that is in ModelsLab's list, of which nothing but its id is known. */
export function undescribedModel(id: string, name: string | null): Model {
  return {
    id,
    name: name ?? id,
    provider: 'Not described yet',
    status: { kind: 'not_described' },
    isOpen: true,
    usualSeconds,
    source: "ModelsLab's list of models"
  }
}
