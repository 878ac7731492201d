import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Returns why no small disk can be made here (needs Linux and namespaces); null where one can. */
export function whyNoSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'only Linux mounts a disk of a size without an administrator'
  const { status } = spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'true'], {
    stdio: 'ignore'
  })
  return status === 0 ? null : 'this user may not make namespaces'
}

/** Mounts a disk of a few megabytes over a folder, visible only to programs run inside. */
export class SmallDisk {
  private constructor(
    private readonly holder: ChildProcess,
    private readonly folder: string
  ) {}

  static async mount(folder: string, bytes: number): Promise<SmallDisk> {
    mkdirSync(folder, { recursive: true })
    const script = `mount -t tmpfs -o size=${bytes} none "$0" && echo mounted && exec sleep infinity`
    const holder = spawn('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-c', script, folder], {
      stdio: ['ignore', 'pipe', 'inherit']
    })
    await once(holder.stdout, 'data')
    return new SmallDisk(holder, folder)
  }

  /** Options for `fork` that run a program inside. */
  get inside(): { readonly execPath: string; readonly execArgv: string[] } {
    const target = ['--target', String(this.holder.pid), '--user', '--mount', '--preserve-credentials']
    return { execPath: 'nsenter', execArgv: [...target, '--', process.execPath] }
  }

  /** Returns the path of a file in the folder as seen from outside. */
  path(...names: readonly string[]): string {
    return join(`/proc/${this.holder.pid}/root${this.folder}`, ...names)
  }

  /** Fills the disk to the last byte. */
  fill(): void {
    const file = openSync(this.path('filling'), 'w')
    const chunk = Buffer.alloc(4096)
    try {
      for (;;) writeSync(file, chunk)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    } finally {
      closeSync(file)
    }
  }

  free(): void {
    rmSync(this.path('filling'))
  }

  async unmount(): Promise<void> {
    const gone = once(this.holder, 'exit')
    this.holder.kill('SIGKILL')
    await gone
  }
}
