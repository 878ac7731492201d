import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

const enter = ['--user', '--map-root-user', '--net']

/** Returns why no separate network can be made here (needs Linux, iproute2 and namespaces); null where one can. */
export function whyNoOwnNetwork(): string | null {
  if (process.platform !== 'linux') return 'only Linux gives a program a network of its own'
  const { status } = spawnSync('unshare', [...enter, 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore' })
  return status === 0 ? null : 'this user may not make namespaces, or iproute2 is missing'
}

/** A separate network for programs that run inside; at first it has only loopback. */
export class OwnNetwork {
  readonly #shell: ChildProcessByStdio<Writable, Readable, null>
  readonly #lines: Interface

  private constructor() {
    this.#shell = spawn('unshare', [...enter, 'sh'], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#lines = createInterface({ input: this.#shell.stdout })
  }

  static async make(): Promise<OwnNetwork> {
    const network = new OwnNetwork()
    await network.#run('ip link set lo up')
    return network
  }

  /** Options for `fork` that run a program inside. */
  get inside(): { readonly execPath: string; readonly execArgv: string[] } {
    const target = ['--target', String(this.#shell.pid), '--user', '--net', '--preserve-credentials']
    return { execPath: 'nsenter', execArgv: [...target, '--', process.execPath] }
  }

  /** Removes or restores the route to 127.0.0.1. Servers keep running. */
  async connect(isConnected: boolean): Promise<void> {
    await this.#run(`ip address ${isConnected ? 'add' : 'delete'} 127.0.0.1/8 dev lo`)
  }

  /** Adds a reachable host: this computer under another address. */
  async addAddress(address: string): Promise<void> {
    await this.#run(`ip address add ${address}/32 dev lo`)
  }

  /** Adds a route that silently drops packets: to a neighbour that does not exist. */
  async addSwallowingRoute(address: string): Promise<void> {
    await this.#run('ip link add near type veth peer name far && ip link set near up && ip link set far up')
    await this.#run('ip -6 address add 2600::1/64 dev near nodad')
    await this.#run(`ip -6 route add ${address} dev near`)
    await this.#run(`ip -6 neighbour add ${address} lladdr 02:00:00:00:00:02 dev near nud permanent`)
  }

  async remove(): Promise<void> {
    const ended = new Promise((resolve) => this.#shell.once('exit', resolve))
    this.#shell.stdin.end()
    await ended
  }

  async #run(command: string): Promise<void> {
    const answered = new Promise<string>((resolve) => this.#lines.once('line', resolve))
    this.#shell.stdin.write(`${command}; echo $?\n`)
    const status = await answered
    if (status !== '0') throw new Error(`${command}: ${status}`)
  }
}
