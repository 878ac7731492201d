import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { startHeartbeat, stopwatch } from '../base/heartbeat.mjs'
import { withLock } from '../setup/lock.mjs'
import { inProject } from '../base/paths.mjs'
import { Problem, say } from '../base/say.mjs'
import { toolEnvironment } from '../setup/environment.mjs'
import { runTool } from '../setup/tool.mjs'
import { updateChannel } from './update-channel.mjs'

const inputs = ['src', 'electron.vite.config.ts', 'svelte.config.js', 'package.json', 'package-lock.json']
const outputs = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']

/** Returns a file's modification time; 0 for a file that was deleted in the meantime. */
const changedAtMs = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Returns the newest modification time at or below a path. Folders count: deleting a file changes only its folder. */
export function newestChangeMs(path) {
  if (!statSync(path).isDirectory()) return changedAtMs(path)
  const below = readdirSync(path, { recursive: true }).map((name) => changedAtMs(join(path, name)))
  return Math.max(changedAtMs(path), ...below)
}

const hasText = (folder, text) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.js'))
    .some((name) => readFileSync(join(folder, name), 'utf8').includes(text))

/** Returns whether the build contains crash points, which only a build for fault runs may. */
export const hasCrashPoints = (folder) => hasText(folder, 'DAILIES_CRASH_AT')

/**
 * Returns whether the code of a main process is what the environment asks for. Code that looks for newer versions never
 * is: its addresses may be others.
 * @internal
 */
export const isAsAsked = (folder, environment) =>
  updateChannel(environment) === null && !hasText(folder, 'latest-linux.yml') && !hasCrashPoints(folder)

function isBuilt() {
  const made = outputs.map((path) => inProject(path))
  if (!made.every((path) => existsSync(path)) || !isAsAsked(inProject('out/main'), process.env)) return false
  return (
    Math.max(...inputs.map((path) => newestChangeMs(inProject(path)))) < Math.min(...made.map(changedAtMs))
  )
}

/** Builds the app unless the build is newer than all its inputs, and what was asked for. Writes only to stderr. */
export async function buildIfNeeded() {
  if (isBuilt()) return
  await withLock('build', async () => {
    if (isBuilt()) return
    say('Building the app.')
    const passed = stopwatch()
    const heartbeat = startHeartbeat(() => `  electron-vite: ${passed()} so far.`)
    const code = await runTool('electron-vite', ['build', '--logLevel', 'error'], {
      stdio: ['ignore', 2, 2],
      env: toolEnvironment()
    }).finally(heartbeat.stop)
    if (code !== 0) throw new Problem('The app could not be built: electron-vite says why above.')
  })
}
