import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Problem, say } from '../../base/say.mjs'

/** Chromium's sandbox refuses to run for user id 0. */
export const isSuperuser = () => process.getuid?.() === 0

/**
 * Returns whether Chromium's setuid sandbox helper is usable.
 * @internal
 */
export function isHelperUsable({ uid, mode }) {
  return uid === 0 && (mode & 0o4755) === 0o4755
}

/** Returns whether this user can create namespaces, which some containers and distributions forbid. */
function allowsNamespaces() {
  const { status } = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' })
  return status === 0
}

/** Checks the sandbox before Electron starts: warns when it is off, throws when Electron could not start. */
export function checkSandbox(runtime) {
  if (process.platform !== 'linux') return
  if (isSuperuser()) {
    say('Running as root: Chromium’s own sandbox is off (--no-sandbox). An ordinary user has it on.')
    return
  }
  const helper = join(runtime.folder, 'chrome-sandbox')
  if (allowsNamespaces() || isHelperUsable(statSync(helper))) return
  throw new Problem(
    `This system does not let you make the namespaces of Chromium’s sandbox. Type this, then try again:\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`
  )
}
