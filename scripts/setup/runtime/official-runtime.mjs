import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startHeartbeat, stopwatch } from '../../base/heartbeat.mjs'
import { inProject } from '../../base/paths.mjs'
import { say } from '../../base/say.mjs'

const electron = inProject('node_modules/electron')
const failureMarker = inProject('.electron/download-failed.json')
const scratch = inProject('.electron/download')
const retryAfterMs = 24 * 60 * 60 * 1000
const longestSilenceMs = 60_000
const lookEveryMs = 1000

const textOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

export const pinnedVersion = () => JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8')).version

/** Returns the official Electron, where its own installer put it. */
export function findOfficial() {
  const folder = join(electron, 'dist')
  const name = textOf(join(electron, 'path.txt'))
  const version = textOf(join(folder, 'version')).replace(/^v/, '')
  if (name === '' || version !== pinnedVersion() || !existsSync(join(folder, name))) return undefined
  return { kind: 'official', version, folder, executable: join(folder, name) }
}

/**
 * Returns whether to try the download: not within a day of a failure, because a blocked host stays blocked.
 * @internal
 */
export function isDownloadWorthTrying(markerText, version, nowMs) {
  try {
    const failure = JSON.parse(markerText)
    return failure.version !== version || nowMs - failure.atMs > retryAfterMs || failure.atMs > nowMs
  } catch {
    return true
  }
}

export const shouldDownload = () => isDownloadWorthTrying(textOf(failureMarker), pinnedVersion(), Date.now())

function bytesBelow(folder) {
  return readdirSync(folder, { recursive: true }).reduce((sum, name) => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false })
    return sum + (found?.size ?? 0)
  }, 0)
}

/** Watches the size of the downloaded file: Electron's installer prints nothing and has no time-out. */
function runInstaller() {
  return new Promise((resolve) => {
    const installer = spawn(process.execPath, [join(electron, 'install.js')], {
      stdio: 'ignore',
      env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch }
    })
    let bytes = 0
    const passed = stopwatch()
    const heartbeat = startHeartbeat(
      () => `  Electron: ${passed()} so far, ${Math.round(bytes / 1e6)} MB on disk.`
    )
    let changedAtMs = Date.now()
    const watch = setInterval(() => {
      const now = bytesBelow(scratch) + bytesBelow(electron)
      if (now !== bytes) changedAtMs = Date.now()
      bytes = now
      if (Date.now() - changedAtMs > longestSilenceMs) installer.kill('SIGKILL')
    }, lookEveryMs)
    const end = () => {
      clearInterval(watch)
      heartbeat.stop()
      resolve()
    }
    installer.once('close', end)
    installer.once('error', end)
  })
}

export async function downloadOfficial() {
  const version = pinnedVersion()
  say(`Downloading Electron ${version}.`)
  mkdirSync(scratch, { recursive: true })
  await runInstaller()
  rmSync(scratch, { recursive: true, force: true })
  const runtime = findOfficial()
  if (runtime) rmSync(failureMarker, { force: true })
  else writeFileSync(failureMarker, JSON.stringify({ version, atMs: Date.now() }))
  return runtime
}
