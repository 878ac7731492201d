import type { Model } from '@shared/catalogue/model'
import type { PriceSpan } from '@shared/money/learned-price'
import type { GenerationRequest } from '@shared/request'
import type { Clock } from '../base/clock'
import { Engine } from '../generations/engine/engine'
import { VideoDownloads } from '../generations/engine/video-downloads'
import type { Account } from '../generations/account/account'
import type { Charges } from '../generations/account/charges'
import type { Connectivity } from '../generations/engine/connectivity'
import type { DownloadCheck } from '../generations/engine/download-check'
import type { Generation } from '../generations/domain/generation'
import { Generations } from '../generations/commands'
import { HeldPresses } from '../generations/engine/held-presses'
import { Poller } from '../generations/engine/poller'
import type { Keys, VideoSaver } from '../generations/domain/ports'
import type { Provider } from '../generations/domain/provider'
import type { Records } from '../generations/domain/records'
import { Sender } from '../generations/engine/sender'
import type { SendingGate } from '../generations/engine/gate'
import { WithdrawnModels } from '../generations/engine/withdrawn-models'
import type { Logger } from '../logging/logger'
import type { SettingsStore } from '../settings/settings-store'
import type { Spending } from '../spending/spending'

/** Builds what drives generations, and what the user can do with them. */
export function composeGenerations(needs: {
  readonly records: Records
  readonly provider: Provider
  readonly keys: Keys
  readonly account: Account
  readonly gate: SendingGate
  readonly connectivity: Connectivity
  readonly downloadCheck: DownloadCheck
  readonly saver: VideoSaver
  readonly spending: Spending
  readonly settings: SettingsStore
  readonly clock: Clock
  readonly logger: Logger
  readonly findModel: (id: string) => Model | undefined
  readonly markWithdrawn: (modelId: string, words: string | null) => void
  readonly prices: () => (request: GenerationRequest) => PriceSpan | null
  readonly newId: () => string
  readonly random: () => number
  readonly announce: (generation: Generation) => void
  readonly leftovers: { judge(): void }
  readonly noteSending: () => void
  readonly charges: Pick<Charges, 'ended'>
  /** Presses that can be taken back came or went. */
  readonly onHeldChange: () => void
}): {
  readonly engine: Engine
  readonly generations: Generations
  readonly downloads: VideoDownloads
  readonly presses: HeldPresses
} {
  const { records, provider, keys, account, gate, connectivity, settings, clock, logger, newId } = needs
  const isPaused = (): boolean => settings.current.sendingPaused

  const measure = async ({ id, status }: Generation): Promise<void> => {
    const key = keys.key()
    if (status.state === 'processing') return
    needs.charges.ended()
    if (key === null || status.state === 'queued') return
    const balance = await account.readAgain(key)
    if (balance.kind !== 'known' || !engine.isRunning) return
    needs.announce(records.store.setBalanceAfter(id, balance.microdollars))
  }
  const withdrawnModels = new WithdrawnModels({
    records,
    findModel: needs.findModel,
    mark: needs.markWithdrawn
  })
  const work = {
    records,
    provider,
    keys,
    connectivity,
    clock,
    newVideoId: newId,
    onSettled: (generation: Generation) => {
      withdrawnModels.settled(generation)
      measure(generation).catch((error: unknown) => logger.warn('What it cost is not known', error))
    }
  }
  const sender = new Sender({
    ...work,
    account,
    gate,
    downloadCheck: needs.downloadCheck,
    logger: logger.child('sender'),
    noteSending: needs.noteSending,
    slots: () => settings.current.maximumParallel,
    findModel: needs.findModel,
    isHeld: (id) => presses.has(id),
    estimate: (request) => needs.prices()(request)?.about ?? null
  })
  const poller = new Poller({ ...work, random: needs.random, logger: logger.child('poller') })
  const downloads = new VideoDownloads({
    records,
    provider,
    keys,
    saver: needs.saver,
    clock,
    logger: logger.child('downloads')
  })
  const announceWaiting = whenChanged(
    () => engine.sending(),
    () => records.store.inStates('queued').forEach(needs.announce)
  )
  const engine: Engine = new Engine({
    records,
    sender,
    poller,
    downloads,
    gate,
    connectivity,
    clock,
    logger: logger.child('engine'),
    isPaused,
    leftovers: needs.leftovers,
    onRound: announceWaiting
  })
  const presses: HeldPresses = new HeldPresses({
    records,
    clock,
    undoSeconds: () => settings.current.undoSeconds,
    onChange: () => {
      needs.onHeldChange()
      engine.wake()
    }
  })
  const generations = new Generations({
    records,
    engine,
    gate,
    account,
    provider,
    keys,
    clock,
    newId,
    findModel: needs.findModel,
    saver: needs.saver,
    presses,
    overBalance: (requests) => needs.spending.overBalance(requests),
    overCap: (requests) => needs.spending.overCap(requests),
    overDayCap: (requests) => needs.spending.overDayCap(requests)
  })
  return { engine, generations, downloads, presses }
}

/** Queued rows show what they wait for; when that changed for all of them, all of them are told again. */
function whenChanged(look: () => unknown, tell: () => void): () => void {
  let last = ''
  return () => {
    const now = JSON.stringify(look())
    if (now === last) return
    last = now
    tell()
  }
}
