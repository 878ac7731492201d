import type { Model } from '@shared/catalogue/model'
import type { Clock } from '../base/clock'
import type { HandlersOf } from '../ipc/handlers'
import { modelHandlers } from './handlers'
import { Models, type ListOutcome, type ModelMemory, type ModelMemoryName } from './models'

/** Values that are copied to the library folder with the saved items. */
const inSavedItems: ReadonlySet<ModelMemoryName> = new Set(['custom_models', 'withdrawn_models'])

/** Creates the list of models. */
export function createModels(deps: {
  readonly catalogue: readonly Model[]
  readonly keyValue: ModelMemory
  /** Makes a change that is also written to the library folder. */
  readonly changeSavedItems: (change: () => void) => void
  readonly fetchList: () => Promise<ListOutcome>
  readonly clock: Clock
  readonly onChange: () => void
}): { readonly models: Models; readonly handlers: HandlersOf<'models'> } {
  const { catalogue, keyValue, changeSavedItems, fetchList, clock, onChange } = deps
  const memory: ModelMemory = {
    recall: (name) => keyValue.recall(name),
    remember: (name, value) => {
      const remember = (): void => keyValue.remember(name, value)
      if (inSavedItems.has(name)) changeSavedItems(remember)
      else remember()
    }
  }
  const models = new Models({ catalogue, memory, fetchList, clock, onChange })
  return { models, handlers: modelHandlers(models) }
}
