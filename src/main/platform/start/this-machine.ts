import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { xdgFolder } from './xdg-folder'

const run = promisify(execFile)
/** Timeout for a system command. */
const patienceMs = 5_000

interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly xdgStateHome: string | undefined
  readonly localAppData: string | undefined
}

const here = (): Surroundings => ({
  platform: process.platform,
  home: homedir(),
  xdgStateHome: process.env['XDG_STATE_HOME'],
  localAppData: process.env['LOCALAPPDATA']
})

/**
 * Returns the path of a profile's mark: in a folder of this computer, which is neither copied with the profile nor,
 * where the system has one for it, into its backups.
 */
export function installationMarkPath(profile: string, appName: string, around = here()): string {
  const name = createHash('sha256').update(profile).digest('hex').slice(0, 16)
  return join(machineFolder(around), appName, `installation-${name}.json`)
}

function machineFolder({ platform, home, xdgStateHome, localAppData }: Surroundings): string {
  if (platform === 'win32') return localAppData ?? join(home, 'AppData', 'Local')
  if (platform === 'darwin') return join(home, 'Library', 'Caches')
  return xdgFolder(xdgStateHome, home, '.local/state')
}

/**
 * Reads this computer's identity, hashed. A system without a machine id, such as most containers, is known by its
 * name; there the number of the mark's own file has to tell copies apart.
 */
export async function readMachine(): Promise<string> {
  const id = await machineId(process.platform)
  // macOS changes its name with each network.
  const parts = process.platform === 'darwin' && id !== null ? [id] : [id, hostname()]
  return createHash('sha256')
    .update(JSON.stringify(['dailies', ...parts]))
    .digest('hex')
}

async function machineId(platform: NodeJS.Platform): Promise<string | null> {
  switch (platform) {
    case 'darwin':
      return idIn(await output('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']))
    case 'win32': {
      const root = process.env['SystemRoot'] ?? 'C:\\Windows'
      const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography'
      return idIn(await output(join(root, 'System32', 'reg.exe'), ['query', key, '/v', 'MachineGuid']))
    }
    default:
      return (await textOf('/etc/machine-id')) ?? (await textOf('/var/lib/dbus/machine-id'))
  }
}

const output = (program: string, options: readonly string[]): Promise<string | null> =>
  run(program, options, { timeout: patienceMs, windowsHide: true }).then(
    ({ stdout }) => stdout,
    () => null
  )

/** Returns the UUID in the output of a system command. */
const idIn = (text: string | null): string | null =>
  /[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}/i.exec(text ?? '')?.[0].toLowerCase() ?? null

const textOf = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').then(
    (text) => /^[\da-f]{32}$/.exec(text.trim())?.[0] ?? null,
    () => null
  )
