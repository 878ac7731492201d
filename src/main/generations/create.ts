import { randomUUID } from 'node:crypto'
import type { Model } from '@shared/catalogue/model'
import type { ListQuery } from '@shared/library/queries'
import type { Listing } from '@shared/library/listing'
import type { PriceSpan } from '@shared/money/learned-price'
import type { GenerationRequest } from '@shared/request'
import type { Clock } from '../base/clock'
import type { NewClips } from '../curation/batch-shots'
import type { Disposables } from '../base/disposables'
import { Signal } from '../base/signal'
import type { Logger } from '../logging/logger'
import type { Spending } from '../spending/spending'
import { AccountCommands } from './account/account-commands'
import type { AccountParts } from './account/create'
import { GenerationCommands } from './commands'
import type { GateParts } from './create-gate'
import type { Generation } from './domain/generation'
import type { Keys, VideoSaver } from './domain/ports'
import type { Provider } from './domain/provider'
import type { Records } from './domain/records'
import { Engine } from './engine/engine'
import { HeldPresses } from './engine/held-presses'
import { Poller } from './engine/poller'
import { Sender } from './engine/sender'
import { VideoDownloads } from './engine/video-downloads'
import { WithdrawnModels } from './engine/withdrawn-models'
import { GenerationQueries } from './queries'
import { VideoCommands } from './video-commands'

/** Time that shutdown waits for the response to a paid request. */
const quitGraceMs = 1_500

export interface GenerationParts {
  readonly engine: Engine
  readonly presses: HeldPresses
  readonly downloads: VideoDownloads
  readonly queries: GenerationQueries
  readonly commands: GenerationCommands
  readonly accountCommands: AccountCommands
  readonly videoCommands: VideoCommands
}

export interface GenerationsDeps extends GateParts, AccountParts {
  readonly readListing: (query: ListQuery) => Promise<Listing>
  readonly records: Records
  readonly provider: Provider
  readonly keys: Keys
  readonly saver: VideoSaver
  readonly spending: Pick<Spending, 'overCap' | 'overDayCap' | 'overBalance'>
  readonly settings: {
    readonly current: {
      readonly sendingPaused: boolean
      readonly maximumParallel: number
      readonly undoSeconds: number
    }
  }
  readonly clock: Clock
  readonly logger: Logger
  readonly disposables: Disposables
  /** Something may have become due. */
  readonly wake: Signal
  /** Skips all retry delays. */
  readonly retryNow: Signal
  /** Fires when the key was read from the keychain. */
  readonly keyFound: Signal
  readonly newClips: NewClips
  readonly newId?: (() => string) | undefined
  readonly random?: (() => number) | undefined
  readonly findModel: (id: string) => Model | undefined
  readonly models: { withdraw(id: string, words: string | null): void }
  readonly prices: () => (request: GenerationRequest) => PriceSpan | null
  readonly announce: (generation: Generation) => void
  readonly installation: { noteSending(): void }
  readonly onChange: () => void
}

/** Creates the engine that drives generations, and the use cases on them. */
export function createGenerations(deps: GenerationsDeps): GenerationParts {
  const { records, provider, keys, gate, connectivity, saver, settings, clock } = deps
  const { findModel, announce, wake, disposables } = deps
  const { account, charges, leftovers } = deps
  const { newId = randomUUID, random = Math.random } = deps
  const { store } = records
  const logger = deps.logger

  const presses = new HeldPresses({
    records,
    clock,
    undoSeconds: () => settings.current.undoSeconds,
    onChange: () => {
      deps.onChange()
      wake.fire()
    }
  })
  const settled = new Signal<Generation>()
  const work = { records, provider, keys, connectivity, clock, newVideoId: newId, onSettled: settled.fire }
  const sender = new Sender({
    ...work,
    account,
    gate,
    downloadCheck: deps.downloadCheck,
    logger: logger.child('sender'),
    noteSending: () => {
      deps.installation.noteSending()
      charges.sent()
    },
    slots: () => settings.current.maximumParallel,
    findModel,
    isHeld: (id) => presses.has(id),
    estimate: (request) => deps.prices()(request)?.about ?? null
  })
  const poller = new Poller({ ...work, random, logger: logger.child('poller') })
  const downloads = new VideoDownloads({
    records,
    provider,
    keys,
    saver,
    clock,
    logger: logger.child('downloads')
  })
  const engine = new Engine({
    records,
    sender,
    poller,
    downloads,
    gate,
    connectivity,
    clock,
    logger: logger.child('engine'),
    isPaused: () => settings.current.sendingPaused,
    leftovers,
    onRound: onNewValue(() => store.inStates('queued').forEach(announce))
  })
  disposables.add(() => engine.stop(quitGraceMs))
  disposables.add(() => presses.dispose())
  wake.on(() => engine.wake())
  deps.retryNow.on(() => engine.retryNow())

  const withdrawnModels = new WithdrawnModels({
    records,
    findModel,
    mark: (id, words) => deps.models.withdraw(id, words)
  })
  /** Reads the balance after a generation ends: the difference shows what it cost. */
  const readBalanceAfter = async ({ id, status }: Generation): Promise<void> => {
    if (status.state === 'processing') return
    charges.ended()
    const key = keys.key()
    if (key === null || status.state === 'queued') return
    const balance = await account.readAgain(key)
    if (balance.kind !== 'known' || !engine.isRunning) return
    announce(store.setBalanceAfter(id, balance.microdollars))
  }
  settled.on((generation) => {
    withdrawnModels.settled(generation)
    readBalanceAfter(generation).catch((error: unknown) =>
      logger.warn('Reading the balance after a generation failed', error)
    )
  })

  const queries = new GenerationQueries({ store, findModel, readListing: deps.readListing })
  const commands = new GenerationCommands({
    records,
    queries,
    engine,
    gate,
    clock,
    newId,
    findModel,
    presses,
    spending: deps.spending,
    newClips: deps.newClips
  })
  const accountCommands = new AccountCommands({ account, provider, keys, store, queries, engine })
  deps.keyFound.on(() => {
    accountCommands
      .refreshBalance()
      .catch((error: unknown) => logger.warn('Reading the balance failed', error))
  })
  const videoCommands = new VideoCommands({ records, queries, engine, saver, clock })
  return { engine, presses, downloads, queries, commands, accountCommands, videoCommands }
}

/** Returns a function that calls `act` whenever the value it is given differs from the last one. */
function onNewValue(act: () => void): (value: object) => void {
  let last = ''
  return (value) => {
    const now = JSON.stringify(value)
    if (now === last) return
    last = now
    act()
  }
}
