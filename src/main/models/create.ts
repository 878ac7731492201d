import { models as catalogue, simulatedModels } from '@shared/catalogue/models'
import type { Model } from '@shared/catalogue/model'
import type { Problem } from '@shared/problem'
import type { Clock } from '../base/clock'
import type { HandlersOf } from '../ipc/handlers'
import { modelHandlers } from './handlers'
import { Models, type ListOutcome, type ModelMemory, type ModelMemoryName } from './models'

/** Values that are copied to the library folder with the saved items. */
const inSavedItems: ReadonlySet<ModelMemoryName> = new Set(['custom_models', 'withdrawn_models'])

/** Creates the list of models. */
export function createModels(deps: {
  readonly demo: boolean
  readonly keyValue: ModelMemory
  readonly savedItemChanges: { make(change: () => void): void }
  readonly credentials: { key(): string | null }
  readonly provider: { listModels(key: string): Promise<ListOutcome> }
  readonly noKey: () => Problem
  readonly clock: Clock
  readonly emit: (event: 'models.changed', payload: Record<string, never>) => void
}): {
  readonly models: Models
  readonly findModel: (id: string) => Model | undefined
  readonly modelHandlers: HandlersOf<'models'>
} {
  const { demo, keyValue, savedItemChanges, credentials, provider, noKey, clock, emit } = deps
  const memory: ModelMemory = {
    read: (name) => keyValue.read(name),
    write: (name, value) => {
      const write = (): void => keyValue.write(name, value)
      if (inSavedItems.has(name)) savedItemChanges.make(write)
      else write()
    }
  }
  const models = new Models({
    catalogue: demo ? simulatedModels : catalogue,
    memory,
    fetchList: () => {
      const key = credentials.key()
      return key === null ? Promise.resolve({ kind: 'failed', problem: noKey() }) : provider.listModels(key)
    },
    clock,
    onChange: () => emit('models.changed', {})
  })
  return { models, findModel: (id) => models.find(id), modelHandlers: modelHandlers(models) }
}
