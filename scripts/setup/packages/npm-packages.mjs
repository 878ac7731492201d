import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inProject } from '../../base/paths.mjs'
import { runQuietly } from '../../base/quiet-command.mjs'
import { say } from '../../base/say.mjs'

/** keytar's binary, which its install script compiles; without it node_modules only looks complete. */
const compiled = 'node_modules/keytar/build/Release/keytar.node'

/** Lockfile flags of packages that npm may skip. */
const mayBeAbsent = ['optional', 'devOptional', 'peer', 'extraneous']

/**
 * Compares the lockfile with npm's record of the installed packages, which npm writes last.
 * Packages for other platforms may be missing, and a developer may have tried an extra one.
 * @internal
 */
export function isInstalledAsLocked(locked, installed) {
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === '') return true
    const found = installed[path]
    if (!found) return mayBeAbsent.some((reason) => wanted[reason])
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

const packagesIn = (file) => JSON.parse(readFileSync(inProject(file), 'utf8')).packages

export function hasNpmPackages() {
  if (!existsSync(inProject('node_modules/.package-lock.json')) || !existsSync(inProject(compiled)))
    return false
  return isInstalledAsLocked(packagesIn('package-lock.json'), packagesIn('node_modules/.package-lock.json'))
}

/**
 * Returns a setting that points node-gyp at the local Node headers, where they exist, to avoid a download.
 * @internal
 */
export function headersSetting(executable, exists = existsSync) {
  const prefix = dirname(dirname(executable))
  return exists(join(prefix, 'include/node/node.h')) ? { npm_config_nodedir: prefix } : {}
}

/** Returns the npm that started this script, or the one on the path. */
function npmCommand() {
  const running = process.env.npm_execpath
  if (running?.endsWith('npm-cli.js')) return { command: process.execPath, args: [running], shell: false }
  return { command: 'npm', args: [], shell: process.platform === 'win32' }
}

export async function installNpmPackages() {
  const count = Object.keys(packagesIn('package-lock.json')).length - 1
  say(`Installing ${count} npm packages from package-lock.json (about a minute).`)
  const { command, args, shell } = npmCommand()
  await runQuietly('npm ci', command, [...args, 'ci', '--include=dev', '--no-progress', '--loglevel=error'], {
    cwd: inProject(),
    shell,
    env: { ...process.env, ...headersSetting(process.execPath) }
  })
}
