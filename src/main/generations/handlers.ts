import type { GenerationView, VideoId } from '@shared/generation'
import type { Signal } from '../base/signal'
import type { Confirmations } from '../consent/confirmations'
import type { RecordTrash } from '../curation/trash-steps'
import type { HandlersOf } from '../ipc/handlers'
import type { PurchaseLimit } from '../spending/purchase-limit'
import type { Spending } from '../spending/spending'
import type { AccountCommands } from './account/account-commands'
import type { GenerationCommands } from './commands'
import type { Generation } from './domain/generation'
import { PurchaseCommands } from './purchases'
import type { GenerationQueries } from './queries'

export function generationHandlers(deps: {
  readonly queries: GenerationQueries
  readonly commands: GenerationCommands
  readonly accountCommands: AccountCommands
  readonly view: (generation: Generation) => GenerationView
  readonly spending: Pick<Spending, 'overCap' | 'overDayCap'>
  readonly limit: PurchaseLimit
  readonly confirmations: Pick<Confirmations, 'require'>
  readonly demo: boolean
  readonly videoUsed: Signal<VideoId>
  readonly recordTrash: RecordTrash
}): HandlersOf<'generations' | 'balance'> {
  const { queries, commands, accountCommands, view, videoUsed, recordTrash } = deps
  // In demo mode there is no money to protect; only the user's caps hold.
  const purchases = new PurchaseCommands({ ...deps, isFree: deps.demo })
  return {
    'balance.refresh': () => accountCommands.refreshBalance(),

    'generations.create': async (input) => ({ generations: (await purchases.create(input)).map(view) }),
    'generations.release': (input) => purchases.release(input),
    'generations.sendAgain': async (input) => ({ id: (await purchases.sendAgain(input)).id }),

    'generations.page': (query) => {
      const { items, next } = queries.page(query)
      return { items: items.map(view), next }
    },
    'generations.list': async (query) => {
      const { listing, items } = await queries.list(query)
      return { listing, items: items.map(view) }
    },
    'generations.rows': ({ ids }) => ({ items: queries.rows(ids).map(view) }),
    'generations.batch': ({ id }) => ({ items: queries.batch(id).map(view) }),
    'generations.get': ({ id }) => {
      const generation = queries.get(id)
      for (const video of generation.videos) videoUsed.fire(video.id)
      return { generation: view(generation), ...queries.detail(id) }
    },
    'generations.cancel': ({ ids, step: id }) => ({
      cancelled: recordTrash({ kind: 'cancel', ids, id }, () => commands.cancel(ids))
    }),
    'generations.undoPress': ({ pressId }) => commands.undoPress(pressId),
    'generations.setHidden': ({ id, hidden }) =>
      recordTrash({ kind: hidden ? 'hide' : 'unhide', ids: [id] }, () => commands.setHidden(id, hidden)),
    'generations.checkAgain': ({ id }) => commands.checkAgain(id),
    'generations.checkAccount': ({ id }) => accountCommands.checkAccount(id),
    'generations.attachRemoteId': ({ id, remoteId }) => commands.attachRemoteId(id, remoteId),
    'generations.markNotSent': ({ id }) => commands.markNotSent(id),
    'generations.trash': ({ ids, step: id }) => ({
      unsent: recordTrash({ kind: 'trash', ids, id }, () => commands.trash(ids)),
      usedIn: editsOf(deps.queries.rows(ids))
    }),
    'generations.restore': ({ ids, step: id }) =>
      recordTrash({ kind: 'restore', ids, id }, () => commands.restore(ids))
  }
}

/** Returns the names of the edits that have some generations. */
const editsOf = (generations: readonly Generation[]): string[] => [
  ...new Set(generations.flatMap(({ uses }) => uses.map(({ edit }) => edit)))
]
