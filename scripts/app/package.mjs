import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { toolEnvironment } from '../setup/environment.mjs'
import { hasCrashPoints, newestChangeMs } from './build.mjs'
import { isDrivableMade, makeDrivable } from './drivable.mjs'
import { withLock } from '../setup/lock.mjs'
import { inProject } from '../base/paths.mjs'
import { findRuntime } from '../setup/runtime/runtime.mjs'
import { runQuietly } from '../base/quiet-command.mjs'
import { feedOptions } from './update-channel.mjs'
import { Problem, say } from '../base/say.mjs'

const inputs = ['out', 'build', 'electron-builder.yml', 'package.json', 'src/simulator/clips']

/**
 * Returns the package's version, marked when it was not built on the Electron that ships.
 * @internal
 */
export function packageVersion(version, runtime) {
  return runtime.kind === 'stand-in' ? `${version}-dev.electron${runtime.version.split('.')[0]}` : version
}

/** Returns the version that a package made here has. */
export function versionOfPackages() {
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))
  return packageVersion(version, findRuntime())
}

/**
 * Makes packages for this platform in dist/.
 *
 * @param targets What electron-builder calls them; a runnable folder if left out.
 */
export async function makePackage(targets = ['--dir']) {
  if (hasCrashPoints(inProject('out/main')))
    throw new Problem('The build contains crash points for fault runs: build without DAILIES_CRASH_POINTS.')
  const runtime = findRuntime()
  const marked = versionOfPackages()
  say(`Packaging Dailies ${marked}.`)
  // Started as a script: on Windows its command needs a shell, which would split an argument at its spaces.
  await runQuietly(
    'electron-builder',
    process.execPath,
    [
      inProject('node_modules/electron-builder/cli.js'),
      ...targets,
      '--publish=never',
      ...feedOptions(process.env),
      ...signingOptions(process.env),
      `-c.electronDist=${runtime.folder}`,
      `-c.electronVersion=${runtime.version}`,
      `-c.extraMetadata.version=${marked}`
    ],
    { cwd: inProject(), env: toolEnvironment() }
  )
}

/**
 * Returns options for a package that nobody signs. On a Mac with Apple's processor it needs a signature of no one to start
 * at all, and the hardened runtime lets such a program load no libraries of its own.
 * @internal
 */
export function signingOptions(environment, platform = process.platform) {
  const isSigned = environment['CSC_LINK'] || environment['CSC_NAME']
  return platform !== 'darwin' || isSigned ? [] : ['-c.mac.identity=-', '-c.mac.hardenedRuntime=false']
}

function packagedAtMs() {
  const dist = inProject('dist')
  if (!existsSync(dist)) return 0
  const archives = readdirSync(dist, { recursive: true }).filter((name) => name.endsWith('app.asar'))
  return Math.max(0, ...archives.map((name) => statSync(inProject('dist', name)).mtimeMs))
}

/** Makes the package, and beside it the one that end-to-end tests drive. */
export async function packageIfNeeded() {
  await withLock('packaging', async () => {
    const newestMs = Math.max(...inputs.map((path) => newestChangeMs(inProject(path))))
    if (packagedAtMs() < newestMs) await makePackage()
    if (!isDrivableMade()) await makeDrivable()
  })
}
