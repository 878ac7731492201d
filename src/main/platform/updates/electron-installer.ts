import { rm } from 'node:fs/promises'
import { CancellationToken, type HttpExecutor } from 'builder-util-runtime'
import type { AppUpdater, UpdateInfo } from 'electron-updater'
import { Provider, type ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider'
import type { Clock } from '../../base/clock'
import type { Release, UpdateInstaller } from '../../updates/ports'

/** A download that receives nothing for this long is given up. */
const stallMs = 60_000

/** What electron-updater writes into the log. */
export interface UpdaterLog {
  info(message?: unknown): void
  warn(message?: unknown): void
  error(message?: unknown): void
}

interface InstallerDeps {
  readonly updater: AppUpdater
  /** Address of the folder that the files of a release are in. */
  readonly folder: string
  /** Returns why a downloaded file is not ours; null where the system checks that when it installs. */
  readonly whyNotSigned: (path: string) => Promise<string | null>
  readonly install: () => Promise<void>
  readonly clock: Clock
}

/**
 * Downloads and installs with electron-updater. It gets a release that was already read and compared, so it asks no feed
 * of its own, and it neither downloads nor installs anything by itself.
 */
export class ElectronInstaller implements UpdateInstaller {
  constructor(private readonly deps: InstallerDeps) {
    const { updater } = deps
    updater.autoDownload = false
    updater.autoInstallOnAppQuit = false
    // Parts of the file that is installed would have to be trusted.
    updater.disableDifferentialDownload = true
    updater.disableWebInstaller = true
  }

  async download(release: Release): Promise<void> {
    const { updater, folder, whyNotSigned } = this.deps
    updater.setFeedURL({ provider: 'custom', updateProvider: providerOf(release, folder) })
    const found = await updater.checkForUpdates()
    if (found?.isUpdateAvailable !== true) throw new Error('The release is not for this program')
    const paths = await this.#download(Math.max(...release.files.map(({ size }) => size)))
    for (const path of paths) {
      const reason = await whyNotSigned(path)
      if (reason === null) continue
      await rm(path, { force: true })
      throw new Error(`Not signed by the publisher: ${reason}`)
    }
  }

  install(): Promise<void> {
    return this.deps.install()
  }

  /** Downloads, and gives up on a server that sends more than was announced, or nothing. */
  async #download(mostBytes: number): Promise<readonly string[]> {
    const { updater, clock } = this.deps
    const token = new CancellationToken()
    let received = 0
    let stopTimer = clock.setTimer(stallMs, () => token.cancel())
    const unlisten = onReceived(executorOf(updater), (bytes) => {
      received += bytes
      stopTimer()
      if (received > mostBytes) token.cancel()
      else stopTimer = clock.setTimer(stallMs, () => token.cancel())
    })
    try {
      return await updater.downloadUpdate(token)
    } finally {
      stopTimer()
      unlisten()
    }
  }
}

type AnyExecutor = HttpExecutor<never>

/** The library's HTTP client; its types keep it to the library. */
const executorOf = (updater: AppUpdater): AnyExecutor =>
  (updater as unknown as { readonly httpExecutor: AnyExecutor }).httpExecutor

/** Calls `listener` with the size of each piece that arrives. Returns the function that ends it. */
function onReceived(executor: AnyExecutor, listener: (bytes: number) => void): () => void {
  const createRequest = executor.createRequest.bind(executor)
  executor.createRequest = (options, callback) =>
    createRequest(options, (response: NodeJS.ReadableStream) => {
      callback(response)
      response.on('data', (piece: Uint8Array) => listener(piece.length))
    })
  return () => {
    executor.createRequest = createRequest
  }
}

/** Returns a provider that knows one release. */
function providerOf({ version, files }: Release, folder: string) {
  // The type also asks for fields that only old feeds have.
  const info = { version, files: files.map((file) => ({ ...file })), releaseDate: '' } as UpdateInfo
  return class extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: AppUpdater, runtime: ProviderRuntimeOptions) {
      super(runtime)
    }

    getLatestVersion(): Promise<UpdateInfo> {
      return Promise.resolve(info)
    }

    resolveFiles(): ReturnType<Provider<UpdateInfo>['resolveFiles']> {
      return info.files.map((file) => ({ url: new URL(file.url, folder), info: file }))
    }
  }
}
