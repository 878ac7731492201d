import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Problem, say } from '../base/say.mjs'

/** Against hanging only. */
const patienceMs = 600_000
const user = 'editor'

/** Waits until something is so, doing what may lead to it now and again, and names it if it never is. */
async function until(what, isSo, act = () => undefined, everyMs = 5_000) {
  for (let passedMs = 0; !(await isSo()); passedMs += 250) {
    if (passedMs > patienceMs) throw new Problem(`Waited for this in vain: ${what}.`)
    if (passedMs % everyMs === 0) act()
    await pause(250)
  }
}

/** Returns the content of a file of a process; empty once that has ended. */
function textOf(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function fingerprintOf(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

/** The program as it was installed, driven through its window by an ordinary user. */
export class InstalledApp {
  #child = null
  #output = ''

  constructor(root, display) {
    this.root = root
    this.display = display
  }

  get home() {
    return join(this.root.folder, 'home', user)
  }

  /**
   * Starts what the desktop entry names, with Chromium's sandbox on: its action for the demo, or with another address
   * of the API the program itself.
   */
  async start(apiUrl = null) {
    const env = {
      HOME: `/home/${user}`,
      PATH: '/usr/bin:/bin',
      LANG: 'C.UTF-8',
      DISPLAY: this.display,
      ...(apiUrl !== null && { DAILIES_API_URL: apiUrl })
    }
    const command = this.#commandOf(apiUrl === null ? 'Desktop Action demo' : 'Desktop Entry')
    const child = this.root.start(user, env, ['dbus-run-session', '--', ...command])
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (this.#output += text))
    this.#child = child
    await until('a window of Dailies', () => {
      if (child.exitCode !== null) throw new Problem(`Dailies ended with ${child.exitCode}: ${this.#output}`)
      return this.#find() !== ''
    })
    await until('a page in Chromium’s sandbox', () => this.#isSandboxed())
  }

  /** Generates one clip from the prompt that the demo opens with. */
  async makeClip() {
    await until('the clips of the demo', () => this.clips().length > 0)
    const before = this.clips().length
    // A page that is still being loaded takes no key, and nothing outside of it shows when it does.
    await until(
      'a new clip in the library folder',
      () => this.clips().length > before,
      () => this.#press('ctrl+Return')
    )
    say(`Made a clip: ${this.clips().length} are in the library folder.`)
  }

  /** Enters a key and generates one clip, by keyboard alone. `simulator` is the API that the program was started with. */
  async makeFirstClip(simulator) {
    await until(
      'a request for the balance of the key',
      async () => (await simulator.requests())['balance'] > 0,
      () => this.#type('key-of-an-editor', 'Return')
    )
    // Seldom: the form asks before it sends the same again.
    await until(
      'a paid request',
      async () => (await simulator.paid()).length > 0,
      () => this.#type('a paper boat on a pond', 'ctrl+Return'),
      60_000
    )
    await until('the clip of that request in the library folder', () =>
      this.clips().some((name) => name.startsWith('Dailies/'))
    )
    say('Made a clip with a key that was typed in.')
  }

  /** Presses Generate where nothing may come of it. */
  pressGenerate() {
    this.#press('ctrl+Return')
  }

  async quit() {
    await until(
      'the end of Dailies',
      () => this.#child.exitCode !== null,
      () => this.#find() !== '' && this.#press('ctrl+q')
    )
    if (this.#child.exitCode !== 0) throw new Problem(`Dailies ended with ${this.#child.exitCode}.`)
    this.#child = null
  }

  kill() {
    this.#child?.kill('SIGKILL')
  }

  /** Returns the paths of all clips of the user. */
  clips() {
    if (!existsSync(join(this.home, 'Videos'))) return []
    return readdirSync(join(this.home, 'Videos'), { recursive: true }).filter((name) => name.endsWith('.mp4'))
  }

  /** Returns a fingerprint of every clip, settings file and database: what no package may touch. */
  fingerprint() {
    return fingerprintOf(this.#files())
  }

  /** Returns a fingerprint of the library folder and the database: what an older version may not touch. */
  libraryFingerprint() {
    const library = join(this.home, 'Videos')
    return fingerprintOf(
      this.#files().filter((file) => file.startsWith(library) || file.endsWith('/library.sqlite'))
    )
  }

  /** Returns what the program has logged. */
  log() {
    return this.#files()
      .filter((file) => file.includes('/logs/'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('')
  }

  #files() {
    return readdirSync(this.home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .toSorted()
  }

  /** Returns the command of a group of the desktop entry, without a place for files and links. */
  #commandOf(group) {
    const path = join(this.root.folder, 'usr/share/applications/app.dailies.Dailies.desktop')
    const [, line] =
      new RegExp(`^\\[${group}\\][^[]*?^Exec=(.*?)( %U)?$`, 'ms').exec(readFileSync(path, 'utf8')) ?? []
    if (!line) throw new Problem(`The desktop entry has no command in ${group}.`)
    return line.trim().split(' ')
  }

  /** Replaces the text of the focused field, and presses a key. */
  #type(text, keys) {
    this.#press('ctrl+a')
    const env = { ...process.env, DISPLAY: this.display }
    execFileSync('xdotool', ['type', '--delay', '20', text], { env })
    this.#press(keys)
  }

  #press(keys) {
    const env = { ...process.env, DISPLAY: this.display }
    const window = this.#find().split('\n')[0]
    execFileSync('xdotool', ['windowfocus', '--sync', window, 'key', keys], { env })
  }

  #find() {
    const env = { ...process.env, DISPLAY: this.display }
    return spawnSync('xdotool', ['search', '--onlyvisible', '--name', 'Dailies'], {
      env,
      encoding: 'utf8'
    }).stdout.trim()
  }

  /** Whether the page's process has fewer system calls and its own process ids: both layers of Chromium's sandbox. */
  #isSandboxed() {
    const pages = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((id) => /^\/usr\/lib\/dailies\/dailies[\0 ]--type=renderer/.test(textOf(`/proc/${id}/cmdline`)))
      .map((id) => textOf(`/proc/${id}/status`))
    return (
      pages.length > 0 &&
      pages.every((status) => /^Seccomp:\t2$/m.test(status) && /^NSpid:\t\d+\t\d+/m.test(status))
    )
  }
}
