import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import { killAll, outputOf, processTree, type Environment } from '../desktop/processes'

interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Returns whether a program is installed. */
export const isInstalled = (command: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })

/** Another program with a window, driven by the real pointer and keyboard. */
export class Program {
  private constructor(
    private readonly env: Environment,
    private readonly pid: number,
    private readonly window: string
  ) {}

  /** Starts a program and waits for the window whose title matches. */
  static async start(
    env: Environment,
    command: readonly [string, ...string[]],
    { title, place }: { readonly title: string; readonly place: Place }
  ): Promise<Program> {
    const [name, ...args] = command
    const child = spawn(name, args, { env, stdio: 'ignore', detached: true })
    const pid = child.pid ?? 0
    const window = await waitForWindow(env, title)
    const program = new Program(env, pid, window)
    const { x, y, width, height } = place
    await program.#tool('windowsize', window, String(width), String(height))
    await program.#tool('windowmove', window, String(x), String(y))
    return program
  }

  /** Presses a key in the program's window. */
  async press(key: string): Promise<void> {
    await this.#tool('windowactivate', '--sync', this.window, 'key', '--clearmodifiers', key)
  }

  async click(x: number, y: number): Promise<void> {
    await this.#tool('windowactivate', '--sync', this.window, 'mousemove', String(x), String(y), 'click', '1')
  }

  /** Waits until a window has a title that matches. */
  async waitForTitle(title: string): Promise<void> {
    await waitForWindow(this.env, title)
  }

  /** Types a text into a dialog of the program and confirms it. */
  async answer(title: string, text: string): Promise<void> {
    const dialog = await waitForWindow(this.env, title)
    await this.#tool('windowactivate', '--sync', dialog, 'key', '--clearmodifiers', 'ctrl+a')
    await this.#tool('type', '--delay', '5', text)
    await this.#tool('key', 'Return')
  }

  stop(): void {
    killAll(processTree(this.pid))
  }

  async #tool(...args: readonly string[]): Promise<void> {
    if ((await outputOf('xdotool', args, this.env)) === undefined)
      throw new Error(`xdotool could not do ${args[0] ?? ''}.`)
  }
}

/** Returns the id of the newest window whose title begins so, once there is one. A dash in a title ends what matches. */
async function waitForWindow(env: Environment, title: string): Promise<string> {
  const found = await outputOf('xdotool', ['search', '--sync', '--onlyvisible', '--name', title], env)
  const id = found?.trim().split('\n').at(-1)
  if (id === undefined || id === '') throw new Error(`No window is called ${title}.`)
  return id
}
