import type { Disposables } from '../base/disposables'
import type { Logger } from '../logging/logger'
import type { LibraryFolder } from './folder/library-folder'
import {
  SavedItemsFile,
  type SavedItemChanges,
  type SavedItemRows,
  type SavedModels
} from './journal/saved-items'

/** Creates the copy of presets, snippets and own models in the library folder. */
export function createSavedItems(deps: {
  readonly folder: LibraryFolder
  readonly rows: SavedItemRows
  readonly models: SavedModels
  readonly savedItemChanges: SavedItemChanges
  readonly logger: Logger
  readonly disposables: Disposables
}): SavedItemsFile {
  const { folder, rows, models, savedItemChanges, disposables } = deps
  const savedItems = new SavedItemsFile({
    path: () => (folder.idIfOurs === null ? null : folder.savedItemsPath),
    rows,
    models,
    changes: savedItemChanges,
    logger: deps.logger.child('library')
  })
  disposables.add(() => savedItems.flush())
  return savedItems
}
