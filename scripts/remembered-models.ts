import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { CustomModel } from '../src/shared/catalogue/custom-model'
import { ModelListing } from '../src/shared/catalogue/model-listing'

/** What a Dailies remembers beside its catalogue: the user's own models, and ModelsLab's last list. */
export interface RememberedModels {
  readonly custom: readonly CustomModel[]
  readonly listing: ModelListing | null
}

/**
 * Reads it out of a user-data folder and changes nothing there; the app may be running.
 *
 * @throws Error with a sentence where there is no library, or none that can be read.
 */
export function rememberedModels(userDataFolder: string): RememberedModels {
  const path = join(userDataFolder, 'state', 'library.sqlite')
  if (!existsSync(path)) throw new Error(`There is no library of Dailies in ${userDataFolder}`)
  try {
    const database = new DatabaseSync(path, { readOnly: true })
    try {
      const select = database.prepare('SELECT value FROM remembered WHERE name = ?')
      const recall = (name: string): unknown => {
        const row = select.get(name) as { readonly value: string } | undefined
        return row === undefined ? null : JSON.parse(row.value)
      }
      return {
        custom: CustomModel.array().parse(recall('custom_models') ?? []),
        listing: ModelListing.nullable().parse(recall('model_listing'))
      }
    } finally {
      database.close()
    }
  } catch (error) {
    throw new Error(`The library in ${userDataFolder} could not be read`, { cause: error })
  }
}
