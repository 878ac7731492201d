import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { downloadOfficial, findOfficial, pinnedVersion, shouldDownload } from './official-runtime.mjs'
import { Problem, say } from '../../base/say.mjs'
import { findStandIn, hasStandInForThisSystem, makeStandIn } from './stand-in-runtime.mjs'

const executableNames = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }

/** Returns the runtime named by ELECTRON_OVERRIDE_DIST_PATH, which overrides the others. */
function findOverride() {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!named) return undefined
  const folder = resolve(named)
  const executable = join(folder, executableNames[process.platform] ?? 'electron')
  if (!existsSync(executable)) {
    throw new Problem(`ELECTRON_OVERRIDE_DIST_PATH is set, but there is no Electron at ${executable}.`)
  }
  const versionFile = join(folder, 'version')
  const version = existsSync(versionFile)
    ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
    : 'unknown'
  return { kind: 'override', version, folder, executable }
}

/** Returns the Electron to run as `{ kind, version, folder, executable }`; undefined while there is none. */
export function findRuntime() {
  return findOverride() ?? findOfficial() ?? findStandIn()
}

/** Returns whether the runtime must be installed. */
export function isRuntimeSettled() {
  const runtime = findRuntime()
  return runtime !== undefined && (runtime.kind !== 'stand-in' || !shouldDownload())
}

export async function prepareRuntime({ retryDownload }) {
  const present = findOverride() ?? findOfficial()
  if (present) return present
  if (retryDownload || shouldDownload()) {
    const downloaded = await downloadOfficial()
    if (downloaded) return downloaded
    say(
      `Electron ${pinnedVersion()} could not be downloaded (npm run setup -- --retry-download tries again).`
    )
  }
  if (!hasStandInForThisSystem()) {
    throw new Problem(
      `Electron ${pinnedVersion()} could not be downloaded, and there is no stand-in for ${process.platform} ${process.arch}: connect to the internet and type npm run setup -- --retry-download.`
    )
  }
  return findStandIn() ?? (await makeStandIn())
}
