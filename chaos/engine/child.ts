/**
 * The app without a window in a process that may be killed at any time: the real services over real files, a real
 * database and real HTTP. It loads, waits for its settings, and answers the calls of a window.
 */
import { openSync, writeSync } from 'node:fs'
import { createApp } from '../../src/main/app/app'
import type { App } from '../../src/main/app/platform'
import { fakePlatform, type FakePlatform } from '../../src/main/app/testing/fake-platform'
import type { SecretStore } from '../../src/main/credentials/secret-store'
import { indexPending } from '../../src/main/db/search/index-pending'
import { copyChecked } from '../../src/main/db/recovery/check-copy'
import { readsInProcess } from '../../src/main/db/testing/reads-in-process'
import { FileDownloader } from '../../src/main/downloads/run/file-downloader'
import { PinnedTransport } from '../../src/main/downloads/transport/pinned-transport'
import { createLogger, silentLogger, type Logger } from '../../src/main/logging/logger'
import { nodeHttp } from '../../src/main/modelslab/transport/node-http'
import { videoInspector } from '../../src/main/platform/processes/video-inspector'
import { systemClock } from '../../src/main/base/clock'
import { fastClock } from '../../src/main/base/testing/fast-clock'
import type { ChildSettings, FromChild, ToChild } from '../runner/messages'
import { notedHttp } from '../audit/wire-log'

const tell = (message: FromChild): void => void process.send?.(message)

/** Keychain with one given key, in memory. */
const keychainWith = (key: string): SecretStore => ({
  get: () => Promise.resolve(key),
  set: () => Promise.resolve(),
  delete: () => Promise.resolve(true)
})

function loggerInto(path: string | null): Logger {
  if (path === null) return silentLogger
  // Opened once, so that a process out of handles can still report why.
  const file = openSync(path, 'a')
  return createLogger({
    write: ({ level, areas, message, error }) =>
      writeSync(
        file,
        `${process.pid} ${level} ${areas.join(' ')}: ${message} ${error instanceof Error ? String(error.stack) : ''}\n`
      ),
    hide: () => undefined
  })
}

function platformFor(settings: ChildSettings): FakePlatform {
  const clock = fastClock(settings.clockSpeed, settings.clockStartMs)
  const deadlines = settings.realDeadlines ? systemClock : clock
  const http = nodeHttp(deadlines)
  const platform = fakePlatform({ folder: settings.folder, apiOrigin: settings.origin })
  platform.desktop.nextFolder = settings.chosenFolder ?? null
  return {
    ...platform,
    clock,
    logger: loggerInto(settings.logPath),
    http,
    paidHttp: notedHttp(http, settings.wireLogPath),
    loadSecretStore: () => Promise.resolve(keychainWith(settings.key)),
    downloader: new FileDownloader({
      clock: deadlines,
      transport: new PinnedTransport(),
      inspector: videoInspector
    }),
    copyDatabase: copyChecked,
    indexPending: (files) => Promise.resolve(indexPending(files)),
    startReading: readsInProcess,
    emit: () => undefined
  }
}

let running: { readonly platform: FakePlatform; readonly app: App } | null = null

function start(settings: ChildSettings): void {
  const platform = platformFor(settings)
  try {
    const app = createApp(platform)
    running = { platform, app }
    app.start()
  } catch (error) {
    return refuseToStart(error)
  }
  tell({ type: 'started' })
}

/** Reports one sentence and exits, as the app with a window does. */
function refuseToStart(error: unknown): void {
  writeSync(2, `Dailies cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

process.on('disconnect', () => process.exit(0))
process.on('message', (message: ToChild) => {
  switch (message.type) {
    case 'start':
      return start(message.settings)
    case 'call':
      return void running?.platform.ipc.call(message.name, message.input).then((envelope) => {
        tell({ type: 'answer', id: message.id, envelope: envelope as never })
      })
    case 'stop':
      return void running?.app.dispose().then(() => process.exit(0))
  }
})
tell({ type: 'loaded' })
