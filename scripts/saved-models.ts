import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CustomModel } from '../src/shared/catalogue/custom-model'
import { ModelListing } from '../src/shared/catalogue/model-listing'
import { openReadOnly } from '../src/main/db/connection/database'
import { readValue } from '../src/main/db/tables/key-value/key-value-table'

/** Models that an app knows besides its catalogue: the user's own, and ModelsLab's last list. */
export interface SavedModels {
  readonly custom: readonly CustomModel[]
  readonly listing: ModelListing | null
}

/**
 * Reads them from a user-data folder without changing anything there; the app may be running.
 *
 * @throws Error with a sentence where there is no library, or it can't be read.
 */
export function savedModels(userDataFolder: string): SavedModels {
  const path = join(userDataFolder, 'state', 'library.sqlite')
  if (!existsSync(path)) throw new Error(`There is no library of Dailies in ${userDataFolder}`)
  try {
    const database = openReadOnly(path)
    try {
      const custom: unknown = JSON.parse(readValue(database, 'custom_models') ?? '[]')
      const listing: unknown = JSON.parse(readValue(database, 'model_listing') ?? 'null')
      return {
        custom: CustomModel.array().parse(custom),
        listing: ModelListing.nullable().parse(listing)
      }
    } finally {
      database.close()
    }
  } catch (error) {
    throw new Error(`The library in ${userDataFolder} could not be read`, { cause: error })
  }
}
