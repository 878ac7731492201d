import { statesInProgress, type GenerationId } from '@shared/generation'
import type { Problem } from '@shared/problem'
import { createActivity } from '../activity/create'
import { closeFolderToOthers } from '../base/private-folder'
import { newClips } from '../curation/batch-shots'
import { createCuration } from '../curation/create'
import { createCredentials } from '../credentials/create'
import { credentialsHandlers } from '../credentials/handlers'
import { lockFile } from '../db/connection/file-lock'
import { createDatabase } from '../db/create'
import { placerOn } from '../downloads/part/placement'
import { createDrops } from '../drops/create'
import { createEdits } from '../edits/create'
import { createAccount } from '../generations/account/create'
import { KeyEntry } from '../generations/account/key-entry'
import { createGenerations } from '../generations/create'
import { createGate } from '../generations/create-gate'
import { createRecords } from '../generations/create-records'
import { problems } from '../generations/domain/problems'
import { generationHandlers } from '../generations/handlers'
import { createKeeper } from '../generations/keeper'
import { createEditorCopies } from '../editor-copies/create'
import { createHotFolders } from '../hot-folder/create'
import { createHelp } from '../help/create'
import { createHandoff } from '../handoff/create'
import { createImports } from '../imports/create'
import { createInstallation } from '../installation/create'
import { joinHandlers } from '../ipc/handlers'
import { IpcRouter } from '../ipc/router'
import { createLibrary } from '../library/create'
import { createLibraryFolder } from '../library/create-folder'
import { createSavedItems } from '../library/create-saved-items'
import { createVideoSaver } from '../library/create-saver'
import { whyNotReadable, whyNotWritable } from '../library/folder/folder-problems'
import { sha256Of } from '../library/folder/hash-file'
import { SavedItemChanges } from '../library/journal/saved-items'
import { looksLikeVideo } from '../media/file-kind'
import { MediaServer } from '../media/media-server'
import { findPacket } from '../media/xmp/packet-box'
import { readVideo, readVideoTiming } from '../media/read-video'
import { makePacket } from '../media/xmp/xmp-packet'
import { createModels } from '../models/create'
import { ModelsLabClient } from '../modelslab/client'
import { promptHandlers } from '../prompts/handlers'
import { createNotifications } from '../notifications/create'
import { createSettings } from '../settings/create'
import { capChangeQuestion } from '../spending/cap-change'
import { createSidecars } from '../sidecars/create'
import { createSpending, pricesFrom } from '../spending/create'
import { createTimelines } from '../timelines/create'
import { createTrash } from '../trash/create'
import { createUpdates } from '../updates/create'
import { createCore } from './create-core'
import { importTools, sidecarTools } from './file-tools'
import { gatherAppState } from './gather-app-state'
import { appHandlers, appMessages } from './handlers'
import type { App, AppPlatform } from './platform'
import { windowReloaded } from './problems'
import { startWork } from './start-work'
import { prepareStateFolder } from './state-folder'

/** Creates every capability, in the order of its dependencies. */
export function createApp(platform: AppPlatform): App {
  const { clock, logger, folders, emit } = platform
  for (const error of [...prepareStateFolder(folders.state), ...closeFolderToOthers(folders.cache)]) {
    logger.warn('Restricting a file to this user failed', error)
  }

  const core = createCore(platform)
  const { disposables, state } = core
  const { settings, settingsHandlers } = createSettings({ ...core, questionBefore: capChangeQuestion })
  const database = createDatabase(core)
  const rows = database.library
  const base = { ...core, ...createCredentials(core), settings, provider: new ModelsLabClient(platform) }

  const hadDatabase = database.origin.kind !== 'new'
  const folderParts = createLibraryFolder({
    ...base,
    hadDatabase,
    rows,
    store: database.generations,
    curation: database.curation,
    edits: database.edits,
    lockFile
  })
  const { folder, pictures, store } = folderParts
  const savedItemChanges = new SavedItemChanges(database.savedItems)
  const { modelHandlers, ...modelParts } = createModels({
    ...base,
    keyValue: database.keyValue,
    savedItemChanges,
    noKey: problems.noKey
  })
  const savedItems = createSavedItems({
    ...core,
    ...modelParts,
    folder,
    rows: database.savedItems,
    savedItemChanges
  })

  const gateParts = createGate({ ...base, folder, latestLinks: rows.latestLinks })
  const recordParts = createRecords({ ...base, ...modelParts, ...gateParts, store, pictures })
  const prices = pricesFrom(database.spending, modelParts.findModel)
  const installation = createInstallation({ ...core, memory: database.installation })
  const drivers = { ...base, ...modelParts, ...gateParts, ...recordParts, prices, installation, store }
  const accountParts = createAccount({ ...drivers, rows: database.account })
  const { spendingHandlers, ...spendingParts } = createSpending({
    ...drivers,
    ...accountParts,
    rows: database.spending
  })

  const place = placerOn(clock)
  const saver = createVideoSaver({ ...base, ...folderParts, place, makePacket })
  const hasLeftovers = store.countInStates('queued') > 0
  const { readListing } = database
  const engineParts = createGenerations({
    ...drivers,
    ...accountParts,
    ...spendingParts,
    saver,
    readListing,
    newClips: newClips({ ...drivers, curation: folderParts.curation })
  })
  const { engine, queries } = engineParts
  const { editDropTarget, undoableEdits, editHandlers } = createEdits({
    ...drivers,
    ...folderParts,
    clipFinder: database.clipFinder,
    findPacket
  })
  const { curationHandlers, ...curationParts } = createCuration({
    ...drivers,
    ...folderParts,
    undoableEdits,
    steps: database.steps,
    readCut: database.readCut,
    keeper: createKeeper({ ...drivers, engine })
  })
  const keyEntry = new KeyEntry({ ...drivers, ...accountParts, keeper: base.credentials, engine })

  const videos = { read: readVideo, findPacket }
  const whyNothingWritten = (): Problem | null =>
    whyNotWritable(folder.status()) ?? database.writeHealth.problem
  const { library, libraryHandlers, ...files } = createLibrary({
    ...drivers,
    ...folderParts,
    ...engineParts,
    rows,
    savedItems,
    saver,
    place,
    videos,
    whyNotWritable: whyNothingWritten,
    // The samples that a new demo opens with are no news.
    ...(platform.demo && !hadDatabase && { notice: () => undefined })
  })
  const { editorCopies, editorCopyHandlers } = createEditorCopies({
    ...drivers,
    ...engineParts,
    ...files,
    folder,
    whyNotWritable: whyNothingWritten,
    readTiming: readVideoTiming,
    place
  })
  const sidecarParts = sidecarTools({ ...folderParts, place })
  const { sidecars, sidecarHandlers } = createSidecars({
    ...drivers,
    ...folderParts,
    rows,
    ...sidecarParts,
    keyValue: database.keyValue,
    whyNotWritable: whyNothingWritten
  })
  const { trash, trashHandlers } = createTrash({
    ...drivers,
    ...folderParts,
    ...engineParts,
    rows: database.trash,
    saver,
    sidecarFiles: sidecarParts.files,
    editorCopies,
    whyNotWritable: whyNothingWritten,
    isCertain: () => library.isCertain
  })
  const { handoffHandlers, handoffMessages } = createHandoff({
    ...core,
    ...files,
    ...curationParts,
    rows,
    queries,
    place,
    sha256Of,
    isVideo: looksLikeVideo,
    whyFolderIsAway: () => whyNotReadable(folder.status())
  })

  const { imports, importHandlers, takeVideo } = createImports({
    ...drivers,
    ...folderParts,
    ...videos,
    rows,
    place,
    ...importTools,
    newClips: newClips({ ...drivers, curation: folderParts.curation }),
    whyNotWritable: whyNothingWritten
  })
  const { dropMessages, takeFiles } = createDrops({
    ...core,
    folder,
    rows,
    targets: [editDropTarget],
    isVideo: looksLikeVideo,
    takeVideo
  })
  const { hotFolders, hotFolderHandlers } = createHotFolders({
    ...base,
    ...folderParts,
    ...files,
    readWanted: database.readWanted,
    isCertain: () => library.isCaughtUp,
    place,
    sha256Of
  })

  const timelineHandlers = createTimelines({
    ...core,
    ...files,
    ...curationParts,
    folder,
    place,
    copyFor: (id, sort) => editorCopies.copyFor(id, sort),
    readTimeline: database.readTimeline,
    readTiming: readVideoTiming
  })

  const { updates, updateHandlers } = createUpdates({
    ...core,
    settings,
    isSending: () => engine.isSending
  })
  const { helpHandlers } = createHelp({ ...core, readSummary: database.readSummary })

  const parts = {
    ...drivers,
    ...accountParts,
    ...spendingParts,
    ...engineParts,
    ...curationParts,
    ...folderParts,
    library,
    trash,
    sidecars,
    imports,
    hotFolders,
    updates,
    database
  }
  const showClip = (id: GenerationId): void =>
    void core.firstPaint.done.then(() => emit('clip.linked', { id }))
  createNotifications({
    ...parts,
    desktop: platform.desktop,
    inProgress: () => store.inStates(...statesInProgress).map(recordParts.view),
    showClip
  })
  createActivity({ ...core, desktop: platform.desktop })
  state.connect(() => gatherAppState(parts))
  disposables.add(() => state.dispose())
  const router = new IpcRouter({
    ...core,
    port: platform.ipc,
    logger: logger.child('ipc'),
    noteProblem: core.recentProblems.note,
    onMessageProblem: (problem) => emit('problem.raised', problem)
  })
  const handlers = joinHandlers(
    appHandlers(core),
    credentialsHandlers({ ...base, keyEntry }),
    settingsHandlers,
    libraryHandlers,
    promptHandlers({ rows: database.prompts, savedItemChanges }),
    modelHandlers,
    generationHandlers(parts),
    trashHandlers,
    spendingHandlers,
    curationHandlers,
    editHandlers,
    handoffHandlers,
    importHandlers,
    sidecarHandlers,
    timelineHandlers,
    hotFolderHandlers,
    editorCopyHandlers,
    helpHandlers,
    updateHandlers
  )
  router.serve(handlers, { ...appMessages(core), ...handoffMessages, ...dropMessages })
  disposables.add(() => router.close())

  return {
    media: new MediaServer({ ...files, onUsed: core.videoUsed.fire }),
    isSending: () => engine.isSending,
    running: () => store.countInStates('submitting', 'processing'),
    asksBeforeClosing: () => settings.current.asksBeforeClosing,
    dontAskBeforeClosing: () => {
      try {
        settings.update({ asksBeforeClosing: false })
      } catch (error) {
        // The user wants to close, which a full disk must not prevent.
        logger.warn('Turning off the question before closing failed', error)
      }
    },
    isKeychainHung: () => base.credentials.isWaiting,
    start: () => startWork({ ...parts, keyEntry, hasLeftovers }),
    noteReload: () => core.notice(windowReloaded),
    showClip,
    fillPrompt: (text) => void core.firstPaint.done.then(() => emit('prompt.linked', { text })),
    takeFiles: (paths) => void core.firstPaint.done.then(() => takeFiles(paths)),
    stopSending: () => gateParts.gate.close(),
    saveInput: () => core.unsavedInput.save(),
    wake: core.retryNow.fire,
    cameToFront: () => {
      core.cameToFront.fire()
      folderParts.watch.check()
      hotFolders.syncAll()
    },
    dispose: () => {
      core.beginShutdown()
      // First: a request sent now would be cut off by the end of the process.
      gateParts.gate.close()
      return disposables.dispose((error) => logger.error('Shutdown step failed', error))
    }
  }
}
