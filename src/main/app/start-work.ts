import type { Clock } from '../base/clock'
import type { Disposables } from '../base/disposables'
import type { Credentials } from '../credentials/credentials'
import type { createDatabase } from '../db/create'
import type { Charges } from '../generations/account/charges'
import type { KeyEntry } from '../generations/account/key-entry'
import type { Engine } from '../generations/engine/engine'
import type { Imports } from '../imports/imports'
import type { Installation } from '../installation/installation'
import type { HotFolders } from '../hot-folder/hot-folders'
import type { FolderWatch } from '../library/folder/folder-watch'
import type { LibraryFolder } from '../library/folder/library-folder'
import type { Library } from '../library/library'
import type { RecoverableOrigin } from '../library/recovery/library-recovery'
import type { Logger } from '../logging/logger'
import type { Model } from '@shared/catalogue/model'
import type { Problem } from '@shared/problem'
import type { SettingsStore } from '../settings/settings-store'
import type { Sidecars } from '../sidecars/sidecars'
import type { Trash } from '../trash/trash'
import type { FirstPaint } from './first-paint'

/** Retry interval while another Dailies uses the library folder. */
const inUseRetryMs = 2_000

interface StartDeps {
  readonly credentials: Credentials
  readonly keyEntry: KeyEntry
  readonly builtInKey?: string | undefined
  readonly settings: SettingsStore
  readonly database: ReturnType<typeof createDatabase>
  readonly folder: LibraryFolder
  readonly watch: FolderWatch
  readonly library: Library
  readonly trash: Pick<Trash, 'start'>
  readonly sidecars: Pick<Sidecars, 'start'>
  readonly imports: Pick<Imports, 'start'>
  readonly hotFolders: Pick<HotFolders, 'start'>
  readonly journal: { catchUp(): Promise<void> }
  readonly installation: Installation
  readonly engine: Engine
  readonly findModel: (id: string) => Pick<Model, 'name'> | undefined
  readonly charges: Charges
  /** Whether anything was queued when the app started. */
  readonly hasLeftovers: boolean
  readonly clock: Clock
  readonly logger: Logger
  readonly disposables: Disposables
  readonly shutdown: AbortSignal
  readonly firstPaint: FirstPaint
  readonly demo: boolean
  readonly restart: (demo: boolean) => void
  readonly notice: (notice: Problem) => void
  readonly onChange: () => void
}

/** Starts what runs behind the window: the key, the backups, the library, then the engine. */
export function startWork(deps: StartDeps): void {
  const { settings, database, logger, notice } = deps
  const { origin, backups, searchIndexing } = database
  loadKey(deps).catch((error: unknown) => logger.error('Loading the key failed', error))
  if (settings.problem) notice(settings.problem)
  // The library of a newer Dailies is shown and not changed.
  if (origin.kind === 'newer') return
  backups.start()
  void deps.firstPaint.done.then(() =>
    searchIndexing.start(origin.kind === 'existing', (id) => deps.findModel(id)?.name ?? id)
  )
  startEngine(origin, deps)
}

async function loadKey({ credentials, keyEntry, builtInKey }: StartDeps): Promise<void> {
  await credentials.load()
  if (builtInKey && credentials.key() === null) await keyEntry.set(builtInKey)
}

/**
 * Starts the library and then the engine, as soon as no other Dailies uses the library folder. The folder may know
 * more than the database, and the database may be damaged: nothing is sent or polled before the one is imported and the
 * other checked, which begins after the window's first paint.
 */
function startEngine(origin: RecoverableOrigin, deps: StartDeps): void {
  const {
    folder,
    watch,
    library,
    trash,
    hotFolders,
    sidecars,
    imports,
    installation,
    engine,
    charges,
    clock,
    logger,
    shutdown,
    firstPaint
  } = deps
  const noteFailure = (error: unknown): void => {
    if (!shutdown.aborted) logger.error('Checking the library folder failed', error)
  }
  let cancelRetry = (): void => undefined
  deps.disposables.add(() => cancelRetry())

  const catchUp = async (): Promise<void> => {
    await firstPaint.done
    await Promise.all([
      library.catchUp().catch(noteFailure),
      installation.examine(deps.hasLeftovers).catch(noteFailure)
    ])
    const isSound = await deps.database.isSound()
    watch.check()
    if (shutdown.aborted) return
    if (!isSound) return replaceDatabase(deps)
    deps.database.prepareSearch()
    void library.tidy().then(() => {
      if (shutdown.aborted) return
      trash.start()
      hotFolders.start()
      sidecars.start()
      imports.start()
    })
    engine.start()
    charges.resume()
  }
  const start = (): void => {
    if (folder.status() === 'in_use') {
      cancelRetry = clock.setTimer(inUseRetryMs, start)
      return deps.onChange()
    }
    try {
      library.prepare(origin)
    } catch (error) {
      noteFailure(error)
    }
    void catchUp()
  }
  start()
}

/**
 * Starts again, because a damaged database is set aside and restored where nothing uses it yet. What was pressed by now
 * is kept in the journal.
 */
async function replaceDatabase({ journal, logger, restart, demo }: StartDeps): Promise<void> {
  logger.error('Library database damaged: starting again to replace it')
  await journal.catchUp().catch((error: unknown) => logger.error('Journal write failed', error))
  restart(demo)
}
