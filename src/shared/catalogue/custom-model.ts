import * as z from 'zod'
import { Microdollars } from '../money/money'
import { GenerationRequest, importedModelId, ModelId } from '../request'
import { isReserved, withoutReserved } from './further-fields'
import type { Model } from './model'

/** A model that the user added by its id. */
const Described = z.strictObject({
  id: ModelId.refine((id) => id !== importedModelId, 'stands for imported videos'),
  /** Display name; its id where left out. */
  name: z.string().trim().min(1).max(100).optional(),
  /** Fields that each request to it starts with. */
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

/** A model that the user adds: reserved fields are refused. */
export const CustomModel = Described.refine(
  ({ further }) => !Object.keys(further ?? {}).some(isReserved),
  'has a field that Dailies sets'
)

/** A model from the database or a library folder, which is not trusted: reserved fields are left out. */
export const KeptModel: z.ZodType<CustomModel> = Described.transform(({ further, ...model }) => {
  const kept = withoutReserved(further)
  return { ...model, ...(kept && { further: kept }) }
})

/** First guess of its usual time. */
const usualSeconds = 120

/** Returns a model of which only the id is known: it accepts any field, and only what the user sets is sent. */
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

/** Returns a model that is only in ModelsLab's list. */
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
