import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { candidatesIn, chooseNames, installedIn, missingFrom, requirements } from './debian-packages.mjs'
import { runQuietly } from '../../base/quiet-command.mjs'
import { Problem, say } from '../../base/say.mjs'

const aptEnvironment = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' }
const install = ['install', '-y', '--no-install-recommends']

const outputOf = (command, args) =>
  spawnSync(command, args, { encoding: 'utf8', env: aptEnvironment, stdio: ['ignore', 'pipe', 'ignore'] })
    .stdout ?? ''

export const usesDebianPackages = () => process.platform === 'linux' && existsSync('/usr/bin/dpkg-query')

/** Requirements on systems without apt. */
export const neededElsewhere =
  'This is not a Debian-based Linux, so its packages have to be installed by hand: GTK 3, NSS, GBM, ALSA, ' +
  'libsecret with headers, a C++ compiler, make, Python 3 and pkg-config; for use without a desktop also Xvfb, ' +
  'xauth, dbus and gnome-keyring.'

export function missingSystemPackages(groups) {
  if (!usesDebianPackages()) return []
  const needed = requirements(groups)
  const output = outputOf('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Abbrev}\\n', ...needed.flat()])
  return missingFrom(needed, installedIn(output))
}

const choose = (missing) =>
  chooseNames(missing, candidatesIn(outputOf('apt-cache', ['policy', ...missing.flat()])))

export async function installSystemPackages(missing) {
  if (process.getuid() !== 0) {
    const { names, unavailable } = choose(missing)
    const command = ['sudo apt-get', ...install, ...names, ...unavailable].join(' ')
    throw new Problem(`Debian packages are missing. Type this, then try again:\n  ${command}`)
  }
  say(`Installing Debian packages (about a minute): ${missing.map(([name]) => name).join(' ')}`)
  await runQuietly('apt-get update', 'apt-get', ['update'], { env: aptEnvironment })
  const { names, unavailable } = choose(missing)
  if (unavailable.length > 0) {
    throw new Problem(
      `These Debian packages are not offered by this system's sources: ${unavailable.join(' ')}.`
    )
  }
  const patience = ['-o', 'DPkg::Lock::Timeout=120']
  await runQuietly('apt-get install', 'apt-get', [...patience, ...install, ...names], { env: aptEnvironment })
}
