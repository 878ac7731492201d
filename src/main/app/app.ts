import { randomUUID } from 'node:crypto'
import type { Model } from '@shared/catalogue/model'
import { models as catalogue, simulatedModels } from '@shared/catalogue/models'
import type { GenerationView, VideoId } from '@shared/generation'
import { expectedPrice, type PriceSpan } from '@shared/money/learned-price'
import type { GenerationRequest } from '@shared/request'
import { Disposables } from '../base/disposables'
import { closeFolderToOthers } from '../base/private-folder'
import { Signal } from '../base/signal'
import { Confirmations } from '../consent/confirmations'
import { createCredentials } from '../credentials/create'
import { credentialsHandlers } from '../credentials/handlers'
import { lockFile } from '../db/connection/file-lock'
import { libraryNewer } from '../db/connection/storage-problems'
import { createDatabase } from '../db/create'
import { placerOn } from '../downloads/part/placement'
import { createAccount } from '../generations/account/create'
import { KeyEntry } from '../generations/account/key-entry'
import { createGenerations } from '../generations/create'
import { createGate } from '../generations/create-gate'
import { goesByItself, type Generation } from '../generations/domain/generation'
import { problems } from '../generations/domain/problems'
import { Records } from '../generations/domain/records'
import { toGenerationView } from '../generations/domain/view'
import { generationHandlers } from '../generations/handlers'
import { PurchaseCommands } from '../generations/purchases'
import { createHandoff } from '../handoff/create'
import { Installation } from '../installation/installation'
import { joinHandlers } from '../ipc/handlers'
import { IpcRouter } from '../ipc/router'
import { createLibrary } from '../library/create'
import { createLibraryFolder } from '../library/create-folder'
import { whyNotThere } from '../library/folder/folder-problems'
import { createJournal } from '../library/journal/create'
import { SavedItemChanges, SavedItemsFile } from '../library/journal/saved-items'
import { LibraryVideoSaver } from '../library/video-saver'
import { looksLikeVideo } from '../media/file-kind'
import { MediaServer } from '../media/media-server'
import { findPacket } from '../media/packet-box'
import { readVideo } from '../media/read-video'
import { makePacket } from '../media/xmp-packet'
import { createModels } from '../models/create'
import { ModelsLabClient } from '../modelslab/client'
import { isLoopback } from '../modelslab/transport/origin'
import { promptHandlers } from '../prompts/handlers'
import { createSettings } from '../settings/create'
import { capChangeQuestion } from '../spending/cap-change'
import { createSpending } from '../spending/create'
import { AppStateSource } from './app-state'
import { appHandlers } from './handlers'
import type { App, AppPlatform } from './platform'
import { startWork } from './start-work'
import { prepareStateFolder } from './state-folder'

/** Creates every capability, in the order of its dependencies. */
export function createApp(platform: AppPlatform): App {
  const { clock, logger, folders, desktop, emit } = platform
  for (const error of [...prepareStateFolder(folders.state), ...closeFolderToOthers(folders.cache)]) {
    logger.warn('Other users may be able to read a file of Dailies', error)
  }

  const disposables = new Disposables()
  const quitting = new AbortController()
  const shutdown = quitting.signal
  const wake = new Signal()
  const retryNow = new Signal()
  const videoUsed = new Signal<VideoId>()
  const state = new AppStateSource({ clock, emit: (current) => emit('app.changed', current) })
  const notice = state.addNotice
  const onRowsAdded = (): void => emit('library.changed', {})
  const confirmations = new Confirmations({ ask: (question) => desktop.confirm(question), clock })
  const base = {
    clock,
    logger,
    disposables,
    shutdown,
    wake,
    retryNow,
    notice,
    onRowsAdded,
    onChange: state.changed
  }

  const { settings, handlers: settingsHandlers } = createSettings({
    ...base,
    folder: folders.state,
    confirmations,
    questionBefore: capChangeQuestion,
    onChange: ({ theme }) => {
      desktop.setTheme(theme)
      state.changed()
      wake.fire()
    }
  })
  desktop.setTheme(settings.current.theme)
  const database = createDatabase({ ...base, folder: folders.state, checkBackup: platform.proveBackup })
  const rows = database.library

  const folderParts = createLibraryFolder({
    ...base,
    path: settings.current.libraryFolder ?? folders.defaultLibrary,
    isKnown: database.origin.kind !== 'new' || settings.current.libraryFolder !== null,
    memory: rows.folder,
    lockFile,
    cacheFolder: folders.cache,
    decoderVersion: platform.decoderVersion
  })
  const { folder, watch, posters } = folderParts
  const { journal, store } = createJournal({
    ...base,
    folder,
    rows: rows.journal,
    store: database.generations
  })
  const savedItemChanges = new SavedItemChanges(database.savedItems)

  const { credentials, keys, keyFound } = createCredentials({
    ...base,
    loadStore: platform.loadSecretStore,
    origin: platform.keyOrigin,
    profile: platform.profile,
    platform: platform.name,
    onChange: () => {
      state.changed()
      wake.fire()
    }
  })
  const provider = new ModelsLabClient({
    http: platform.http,
    paidHttp: platform.paidHttp,
    origin: platform.origin,
    clock
  })
  const { models, handlers: modelHandlers } = createModels({
    catalogue: platform.demo ? simulatedModels : catalogue,
    keyValue: database.keyValue,
    changeSavedItems: savedItemChanges.make,
    fetchList: () => {
      const key = credentials.key()
      return key === null
        ? Promise.resolve({ kind: 'failed', problem: problems.noKey() })
        : provider.listModels(key)
    },
    clock,
    onChange: () => emit('models.changed', {})
  })
  const findModel = (id: string): Model | undefined => models.find(id)
  const savedItems = new SavedItemsFile({
    path: () => (folder.idIfOurs === null ? null : folder.savedItemsPath),
    rows: database.savedItems,
    models,
    changes: savedItemChanges,
    logger: logger.child('library')
  })
  disposables.add(() => savedItems.flush())

  const { connectivity, gate, downloadCheck } = createGate({
    keys,
    clock,
    isPaused: () => settings.current.sendingPaused,
    isLibraryInUse: () => folder.isInUse,
    whyDownloadsBlocked: () => {
      // Plain http only reaches this computer, and says nothing about other servers.
      if (!platform.origin.startsWith('https:')) return Promise.resolve(null)
      const server = new URL('/', rows.latestLink() ?? platform.origin).href
      return platform.downloader.whyBlocked(server, isLoopback(platform.origin))
    },
    notice,
    dismissNotice: (code) => state.dismissNotice(code)
  })
  const view = (generation: Generation): GenerationView =>
    toGenerationView(generation, {
      waitingFor: gate.waitingFor(generation),
      pictureOf: (id, sha256) => posters.pictureOf(id, sha256),
      findModel
    })
  const announce = (generation: Generation): void => {
    emit('generation.changed', view(generation))
    state.changed()
  }
  const records = new Records({ store, clock, logger: logger.child('generations'), announce })
  const prices = (): ((request: GenerationRequest) => PriceSpan | null) => {
    const measured = database.spending.measuredPrices()
    return (request) => expectedPrice(request, findModel(request.modelId), measured)
  }
  const installation = new Installation({
    path: platform.installationMark,
    memory: database.installation,
    readMachine: platform.readMachine,
    clock,
    logger: logger.child('installation')
  })
  const accountParts = createAccount({
    ...base,
    provider,
    keys,
    gate,
    store,
    installation,
    balanceRows: database.balance,
    mayHaveBeenChargedSince: database.spending.mayHaveBeenChargedSince,
    prices,
    holdLeftovers: (problem) => {
      database.holdLeftovers(problem)
      onRowsAdded()
      state.changed()
    },
    announce
  })
  const { account } = accountParts
  const {
    spending,
    limit,
    handlers: spendingHandlers
  } = createSpending({
    rows: database.spending,
    waiting: () =>
      store
        .inStates('queued')
        .filter(goesByItself)
        .map(({ request }) => request),
    prices,
    findModel,
    settings: () => settings.current,
    balance: () => account.balance(),
    clock
  })

  const placeFile = placerOn(clock)
  const saver = new LibraryVideoSaver({
    folder,
    download: platform.downloader,
    reserveFileName: (id, fileName) => store.reserveFileName(id, fileName),
    place: placeFile,
    makePacket,
    loopbackAllowed: isLoopback(platform.origin),
    onProgress: (progress) => emit('download.progress', progress),
    onBlocked: watch.look
  })
  const hasLeftovers = store.countInStates('queued') > 0
  const { engine, presses, downloads, queries, commands, videoCommands } = createGenerations({
    ...base,
    records,
    provider,
    keys,
    accountParts,
    gate,
    connectivity,
    downloadCheck,
    saver,
    spending,
    settings: () => settings.current,
    newId: platform.newId ?? randomUUID,
    random: platform.random ?? Math.random,
    findModel,
    markWithdrawn: (id, words) => models.withdraw(id, words),
    prices,
    announce,
    noteSending: () => installation.noteSending(),
    onHeldChange: state.changed
  })
  keyFound.on(() => void commands.refreshBalance().catch(() => undefined))
  const keyEntry = new KeyEntry({ keeper: credentials, provider, account, gate, engine })
  const purchases = new PurchaseCommands({
    queries,
    commands,
    spending,
    limit,
    confirmations,
    isFree: platform.demo
  })

  const {
    library,
    checkFile,
    videoPath,
    posterPath,
    fileIsMissing,
    handlers: libraryHandlers
  } = createLibrary({
    ...base,
    folderParts,
    rows,
    journal,
    savedItems,
    store,
    queries,
    videoCommands,
    downloads,
    rename: (generation, video) => saver.rename(generation, video),
    place: placeFile,
    videos: { read: readVideo, findPacket },
    desktop,
    isRunning: () => engine.isRunning,
    announce,
    rememberFolder: (path) => settings.update({ libraryFolder: path })
  })
  videoUsed.on((id) => void checkFile(id))
  const files = { videoPath, posterPath, onUsed: videoUsed.fire, onMissing: fileIsMissing }
  const handoff = createHandoff({
    ...files,
    queries,
    desktop,
    isInTrash: rows.isInTrash,
    savedBytes: (id) => rows.fileRecord(id)?.bytes ?? null,
    isVideo: looksLikeVideo,
    whyFolderIsAway: () => whyNotThere(folder.status())
  })

  state.connect(() => ({
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
    notWritable: database.writeHealth.problem
  }))
  disposables.add(() => state.dispose())
  const router = new IpcRouter({
    port: platform.ipc,
    clock,
    logger: logger.child('ipc'),
    checkOutputs: platform.checkOutputs,
    onMessageProblem: (problem) => emit('problem.raised', problem)
  })
  router.serve(
    joinHandlers(
      appHandlers({
        platform,
        state,
        confirmations,
        retryNow: retryNow.fire,
        logger: logger.child('window')
      }),
      credentialsHandlers({ credentials, keyEntry, confirmations }),
      settingsHandlers,
      libraryHandlers,
      promptHandlers({ rows: database.prompts, changeSavedItems: savedItemChanges.make }),
      modelHandlers,
      generationHandlers({ queries, commands, purchases, view, onShown: videoUsed.fire }),
      spendingHandlers,
      handoff.handlers
    ),
    handoff.messageHandlers
  )
  disposables.add(() => router.close())

  return {
    media: new MediaServer(files),
    isSending: () => engine.isSending,
    running: () => store.countInStates('submitting', 'processing'),
    isKeychainHung: () => credentials.isWaiting,
    start: () => {
      const enterBuiltInKey = async (): Promise<void> => {
        await credentials.load()
        if (platform.builtInKey && credentials.key() === null) await keyEntry.set(platform.builtInKey)
      }
      enterBuiltInKey().catch((error: unknown) => logger.error('Loading the key failed', error))
      if (settings.problem) notice(settings.problem)
      // The library of a newer Dailies is shown and not changed.
      const { origin, backups } = database
      if (origin.kind === 'newer') return notice(libraryNewer)
      backups.start()
      startWork({ ...base, origin, folderParts, library, installation, engine, accountParts, hasLeftovers })
    },
    wake: retryNow.fire,
    lookAfterFolder: watch.look,
    dispose: () => {
      quitting.abort()
      // Before anything is waited for: a request that is about to leave would be cut off by the end of the process.
      gate.close()
      return disposables.dispose((error) => logger.error('Shutdown step failed', error))
    }
  }
}
