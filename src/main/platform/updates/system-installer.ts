import { MacUpdater } from 'electron-updater/out/MacUpdater'
import { NsisUpdater } from 'electron-updater/out/NsisUpdater'
import type { Clock } from '../../base/clock'
import type { Logger } from '../../logging/logger'
import type { UpdateInstaller } from '../../updates/ports'
import { ElectronInstaller, type UpdaterLog } from './electron-installer'
import { whyNotSigned } from './signature'

interface SystemInstallerDeps {
  readonly folder: string
  /** Who signs the program on Windows. */
  readonly publisher: string | null
  readonly clock: Clock
  readonly logger: Logger
}

/** Creates the installer of Windows or macOS. */
export function createSystemInstaller(deps: SystemInstallerDeps): UpdateInstaller {
  const log: UpdaterLog = {
    info: (message) => deps.logger.info(String(message)),
    warn: (message) => deps.logger.warn(String(message)),
    error: (message) => deps.logger.error(String(message))
  }
  return process.platform === 'darwin' ? macInstaller(deps, log) : windowsInstaller(deps, log)
}

function windowsInstaller(
  { folder, publisher, clock }: SystemInstallerDeps,
  log: UpdaterLog
): UpdateInstaller {
  const updater = new NsisUpdater()
  updater.logger = log
  return new ElectronInstaller({
    updater,
    folder,
    clock,
    whyNotSigned: (path) =>
      publisher === null ? Promise.resolve('no publisher is known') : whyNotSigned(publisher, path, log),
    install: () => {
      // Its window shows the progress, and opens the program afterwards.
      updater.install(false, true)
      return Promise.resolve()
    }
  })
}

/** Squirrel compares the signature with that of the running program before it replaces it, and ends the program itself. */
function macInstaller({ folder, clock }: SystemInstallerDeps, log: UpdaterLog): UpdateInstaller {
  const updater = new MacUpdater()
  updater.logger = log
  return new ElectronInstaller({
    updater,
    folder,
    clock,
    whyNotSigned: () => Promise.resolve(null),
    install: () =>
      new Promise((_resolve, reject) => {
        updater.once('error', reject)
        updater.quitAndInstall()
      })
  })
}
