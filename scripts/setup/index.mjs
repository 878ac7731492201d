import { withLock } from './lock.mjs'
import { requireNode } from './node-version.mjs'
import { hasNpmPackages, installNpmPackages } from './packages/npm-packages.mjs'
import { isRuntimeSettled, prepareRuntime } from './runtime/runtime.mjs'
import { say } from '../base/say.mjs'
import {
  installSystemPackages,
  missingSystemPackages,
  neededElsewhere,
  usesDebianPackages
} from './packages/system-packages.mjs'

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** Returns the groups of system packages needed to open the app on this machine. */
export const groupsForHeadless = ['build', 'window', 'headless']
export const groupsForRunning = () => (hasDisplay() ? ['build', 'window'] : groupsForHeadless)

export const groupsForTests = ['build', 'window', 'headless', 'test']

function isComplete(groups) {
  return missingSystemPackages(groups).length === 0 && hasNpmPackages() && isRuntimeSettled()
}

async function install(groups, options) {
  const missing = missingSystemPackages(groups)
  if (missing.length > 0) await installSystemPackages(missing)
  if (!hasNpmPackages()) {
    if (process.platform === 'linux' && !usesDebianPackages()) say(neededElsewhere)
    await installNpmPackages()
  }
  await prepareRuntime(options)
}

/** Installs what is missing in this checkout; fast when nothing is. */
export async function setUp(groups, options = { retryDownload: false }) {
  requireNode()
  if (!options.retryDownload && isComplete(groups)) return
  await withLock('set-up', () => install(groups, options))
}
