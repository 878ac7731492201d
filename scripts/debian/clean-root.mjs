import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from '../base/quiet-command.mjs'
import { Problem, say } from '../base/say.mjs'

const suite = 'bookworm'
const mirror = 'http://deb.debian.org/debian'

/** Mounts what programs expect, in a namespace that ends with the command, and runs the command inside the root. */
const enter = `
root=$1; shift
mount --bind /proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount --bind /etc/resolv.conf "$root/etc/resolv.conf"
exec chroot "$root" "$@"`

/** A Debian system in a folder, with nothing but its base. Only root can make one. */
export class CleanRoot {
  constructor(folder) {
    this.folder = folder
  }

  async make() {
    rmSync(this.folder, { recursive: true, force: true })
    mkdirSync(this.folder, { recursive: true })
    say(`Making a clean Debian (${suite}); it downloads about 60 MB.`)
    await runQuietly('debootstrap', 'debootstrap', ['--variant=minbase', suite, this.folder, mirror])
    if (!existsSync(join(this.folder, 'etc/resolv.conf'))) await this.run('touch', '/etc/resolv.conf')
    await this.run('apt-get', 'update', '-qq')
  }

  /** Runs a command inside, as root. */
  async run(...command) {
    await runQuietly(command[0], 'unshare', this.#arguments(command))
  }

  /** Returns what a command inside prints. */
  read(...command) {
    const { status, stdout, stderr } = spawnSync('unshare', this.#arguments(command), { encoding: 'utf8' })
    if (status !== 0) throw new Problem(`${command.join(' ')} failed: ${stderr.trim()}`)
    return stdout.trim()
  }

  /** Starts a command inside as an ordinary user. */
  start(user, env, command) {
    const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
    return spawn(
      'unshare',
      this.#arguments(['runuser', '-u', user, '--', 'env', '-i', ...variables, ...command]),
      { stdio: ['ignore', 'pipe', 'pipe'] }
    )
  }

  #arguments(command) {
    return ['--mount', '--propagation', 'private', 'sh', '-c', enter, 'sh', this.folder, ...command]
  }
}
