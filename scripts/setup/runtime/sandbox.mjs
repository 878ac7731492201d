import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Problem, say } from '../../base/say.mjs'

/** Chromium's sandbox refuses to run for user id 0. */
export const isSuperuser = () => process.getuid?.() === 0

/** Whether Chromium's helper may do for the sandbox what the kernel does not allow this user. */
export function isHelperUsable({ uid, mode }) {
  return uid === 0 && (mode & 0o4755) === 0o4755
}

/** Whether this user may make namespaces; some containers and some distributions forbid it. */
function allowsNamespaces() {
  const { status } = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' })
  return status === 0
}

/** Called before an Electron is opened: says when its sandbox is off, and refuses where it could not start. */
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
