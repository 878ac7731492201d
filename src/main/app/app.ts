import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Model } from '@shared/catalogue/model'
import type { GenerationView, VideoId } from '@shared/generation'
import { models as catalogue, simulatedModels } from '@shared/catalogue/models'
import { expectedPrice, type PriceSpan } from '@shared/money/learned-price'
import type { GenerationRequest } from '@shared/request'
import { priceTogether } from '@shared/batch/batch-plan'
import { AppStateSource } from './app-state'
import { composeGenerations } from './compose-generations'
import { composeHandlerNeeds } from './compose-handlers'
import { belongingRows, composeLibrary } from './compose-library'
import { Credentials } from '../credentials/credentials'
import { BackupSchedule } from '../db/recovery/backup-schedule'
import { lockFile } from '../db/connection/file-lock'
import { onLeftOut } from '../db/tables/column-types'
import { fileRecord, isInTrash, latestLink, savedFileName } from '../db/tables/file-records'
import { createGenerationStore } from '../db/tables/generation-store'
import { balanceMemory, installationMemory } from '../db/tables/installation-memory'
import { journaledRows } from '../db/recovery/journal-standing'
import { backupFolder, closeLibraryDatabase, openLibraryDatabase } from '../db/connection/open-library'
import { libraryMemory } from '../db/tables/library-memory'
import { forget, recall, remember } from '../db/tables/remembered-table'
import { holdBackLeftovers, newestKey } from '../db/recovery/restored-rows'
import { mayHaveBeenChargedSince, measuredPrices, sentSince } from '../db/tables/spend-queries'
import { libraryNewer } from '../db/connection/storage-problems'
import { WriteHealth } from '../db/connection/write-health'
import { Disposables } from '../base/disposables'
import { systemFiles } from '../downloads/files'
import { place } from '../downloads/part/placement'
import { defaultPolicy } from '../downloads/policy'
import { Account } from '../generations/account/account'
import { Charges } from '../generations/account/charges'
import { Connectivity } from '../generations/engine/connectivity'
import { DownloadCheck } from '../generations/engine/download-check'
import { goesByItself, type Generation, type Video } from '../generations/domain/generation'
import { toGenerationView } from '../generations/domain/view'
import { journaledStore } from '../generations/journaled-store'
import { KeyEntry } from '../generations/account/key-entry'
import { Leftovers } from '../generations/engine/leftovers'
import type { Keys } from '../generations/domain/ports'
import { problems } from '../generations/domain/problems'
import { Records } from '../generations/domain/records'
import { SendingGate } from '../generations/engine/gate'
import { Handoff } from '../handoff/handoff'
import { Installation } from '../installation/installation'
import { createHandlers, createMessageHandlers } from '../ipc/handlers'
import { IpcRouter } from '../ipc/router'
import { journalRefused, whyNotThere } from '../library/folder/folder-problems'
import { BelongingsFile } from '../library/journal/belongings'
import { FolderWatch } from '../library/folder/folder-watch'
import { Journal } from '../library/journal/journal'
import type { Origin as LibraryStart } from '../library/library'
import { LibraryFolder } from '../library/folder/library-folder'
import { LibraryLock } from '../library/folder/library-lock'
import { Posters } from '../library/folder/posters'
import { LibraryVideoSaver } from '../library/video-saver'
import { looksLikeVideo } from '../media/file-kind'
import { MediaServer } from '../media/media-server'
import { makePacket } from '../media/xmp-packet'
import { ModelsLabClient } from '../modelslab/client'
import { isLoopback } from '../modelslab/transport/origin'
import { Models } from '../models/models'
import { SettingsStore } from '../settings/settings-store'
import { Spending } from '../spending/spending'
import { closeFolderToOthers } from '../base/private-folder'
import { prepareStateFolder } from './state-folder'
import type { App, AppPlatform } from './platform'

/** How long quitting waits for the answer to a paid request. */
const quitGraceMs = 1_500

/** How often a library folder that another Dailies uses is tried again. */
const lookAgainMs = 2_000

/** Builds every service by hand, in the order of what needs what. */
export function createApp(platform: AppPlatform): App {
  const { clock, logger, folders } = platform
  const disposables = new Disposables()
  let isDisposed = false
  for (const error of [...prepareStateFolder(folders.state), ...closeFolderToOthers(folders.cache)]) {
    logger.warn('Other users may be able to read a file of Dailies', error)
  }

  const settings = new SettingsStore({
    folder: folders.state,
    clock,
    logger: logger.child('settings'),
    onChange: () => {
      platform.desktop.setTheme(settings.current.theme)
      state.changed()
    }
  })
  settings.load()
  platform.desktop.setTheme(settings.current.theme)

  const databasePath = join(folders.state, 'library.sqlite')
  const { database, origin } = openLibraryDatabase(databasePath, {
    logger: logger.child('database'),
    nowMs: clock.now()
  })
  disposables.add(() => closeLibraryDatabase(database))
  onLeftOut(database, (what) => logger.child('database').warn(`Left out: ${what}`))
  const newestKeyAtStart = newestKey(database)
  const writeHealth = new WriteHealth({ database, clock, onChange: () => state.changed() })
  disposables.add(() => writeHealth.stop())
  const backups = new BackupSchedule({
    database,
    folder: backupFolder(databasePath),
    prove: platform.proveBackup,
    clock,
    logger: logger.child('backups')
  })
  disposables.add(() => backups.stop())

  const lock = new LibraryLock({ lockFile, logger: logger.child('library') })
  disposables.add(() => lock.release())
  const { libraryFolder } = settings.current
  const folder = new LibraryFolder(libraryFolder ?? folders.defaultLibrary, {
    // Where there were rows, or a folder was chosen, there was a library.
    isKnown: origin.kind !== 'new' || libraryFolder !== null,
    memory: libraryMemory(database),
    lock
  })
  const folderWatch = new FolderWatch({
    folder,
    clock,
    onChange: () => state.changed(),
    onBack: () => {
      if (!engine.isRunning) return
      downloads.retryNow()
      void library
        .lookAfter()
        .catch(noteBrokenCheck)
        .finally(() => engine.wake())
    }
  })
  disposables.add(() => folderWatch.stop())
  const noteBrokenCheck = (error: unknown): void => {
    if (!isDisposed) logger.error('Looking after the library broke', error)
  }
  const posters = new Posters(
    join(folders.cache, 'posters'),
    logger.child('posters'),
    platform.decoderVersion
  )
  const journal = new Journal({
    path: () => folder.journalPath,
    libraryId: () => folder.idIfOurs,
    rows: journaledRows(database, clock),
    onBrought: () => platform.emit('library.changed', {}),
    onRefused: (lines) => state.addNotice(journalRefused(lines)),
    logger: logger.child('journal')
  })
  disposables.add(() => journal.flush())
  const store = journaledStore(createGenerationStore(database), {
    append: (entry) => journal.append(entry),
    clock
  })

  const credentials = new Credentials({
    loadStore: platform.loadSecretStore,
    origin: platform.keyOrigin,
    profile: platform.profile,
    platform: platform.name,
    clock,
    logger: logger.child('credentials'),
    onChange: () => {
      state.changed()
      engine.wake()
    },
    // However late the keychain answers.
    onFound: () => void generations.refreshBalance().catch(() => undefined)
  })
  disposables.add(() => credentials.dispose())

  const provider = new ModelsLabClient({
    http: platform.http,
    paidHttp: platform.paidHttp,
    origin: platform.origin,
    clock
  })
  const models = new Models({
    catalogue: platform.demo ? simulatedModels : catalogue,
    memory: {
      recall: (name) => recall(database, name),
      remember: (name, value) =>
        name === 'custom_models' || name === 'withdrawn_models'
          ? belongings.change(() => remember(database, name, value))
          : remember(database, name, value)
    },
    onChange: () => platform.emit('models.changed', {}),
    fetchList: () => {
      const key = credentials.key()
      return key === null
        ? Promise.resolve({ kind: 'failed', problem: problems.noKey() })
        : provider.listModels(key)
    },
    clock
  })
  const belongings = new BelongingsFile({
    path: () => (folder.idIfOurs === null ? null : folder.belongingsPath),
    rows: belongingRows(database, models),
    logger: logger.child('library')
  })
  disposables.add(() => belongings.flush())
  const findModel = (id: string): Model | undefined => models.find(id)
  const isPaused = (): boolean => settings.current.sendingPaused
  const connectivity = new Connectivity({
    clock,
    onChange: () => {
      const { why } = connectivity
      // A network that is gone has its label; what stands in the way of one has to be said.
      if (why?.code === 'not_the_api') state.addNotice(why)
      else state.dismissNotice('not_the_api')
    }
  })
  // A key that the API refused is not tried again until there is another one, or the user tests it.
  const keys: Keys = {
    key: () => (credentials.view().status === 'rejected' ? null : credentials.key()),
    markRejected: (key) => credentials.markRejected(key),
    markAccepted: (key) => credentials.markAccepted(key)
  }
  const lastBalance = balanceMemory(database)
  const account = new Account({
    provider,
    keys,
    clock,
    onChange: () => state.changed(),
    notes: {
      turn: () => charges.turn,
      read: (balance, turn) => {
        leftovers.balanceRead(balance.microdollars)
        if (!isDisposed) charges.balanceRead(balance.microdollars, turn)
        if (gate.balanceRead(balance.microdollars)) engine.wake()
        keepBalance(() => lastBalance.remember(balance))
      },
      forgotten: () => {
        leftovers.balanceForgotten()
        charges.forget()
        keepBalance(() => lastBalance.forget())
      }
    }
  })
  const keepBalance = (write: () => void): void => {
    try {
      if (!isDisposed) write()
    } catch (error) {
      logger.warn('The balance could not be kept', error)
    }
  }
  const gate = new SendingGate({
    clock,
    keys,
    connectivity,
    isPaused,
    isLibraryInUse: () => folder.isInUse
  })

  const downloadCheck = new DownloadCheck({
    clock,
    whyBlocked: () => {
      const { origin } = platform
      // Plain http, which is only ever this computer, proves nothing.
      if (!origin.startsWith('https:')) return Promise.resolve(null)
      const server = new URL('/', latestLink(database) ?? origin).href
      return platform.downloader.whyBlocked(server, isLoopback(origin))
    },
    onChange: (problem) => {
      if (problem) state.addNotice(problem)
      else state.dismissNotice('downloads_blocked')
    }
  })

  const view = (generation: Generation): GenerationView =>
    toGenerationView(generation, {
      waitingFor: gate.waitingFor(generation),
      pictureOf: (id, sha256) =>
        sha256 !== null && posters.isUndecodable(id, sha256)
          ? 'none'
          : posters.has(id)
            ? 'poster'
            : 'not_tried',
      findModel
    })
  const announce = (generation: Generation): void => {
    platform.emit('generation.changed', view(generation))
    state.changed()
  }
  const records = new Records({ store, clock, logger: logger.child('generations'), announce })

  const saver = new LibraryVideoSaver({
    folder,
    download: platform.downloader,
    reserveFileName: (id, fileName) => store.reserveFileName(id, fileName),
    place: (path, target) => place(systemFiles, path, target, defaultPolicy.placementDelaysMs, clock),
    makePacket,
    loopbackAllowed: isLoopback(platform.origin),
    onProgress: (progress) => platform.emit('download.progress', progress),
    onBlocked: folderWatch.look
  })
  const prices = (): ((request: GenerationRequest) => PriceSpan | null) => {
    const measured = measuredPrices(database)
    return (request) => expectedPrice(request, findModel(request.modelId), measured)
  }
  const spending = new Spending({
    sentSince: (sinceMs) => sentSince(database, sinceMs),
    waiting: () =>
      store
        .inStates('queued')
        .filter(goesByItself)
        .map(({ request }) => request),
    prices,
    findModel,
    balance: () => account.balance(),
    caps: () => ({ day: settings.current.dayCapMicrodollars, batch: settings.current.batchCapMicrodollars }),
    clock
  })
  const charges = new Charges({
    store,
    clock,
    logger: logger.child('charges'),
    estimate: (request) => prices()(request)?.about ?? null,
    announce,
    reread: () => {
      const key = keys.key()
      if (key !== null) account.readAgain(key).catch((error: unknown) => logger.warn('No balance', error))
    }
  })
  const installation = new Installation({
    path: platform.installationMark,
    memory: installationMemory(database),
    readMachine: platform.readMachine,
    clock,
    logger: logger.child('installation')
  })
  const leftoverCount = store.countInStates('queued')
  const balanceAtStart = lastBalance.recall()
  const leftovers = new Leftovers({
    hold: (problem) => {
      store.closeMeasurements()
      holdBackLeftovers(database, clock.now(), newestKeyAtStart, problem)
      platform.emit('library.changed', {})
      state.changed()
    },
    installation,
    lastBalance: balanceAtStart?.microdollars ?? null,
    chargedSince: () => {
      const requests = mayHaveBeenChargedSince(database, balanceAtStart?.atMs ?? 0)
      const { most, unknownCount } = priceTogether(requests.map(prices()))
      return unknownCount > 0 ? null : most
    }
  })
  const { engine, generations, downloads, presses } = composeGenerations({
    records,
    provider,
    keys,
    account,
    gate,
    connectivity,
    downloadCheck,
    saver,
    spending,
    findModel,
    markWithdrawn: (id, words) => models.withdraw(id, words),
    prices,
    settings,
    clock,
    logger,
    newId: platform.newId ?? randomUUID,
    random: platform.random ?? Math.random,
    announce,
    leftovers,
    noteSending: () => {
      installation.noteSending()
      charges.sent()
    },
    charges,
    onHeldChange: () => state.changed()
  })
  disposables.add(() => charges.stop())
  disposables.add(() => engine.stop(quitGraceMs))
  disposables.add(() => presses.dispose())
  const keyEntry = new KeyEntry({ keeper: credentials, provider, account, gate, engine })

  const videoPath = (id: VideoId): string | null => {
    const fileName = savedFileName(database, id)
    return fileName === null ? null : folder.pathOf(fileName)
  }
  const posterPath = (id: VideoId): string | null => (posters.has(id) ? posters.pathOf(id) : null)
  const fileIsMissing = (): void => {
    folderWatch.look()
    void library.check()
  }
  /** A file is about to be shown or handed over: it may be another one than was saved. */
  const fileIsUsed = (id: VideoId): Promise<void> => fileCheck.look(id).catch(noteBrokenCheck)
  const handoff = new Handoff({
    desktop: platform.desktop,
    videoPath,
    posterPath,
    isInTrash: (id) => isInTrash(database, id),
    savedBytes: (id) => fileRecord(database, id)?.bytes ?? null,
    isVideo: looksLikeVideo,
    whyFolderIsAway: () => whyNotThere(folder.status()),
    onUsed: (id) => void fileIsUsed(id),
    onMissing: fileIsMissing
  })

  const stopping = new AbortController()
  const { library, locator, fileCheck } = composeLibrary({
    stopping: stopping.signal,
    folder,
    journal,
    belongings,
    database,
    store,
    clock,
    logger: logger.child('library'),
    desktop: platform.desktop,
    announce,
    engine,
    downloads,
    newFileName: (id) => {
      const generation = generations.ofVideo(id)
      return saver.rename(generation, generation.videos.find((video) => video.id === id) as Video)
    },
    rememberFolder: (path) => settings.update({ libraryFolder: path }),
    onRowsAdded: () => platform.emit('library.changed', {}),
    newestKeyAtStart,
    onTakenUp: () => {
      if (!isDisposed) forget(database, 'taking_up')
    },
    notice: (notice) => state.addNotice(notice),
    onChange: () => state.changed()
  })

  disposables.add(() => library.stop())
  disposables.add(() => stopping.abort())

  const state = new AppStateSource({
    clock,
    gather: () => ({
      version: platform.version,
      platform: platform.name,
      demo: platform.demo,
      developmentBuild: platform.developmentBuild,
      key: credentials.view(),
      balance: account.balance(),
      committed: spending.committed(),
      offline: connectivity.offline,
      settings: settings.current,
      library: { ...folder.view(), reading: library.reading },
      counts: store.counts(),
      sending: { ...engine.sending(), held: presses.current() },
      notWritable: writeHealth.problem
    }),
    emit: (current) => platform.emit('app.changed', current)
  })
  disposables.add(() => state.dispose())

  const router = new IpcRouter({
    port: platform.ipc,
    clock,
    logger: logger.child('ipc'),
    checkOutputs: platform.checkOutputs,
    onMessageProblem: (problem) => platform.emit('problem.raised', problem)
  })
  const handlerNeeds = composeHandlerNeeds({
    platform,
    database,
    settings,
    credentials,
    engine,
    generations,
    keyEntry,
    models,
    belongings,
    spending,
    library,
    locator,
    handoff,
    posters,
    fileIsUsed,
    state,
    view,
    announce,
    logger: logger.child('window')
  })
  router.serve(createHandlers(handlerNeeds), createMessageHandlers(handlerNeeds))
  disposables.add(() => router.close())

  let stopWaiting: () => void = () => undefined
  disposables.add(() => stopWaiting())
  /** Looks after the folder and drives the generations, once no other Dailies uses the same folder. */
  const beginWork = (cameFrom: LibraryStart): void => {
    if (folder.status() === 'in_use') {
      stopWaiting = clock.setTimer(lookAgainMs, () => beginWork(cameFrom))
      return state.changed()
    }
    // The folder may know more than the rows; nothing may be sent or asked for before that was taken up.
    void Promise.all([
      library.start(cameFrom).catch(noteBrokenCheck),
      installation.examine(leftoverCount > 0).catch(noteBrokenCheck)
    ]).finally(() => {
      folderWatch.look()
      if (isDisposed) return
      engine.start()
      charges.resume()
    })
  }

  return {
    media: new MediaServer({
      videoPath,
      posterPath,
      onUsed: (id) => void fileIsUsed(id),
      onMissing: fileIsMissing
    }),
    isSending: () => engine.isSending,
    running: () => store.countInStates('submitting', 'processing'),
    isKeychainHung: () => credentials.isWaiting,
    start: () => {
      const enterBuiltInKey = async (): Promise<void> => {
        await credentials.load()
        if (platform.builtInKey && credentials.key() === null) await keyEntry.set(platform.builtInKey)
      }
      enterBuiltInKey().catch((error: unknown) => logger.error('The key could not be loaded', error))
      if (settings.problem) state.addNotice(settings.problem)
      // A newer program's library is looked at and not touched.
      if (origin.kind === 'newer') return state.addNotice(libraryNewer)
      backups.start()
      beginWork(origin)
    },
    wake: () => engine.retryNow(),
    lookAfterFolder: folderWatch.look,
    dispose: () => {
      isDisposed = true
      // Before anything is waited for: what is about to be sent would be cut off by the end of the process.
      gate.close()
      return disposables.dispose((error) => logger.error('Closing broke', error))
    }
  }
}
