import { randomUUID } from 'node:crypto'
import { findModel } from '@shared/catalogue/models'
import type { GenerationId, VideoId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { Disposables } from '../../base/disposables'
import { Signal } from '../../base/signal'
import { FakeClock, settle } from '../../base/testing/fake-clock'
import { openDatabase } from '../../db/connection/database'
import { createGenerationStore } from '../../db/tables/generation-store'
import { migrate } from '../../db/migrations/migrate'
import { createLogger } from '../../logging/logger'
import type { Account } from '../account/account'
import type { AccountCommands } from '../account/account-commands'
import type { Charges } from '../account/charges'
import { createAccount } from '../account/create'
import type { GenerationCommands } from '../commands'
import { createGenerations, type GenerationsDeps } from '../create'
import { createGate } from '../create-gate'
import type { Generation } from '../domain/generation'
import type { GenerationStore, Keys, SaveOutcome, VideoSaver } from '../domain/ports'
import { Records } from '../domain/records'
import type { Connectivity } from '../engine/connectivity'
import type { Engine } from '../engine/engine'
import type { SendingGate } from '../engine/gate'
import type { HeldPresses } from '../engine/held-presses'
import type { GenerationQueries } from '../queries'
import type { VideoCommands } from '../video-commands'
import { FakeProvider } from './fake-provider'

class FakeSaver implements VideoSaver {
  readonly saves: string[] = []
  readonly renamed: VideoId[] = []
  readonly answers: (SaveOutcome | Promise<SaveOutcome>)[] = []

  clearUp(_id: VideoId): Promise<void> {
    return Promise.resolve()
  }

  keepHeld(): ReturnType<VideoSaver['keepHeld']> {
    return Promise.reject(new Error('Nothing is held here.'))
  }

  rename(_generation: Generation, video: Generation['videos'][number]): string {
    this.renamed.push(video.id)
    return `${this.renamed.length}.mp4`
  }

  save(_generation: Generation, video: Generation['videos'][number]): Promise<SaveOutcome> {
    this.saves.push(video.url ?? '')
    const media = {
      width: 1,
      height: 1,
      durationMs: 1,
      framesPerSecond: 24,
      videoCodec: 'avc',
      audioCodec: 'aac'
    }
    const file = { bytes: 1, sha256: 'f', sourceBytes: 1, sourceSha256: 's', media } as const
    const saved = { kind: 'saved', ...file, traits: [], mediaSha256: 'm' } as const
    return Promise.resolve(this.answers.shift() ?? saved)
  }
}

export class FakeKeys implements Keys {
  value: string | null = 'good-key'
  key(): string | null {
    return this.value
  }
  markRejected(key: string): void {
    if (this.value === key) this.value = null
  }
  markAccepted(): void {
    return
  }
}

/** The whole engine over a database in memory, with the outside world faked and time standing still. */
export class EngineBench {
  readonly clock = new FakeClock()
  readonly provider: FakeProvider
  readonly saver = new FakeSaver()
  readonly keys = new FakeKeys()
  readonly store: GenerationStore
  readonly connectivity: Connectivity
  readonly gate: SendingGate
  readonly account: Account
  readonly charges: Charges
  /** Expected price of each request. */
  price: number | null = 1_920_000
  readonly engine: Engine
  readonly presses: HeldPresses
  readonly queries: GenerationQueries
  readonly commands: GenerationCommands
  readonly accountCommands: AccountCommands
  readonly videoCommands: VideoCommands
  readonly announced: Generation[] = []
  /** Log lines. */
  readonly lines: string[] = []
  paused = false
  capReached: Problem | null = null
  balanceShort: Problem | null = null
  slots = 5
  /** Presses are sent at once but in the tests of the hold. */
  undoSeconds = 0
  /** Why this network blocks downloads; null when it does not. */
  downloadsBlocked: Problem | null = null
  /** Servers that give clips all the same. */
  readonly reachable = new Set<string>()
  /** URLs of the newest video. */
  latestLinks: readonly string[] = []
  downloadNotice: Problem | null = null
  downloadChecks = 0

  constructor(store: GenerationStore = emptyStore(), provider = new FakeProvider()) {
    this.store = store
    this.provider = provider
    const { clock, keys } = this
    const logger = createLogger({
      write: ({ level, message }) => void this.lines.push(`${level} ${message}`),
      hide: () => undefined
    })
    const ignore = (): void => undefined
    const announce = (generation: Generation): void => void this.announced.push(generation)
    const wake = new Signal()
    const base = {
      clock,
      keys,
      provider,
      logger,
      announce,
      wake,
      disposables: new Disposables(),
      shutdown: new AbortController().signal,
      installation: { doubt: null, settle: ignore, noteSending: ignore },
      onRowsAdded: ignore,
      onChange: ignore
    }
    const current = (): GenerationsDeps['settings']['current'] => ({
      sendingPaused: this.paused,
      maximumParallel: this.slots,
      undoSeconds: this.undoSeconds
    })
    const settings = {
      get current() {
        return current()
      }
    }
    const prices = () => () => (this.price === null ? null : { about: this.price, most: this.price })

    const gateParts = createGate({
      clock,
      keys,
      settings,
      folder: { isInUse: false },
      apiOrigin: 'https://api.example',
      loopbackAllowed: false,
      downloader: {
        whyBlocked: (server) => {
          this.downloadChecks += 1
          return Promise.resolve(this.reachable.has(server) ? null : this.downloadsBlocked)
        }
      },
      latestLinks: () => this.latestLinks,
      notice: (problem) => (this.downloadNotice = problem),
      dismissNotice: () => (this.downloadNotice = null)
    })
    this.connectivity = gateParts.connectivity
    this.gate = gateParts.gate
    const accountParts = createAccount({
      ...base,
      gate: gateParts.gate,
      store,
      rows: {
        balance: { read: () => null, write: ignore, remove: ignore },
        mayHaveBeenChargedSince: () => [],
        holdLeftovers: ignore
      },
      prices
    })
    this.account = accountParts.account
    this.charges = accountParts.charges
    const parts = createGenerations({
      ...base,
      records: new Records({ store, clock, logger, announce }),
      ...gateParts,
      ...accountParts,
      saver: this.saver,
      spending: {
        overBalance: () => this.balanceShort,
        overCap: () => this.capReached,
        overDayCap: (requests) => (requests.length > 0 ? this.capReached : null)
      },
      settings,
      retryNow: new Signal(),
      keyFound: new Signal(),
      random: () => 0.5,
      findModel,
      models: { withdraw: ignore },
      newClips: {
        curationOf: (clips) => ({ annotations: clips.map(() => undefined), items: [] }),
        announce: ignore
      },
      readListing: () => Promise.reject(new Error('No window reads lists of the engine alone.')),
      prices
    })
    this.engine = parts.engine
    this.presses = parts.presses
    this.queries = parts.queries
    this.commands = parts.commands
    this.accountCommands = parts.accountCommands
    this.videoCommands = parts.videoCommands
  }

  /** Presses Generate once for each prompt, and lets what can happen at once happen. */
  async generate(...prompts: readonly string[]): Promise<readonly GenerationId[]> {
    const requests = prompts.map((prompt) => ({ modelId: 'veo-3.1-fast', prompt, durationSeconds: 8 }))
    const made = this.commands.create({ pressId: randomUUID(), requests })
    await this.run(0)
    return made.map(({ id }) => id)
  }

  /** Lets `ms` pass, and every promise settle. */
  async run(ms: number): Promise<void> {
    await this.clock.run(ms)
    for (let turn = 0; turn < 10; turn += 1) await settle()
  }

  generation(id: GenerationId): Generation {
    return this.queries.get(id)
  }

  state(id: GenerationId): string {
    return this.generation(id).status.state
  }
}

export function emptyStore(): GenerationStore {
  const database = openDatabase(':memory:')
  migrate(database)
  return createGenerationStore(database)
}
