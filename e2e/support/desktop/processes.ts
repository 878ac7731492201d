import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'

const patienceMs = 3000

export type Environment = Record<string, string | undefined>

/**
 * A helper process that is asked to end, and killed by id if it does not. The kernel kills it
 * if this process is killed first.
 */
export class Helper {
  readonly #name: string
  readonly #process: ChildProcess
  readonly #ended: Promise<unknown>

  constructor(command: string, args: readonly string[], options: { env: Environment; input?: string }) {
    this.#name = command
    this.#process = spawn('setpriv', ['--pdeathsig', 'TERM', command, ...args], {
      env: options.env,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe']
    })
    this.#ended = new Promise((resolve) => {
      this.#process.once('close', resolve)
      this.#process.once('error', resolve)
    })
    // Unused, but a full pipe would block the process.
    this.#process.stderr?.resume()
    this.#process.stdin?.on('error', () => undefined)
    this.#process.stdin?.end(options.input ?? '')
  }

  /** Waits for the first line on the given descriptor, with which the process reports that it is ready. */
  async firstLine(descriptor: 1 | 3): Promise<string> {
    const stream = this.#process.stdio[descriptor] as NodeJS.ReadableStream
    let text = ''
    const line = new Promise<string>((resolve) => {
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
      })
    })
    const end = this.#ended.then(() => {
      throw new Error(`${this.#name} ended before it was ready. Is it installed?`)
    })
    return await Promise.race([line, end])
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name)
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGCONT')
    this.#process.kill('SIGTERM')
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), patienceMs)
    await this.#ended
    clearTimeout(timer)
  }
}

/** Runs a command and returns its output; undefined when it failed, or took longer than the limit. */
export async function outputOf(
  command: string,
  args: readonly string[],
  env: Environment,
  limitMs?: number
): Promise<string | undefined> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'], timeout: limitMs })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return code === 0 ? output : undefined
}

function parentOf(pid: number): number | undefined {
  try {
    // The name in brackets may contain spaces; the parent is the second field after it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}

/** Returns a process and its descendants, itself first. */
export function processTree(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(Number(name)) }))
  const tree = [root]
  for (const next of tree) tree.push(...parents.filter(({ parent }) => parent === next).map(({ pid }) => pid))
  return tree
}

/** Returns all processes whose command line contains a text, including orphans. */
export function processesNaming(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => commandLineOf(pid).includes(text))
}

export function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    // Gone in the meantime.
    return ''
  }
}

export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Ended by itself in the meantime.
    }
  }
}
