import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { killAll, outputOf, processTree, type Environment } from '../desktop/processes'

/** Where a program's window is on the screen, in pixels. */
interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface ProgramOptions {
  readonly title: string
  readonly place: Place
  readonly ownEnv?: Environment
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
    private readonly child: ChildProcess,
    private readonly window: string
  ) {}

  /**
   * Starts a program and waits for the window whose title matches.
   * @param options.ownEnv Variables of this program alone.
   */
  static async start(
    desktop: Environment,
    command: readonly [string, ...string[]],
    { title, place, ownEnv }: ProgramOptions
  ): Promise<Program> {
    const [name, ...args] = command
    const env = { ...desktop, ...ownEnv }
    const child = spawn(name, args, { env, stdio: ['ignore', 'ignore', 'pipe'], detached: true })
    const words: string[] = []
    child.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString()))
    try {
      const window = await waitForWindow(env, title)
      const size = ['windowsize', window, String(place.width), String(place.height)]
      const move = ['windowmove', window, String(place.x), String(place.y)]
      await expect.poll(() => isDone(env, [...size, ...move]), patience).toBe(true)
      return new Program(env, child, window)
    } catch (error) {
      const seen = [stateOf(child), `windows: ${await titlesOf(env)}`, words.join('').trim().slice(-reported)]
      await end(child)
      throw new Error(`${name} ${seen.join('\n')}`, { cause: error })
    }
  }

  /** Presses a key in the program's window, and returns whether the window took the focus for it. */
  press(key: string): Promise<boolean> {
    return isDone(this.env, ['windowactivate', '--sync', this.window, 'key', '--clearmodifiers', key])
  }

  async click(x: number, y: number): Promise<void> {
    await this.#inWindow(this.window, 'mousemove', String(x), String(y), 'click', '1')
  }

  /** Waits until a window has a title that matches. */
  async waitForTitle(title: string): Promise<void> {
    await waitForWindow(this.env, title)
  }

  /** Opens a dialog by a key, types a text into it, and confirms it. */
  async answer(key: string, title: string, text: string): Promise<void> {
    const dialog = await this.#dialogBy(key, title)
    await this.#inWindow(dialog, 'key', '--clearmodifiers', 'ctrl+a', 'type', '--delay', '5', text)
    let looks = 0
    const isClosed = async (): Promise<boolean> => {
      const open = await windowCalled(this.env, title)
      if (open === undefined) return true
      // A list of completions may take the Return, and a key that waited opens another dialog.
      const answer = open === dialog ? 'Return' : 'Escape'
      if (looks++ % looksPerPress === 0)
        await isDone(this.env, ['windowactivate', '--sync', open, 'key', answer])
      return false
    }
    await expect.poll(isClosed, patience).toBe(true)
  }

  /** Presses a key until it opens a dialog: an editor that is still reading clips takes none. */
  async #dialogBy(key: string, title: string): Promise<string> {
    let dialog: string | undefined
    let looks = 0
    const opens = async (): Promise<boolean> => {
      dialog = await windowCalled(this.env, title)
      if (dialog === undefined && looks++ % looksPerPress === 0) await this.press(key)
      return dialog !== undefined
    }
    await expect.poll(opens, { ...patience, message: `a window called ${title}` }).toBe(true)
    return dialog ?? ''
  }

  /** Ends it. The next start of the same program would hand its folder to one that still runs. */
  stop(): Promise<void> {
    return end(this.child)
  }

  /** Activates a window and goes on with further words of xdotool. */
  async #inWindow(window: string, ...words: readonly string[]): Promise<void> {
    const activate = ['windowactivate', '--sync', window]
    await expect.poll(() => isDone(this.env, [...activate, ...words]), patience).toBe(true)
  }
}

/** A whole editor starts, and reads clips. */
const patience = { timeout: 120_000 }
/** Characters of what a program wrote that are reported where it does not start. */
const reported = 1000
/** A key is pressed again after so many looks: what it does takes a while. */
const looksPerPress = 20
/** How long xdotool may wait: it waits for ever for a window that does not take the focus. */
const limitMs = 10_000

async function end(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
  killAll(processTree(child.pid ?? 0))
  await ended
}

const stateOf = ({ exitCode, signalCode }: ChildProcess): string =>
  exitCode === null && signalCode === null ? 'runs' : `ended with ${exitCode ?? signalCode}`

/** Returns the titles of all windows that are shown. */
async function titlesOf(env: Environment): Promise<string> {
  const ids = await outputOf('xdotool', ['search', '--onlyvisible', '--name', ''], env, limitMs)
  const titles = (ids ?? '').split('\n').map((id) => outputOf('xdotool', ['getwindowname', id], env, limitMs))
  return (await Promise.all(titles)).map((title) => title?.trim()).join(', ')
}

const isDone = async (env: Environment, words: readonly string[]): Promise<boolean> =>
  (await outputOf('xdotool', words, env, limitMs)) !== undefined

/** Returns the id of the newest window whose title begins so. A dash in a title ends what matches. */
async function windowCalled(env: Environment, title: string): Promise<string | undefined> {
  // Fails where there is none, and where one that it looks at is closed meanwhile.
  const found = await outputOf('xdotool', ['search', '--onlyvisible', '--name', title], env, limitMs)
  return found?.trim().split('\n').at(-1)
}

async function waitForWindow(env: Environment, title: string): Promise<string> {
  let id: string | undefined
  const find = async (): Promise<boolean> => {
    id = await windowCalled(env, title)
    return id !== undefined
  }
  await expect.poll(find, { ...patience, message: `a window called ${title}` }).toBe(true)
  return id ?? ''
}
