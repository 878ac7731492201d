import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Clock } from '../base/clock'
import { errorCode } from '../base/errors'

export interface ProgramResult {
  /** Null where it could not be started or was ended. */
  readonly code: number | null
  /** The end of what it wrote to its standard error. */
  readonly words: string
}

/** Most bytes that are kept of its standard error. */
const mostWords = 4096
/** More lines than this are no progress. */
const mostLines = 1_000_000

/** Ends a program with all that it started: what is called ffmpeg may be a script around it. */
function endAll(child: ChildProcessByStdio<null, Readable, Readable>): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL')
    else child.kill('SIGKILL')
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
  // Whatever is left holds them open, and would be waited for.
  child.stdout.destroy()
  child.stderr.destroy()
}

/**
 * Runs another program, never through a shell, and resolves once it has ended. It is ended where it says nothing for too
 * long, and when `signal` aborts.
 */
export async function runProgram(
  path: string,
  args: readonly string[],
  deps: {
    readonly onLine: (line: string) => void
    readonly longestSilenceMs: number
    readonly longestMs: number
    readonly clock: Clock
    readonly signal: AbortSignal
  }
): Promise<ProgramResult> {
  const { onLine, longestSilenceMs, longestMs, clock, signal } = deps
  if (signal.aborted) return { code: null, words: '' }
  const child = spawn(path, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    shell: false,
    // A process group of its own, by which it is ended. On Windows it would get a window.
    detached: process.platform !== 'win32'
  })
  // What ffmpeg writes in its last moments would be thrown away anyway.
  const end = (): void => endAll(child)
  let words = ''
  let lines = 0
  let stopSilence = clock.setTimer(longestSilenceMs, end)
  const stopWhole = clock.setTimer(longestMs, end)
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-mostWords)))
  createInterface({ input: child.stdout }).on('line', (line) => {
    stopSilence()
    stopSilence = clock.setTimer(longestSilenceMs, end)
    lines += 1
    if (lines > mostLines) end()
    else onLine(line.slice(0, mostWords))
  })
  signal.addEventListener('abort', end)
  try {
    const code = await new Promise<number | null>((resolve) => {
      child.once('error', (error) => {
        words += String(error)
        resolve(null)
      })
      child.once('close', resolve)
    })
    return { code, words: words.trim() }
  } finally {
    signal.removeEventListener('abort', end)
    stopSilence()
    stopWhole()
  }
}
