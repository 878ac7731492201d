import type { HandlersOf } from '../ipc/handlers'
import type { Models } from './models'

export function modelHandlers(models: Models): HandlersOf<'models'> {
  return {
    'models.list': () => models.sources(),
    'models.add': (model) => models.add(model),
    'models.reinstate': ({ id }) => models.reinstate(id),
    'models.remove': ({ id }) => models.remove(id),
    'models.confirm': ({ id }) => models.confirm(id),
    'models.refresh': async () => {
      await models.refresh()
      return models.sources()
    }
  }
}
