import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

/** Whether this machine lets an ordinary process mount disks that only it sees. */
export const canMountDisks =
  process.platform === 'linux' && spawnSync('unshare', ['-rm', 'true']).status === 0

/**
 * Small disk that can be filled, locked and unplugged. It is mounted in a user namespace of its own, in which a
 * shell runs what it gets; everybody else reaches it through that shell's view of the file system.
 */
export class PrivateDisk {
  readonly #base = mkdtempSync(join(tmpdir(), 'dailies-disk-'))
  readonly #shell: ChildProcessByStdio<Writable, Readable, null>
  readonly #lines: Interface

  private constructor() {
    mkdirSync(join(this.#base, 'disk'))
    mkdirSync(join(this.#base, 'mount'))
    this.#shell = spawn('unshare', ['-rm', 'sh'], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#lines = createInterface({ input: this.#shell.stdout })
  }

  static async mount(bytes: number): Promise<PrivateDisk> {
    const disk = new PrivateDisk()
    await disk.#run(`mount -t tmpfs -o size=${bytes} dailies ${disk.#base}/disk`)
    await disk.plugIn()
    return disk
  }

  /** Mount point of the disk. */
  get path(): string {
    return `/proc/${this.#shell.pid}/root${this.#base}/mount`
  }

  async plugIn(): Promise<void> {
    await this.#run(`mount --bind ${this.#base}/disk ${this.#base}/mount`)
  }

  /** Leaves the mount point behind, empty. Files that are open stay open, as with a drive that hangs. */
  async pullOut(): Promise<void> {
    await this.#run(`umount --lazy ${this.#base}/mount`)
  }

  async makeReadOnly(isReadOnly: boolean): Promise<void> {
    await this.#run(`mount -o remount,bind,${isReadOnly ? 'ro' : 'rw'} ${this.#base}/mount`)
  }

  async resize(bytes: number): Promise<void> {
    await this.#run(`mount -o remount,size=${bytes} ${this.#base}/disk`)
  }

  /** Fills the disk except for some bytes. */
  async fill(freeBytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.path)
    writeFileSync(join(this.path, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - freeBytes)))
  }

  async remove(): Promise<void> {
    const ended = new Promise((resolve) => this.#shell.once('exit', resolve))
    this.#shell.stdin.end()
    await ended
    rmSync(this.#base, { recursive: true, force: true })
  }

  async #run(command: string): Promise<void> {
    const answered = new Promise<string>((resolve) => this.#lines.once('line', resolve))
    this.#shell.stdin.write(`${command}; echo $?\n`)
    const status = await answered
    if (status !== '0') throw new Error(`${command}: ${status}`)
  }
}
