import { url as inspectorUrl } from 'node:inspector'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { app, crashReporter, dialog, Menu, powerMonitor, session, type Event } from 'electron'
import { createApp } from './app/app'
import { makeSampleLibrary } from './app/demo/sample-library'
import type { App } from './app/platform'
import { systemClock as clock } from './base/clock'
import { loadKeytarStore } from './credentials/keytar-store'
import { createFileLogger } from './logging/file-logger'
import { parseOrigin } from './modelslab/transport/origin'
import { ElectronDesktop } from './platform/desktop'
import { dropHarmfulVariables, refusedSwitchesSentence } from './platform/start/command-line'
import { createProcessDownloader } from './platform/processes/download-host'
import { Shutdown } from './platform/start/shutdown'
import { electronHttp, electronPaidHttp, prepareNetwork } from './platform/network/http'
import { createIpcPort } from './platform/page/ipc-port'
import { crashReportFolder, keepCrashReports } from './platform/start/crash-reporter'
import { argumentsToRestart, OpenRequests, readOpened, type Opened } from './platform/start/opened'
import { dropDebuggingSwitches, readLaunchOptions, shortenedArguments } from './platform/start/launch-options'
import { lockSession } from './platform/page/lockdown'
import { MainWindow } from './platform/window/main-window'
import { ApplicationMenu } from './platform/window/menu'
import { developmentServer, isOwnPage, pageUrl } from './platform/page/page'
import { UserGestures } from './platform/page/user-gestures'
import { useCacheFolder } from './platform/start/cache-folder'
import { useProfile } from './platform/start/profile'
import { askAfterFailure, confirmClosing } from './platform/window/dialogs'
import { checkInProcess, copyInProcess } from './platform/processes/database-client'
import { readEditInThread } from './platform/processes/edit-reader'
import { indexInThread } from './platform/processes/search-index-client'
import { introduceToWindows } from './platform/start/windows-identity'
import { resources } from './platform/start/resources'
import { isDevelopmentBuild, platformName } from './platform/start/runtime'
import { buildChannel } from './platform/updates/build-channel'
import { registerAppScheme, serveAppScheme } from './platform/page/scheme'
import { closeFolderToOthers } from './base/private-folder'
import { startSimulatorProcess } from './platform/processes/simulator-host'
import { installationMarkPath, readMachine } from './platform/start/this-machine'

const options = readLaunchOptions(process.argv)
dropHarmfulVariables(process.env)

// Chromium does not support the sandbox for root: every sandboxed child process would be killed.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerAppScheme()
introduceToWindows(app)
// Else Electron builds a menu of its own first.
Menu.setApplicationMenu(null)
prepareNetwork(app)
// With the inspector fuse enabled, as for a test driver, an inspector bypasses any further hardening.
const isReleased = app.isPackaged && inspectorUrl() === undefined
if (isReleased) dropDebuggingSwitches(app.commandLine)
const refused = isReleased ? refusedSwitchesSentence(process.argv.slice(1)) : null
const noProfile = useProfile(app, options, homedir())
const shorter = shortenedArguments(process.argv.slice(1))
const openRequests = new OpenRequests()
// macOS passes links and files by events of their own, before the app is ready.
app.on('open-url', (_event, url) => openRequests.add(readOpened([url], '/')))
app.on('open-file', (event, path) => {
  event.preventDefault()
  openRequests.add(readOpened([path], '/'))
})

if (refused !== null) {
  void app.whenReady().then(() => giveUp(refused))
} else if (shorter !== null) {
  app.relaunch({ args: [...shorter] })
  app.exit(0)
} else if (noProfile !== null) {
  void app.whenReady().then(() => giveUp(noProfile))
} else if (app.requestSingleInstanceLock()) {
  const openReports = keepCrashReports(app, crashReporter)
  void app
    .whenReady()
    .then(() => run(openReports))
    .catch(giveUp)
} else {
  app.quit()
}

async function run(openReports: readonly unknown[]): Promise<void> {
  const stateFolder = join(app.getPath('userData'), 'state')
  const logFolder = join(app.getPath('userData'), 'logs')
  const logger = createFileLogger({
    folder: logFolder,
    homeFolder: homedir(),
    clock
  })
  for (const error of [...closeFolderToOthers(logFolder), ...openReports]) {
    logger.warn('Restricting a folder to this user failed', error)
  }
  const developmentBuild = isDevelopmentBuild(process.versions.electron)
  logger.info(`Dailies ${app.getVersion()} on Electron ${process.versions.electron}`)

  const defaultLibrary = join(app.getPath('videos'), options.demo ? 'Dailies Demo' : 'Dailies')
  if (options.demo) {
    const sample = { state: stateFolder, library: defaultLibrary, clipsFolder: resources.clipsFolder }
    await makeSampleLibrary(sample, clock.now()).catch((error: unknown) =>
      logger.error('Making the sample library failed', error)
    )
  }

  const apiOrigin = options.demo ? await startSimulatorProcess(resources) : readApiOrigin()
  await lockSession(session.defaultSession, developmentServer ?? null)
  const gestures = new UserGestures(clock)

  const window: MainWindow = new MainWindow({
    preloadPath: resources.preload,
    iconPath: resources.icon,
    pageUrl,
    title: ['Dailies', options.demo && 'demo', developmentBuild && 'development build']
      .filter(Boolean)
      .join(' · '),
    statePath: join(app.getPath('userData'), 'window.json'),
    isOwnPage,
    onUserInput: () => gestures.note(),
    onReload: () => {
      menu.offer([])
      dailies.noteReload()
    },
    onFocus: () => dailies.cameToFront(),
    // On macOS the app goes on without its window.
    mayClose: async (open) => process.platform === 'darwin' || confirmClosing(open, dailies),
    beforeClosing: () => {
      if (process.platform !== 'darwin') dailies.stopSending()
      return dailies.saveInput()
    },
    leave: () => shutdown.begin(),
    clock,
    logger: logger.child('window')
  })
  const downloader = createProcessDownloader(resources.downloadProcess, (line) =>
    logger.child('downloads').info(line)
  )
  serveAppScheme(session.defaultSession, {
    pageFolder: resources.pageFolder,
    media: (request) => dailies.media.respond(request)
  })
  const updateChannel = buildChannel({
    gestures,
    isPackaged: app.isPackaged,
    leave: (last) => shutdown.begin(last),
    clock,
    logger: logger.child('updates')
  })
  const menu = new ApplicationMenu({
    isMac: process.platform === 'darwin',
    allowDeveloperTools: !app.isPackaged,
    hasUpdates: updateChannel !== null,
    choose: (action) => {
      gestures.note()
      window.emit('menu.chosen', { action })
    },
    chooseProject: (id) => window.emit('project.chosen', { id })
  })
  // The page's process starts while the app is created. The page's calls wait for the end of this function.
  window.open()

  const dailies: App = createApp({
    clock,
    logger,
    name: platformName(process.platform),
    version: app.getVersion(),
    demo: options.demo,
    developmentBuild,
    decoderVersion: process.versions.chrome,
    showsWindow: true,
    checkOutputs: !app.isPackaged && process.env['DAILIES_CHECK_OUTPUTS'] === '1',
    folders: {
      state: stateFolder,
      cache: useCacheFolder(app, options, homedir(), logger),
      defaultLibrary,
      logs: logFolder,
      crashReports: crashReportFolder(app.getPath('userData'))
    },
    installationMark: installationMarkPath(app.getPath('userData'), app.getName()),
    readMachine,
    apiOrigin,
    // The simulator has another port each time, and accepts any key.
    keyOrigin: options.demo ? 'simulator' : apiOrigin,
    profile: options.demo ? 'demo' : 'user',
    ...(options.demo && { builtInKey: 'demo-key-of-dailies' }),
    http: electronHttp(clock),
    paidHttp: electronPaidHttp(clock),
    loadSecretStore: () => loadKeytarStore('Dailies'),
    downloader,
    copyDatabase: (path, copy) => copyInProcess(resources.databaseProcess, path, copy),
    checkDatabase: (path) => checkInProcess(resources.databaseProcess, path),
    indexPending: indexInThread(resources.searchIndexThread),
    readEditFile: readEditInThread(resources.editReadingThread),
    startReading: (files) => new Worker(resources.readingThread, { workerData: files }),
    desktop: new ElectronDesktop({ window, menu, gestures, fallbackIconPath: resources.icon }),
    updateChannel,
    ipc: createIpcPort({ isOwnWindow: (contents) => window.isOwn(contents), isOwnPage }),
    emit: (name, payload) => window.emit(name, payload),
    restart: (demo) => {
      app.relaunch({
        args: [...restartArguments().filter((argument) => argument !== '--demo'), ...(demo ? ['--demo'] : [])]
      })
      shutdown.begin()
    }
  })

  const shutdown: Shutdown = new Shutdown({
    app,
    process,
    clock,
    logger,
    close: async () => {
      dailies.stopSending()
      window.storePlace()
      if (window.contents) await dailies.saveInput()
      await dailies.dispose()
      await downloader.dispose()
      await logger.flush()
    },
    relaunch: () => app.relaunch({ args: restartArguments() }),
    isNativeCallHung: () => dailies.isKeychainHung(),
    // Elsewhere than on macOS, a window asked before it closed.
    mayQuit: async () =>
      (!window.browserWindow && process.platform !== 'darwin') ||
      confirmClosing(window.browserWindow, dailies),
    askAfterFailure: () => {
      window.remove()
      return askAfterFailure(logFolder)
    }
  })
  shutdown.register()
  app.on('second-instance', (_event, args, folder) => {
    window.focus()
    openRequests.add(readOpened(argumentsOf(args), folder))
  })
  app.on('activate', () => window.open())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  powerMonitor.on('resume', () => dailies.wake())
  powerMonitor.on('shutdown', leaveBeforeShutdown as () => void)

  // Electron's type lacks the event. The system waits briefly for an app that prevents the default.
  function leaveBeforeShutdown(event: Event): void {
    event.preventDefault()
    shutdown.begin()
  }

  dailies.start()
  openRequests.add(readOpened(argumentsOf(process.argv), currentFolder()))
  openRequests.start((opened) => open(opened, dailies))
}

/** Returns the arguments of a start without the paths of the program and, in development, of its folder. */
const argumentsOf = (args: readonly string[]): readonly string[] =>
  args.slice(1).filter((argument) => !isOwnFolder(argument))

const restartArguments = (): string[] => [...argumentsToRestart(process.argv.slice(1), isOwnFolder)]

/** Returns whether an argument is the folder that Electron starts in development. */
function isOwnFolder(argument: string): boolean {
  return !app.isPackaged && !argument.startsWith('-') && resolve(argument) === app.getAppPath()
}

/** Returns the folder that the program was started in; null for one that was removed. */
function currentFolder(): string | null {
  try {
    return process.cwd()
  } catch {
    return null
  }
}

function open({ link, files }: Opened, dailies: App): void {
  if (link?.kind === 'clip') dailies.showClip(link.id)
  if (link?.kind === 'prompt') dailies.fillPrompt(link.text)
  if (files.length > 0) dailies.takeFiles(files)
}

/** Returns the API's address, from DAILIES_API_URL where that is set. */
function readApiOrigin(): string {
  const origin = parseOrigin(process.env['DAILIES_API_URL'])
  if (!origin.ok) throw new Error(origin.error)
  return origin.value
}

/** Shows why the start failed, and exits. */
function giveUp(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`Dailies cannot start: ${message}\n`)
  dialog.showErrorBox('Dailies cannot start', message)
  app.exit(1)
}
