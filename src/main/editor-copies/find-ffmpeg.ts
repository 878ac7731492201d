import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import type { Clock } from '../base/clock'
import { runProgram } from './run-program'

/** An ffmpeg on this computer. */
export interface Ffmpeg {
  readonly path: string
  readonly version: string
  readonly encoders: ReadonlySet<string>
}

type Environment = Readonly<Record<string, string | undefined>>

const probe = { longestSilenceMs: 20_000, longestMs: 20_000 }

/** Where package managers put programs: an app that was started from a menu has a short PATH. */
function usualFolders(system: NodeJS.Platform, environment: Environment): readonly string[] {
  const home = environment['HOME'] ?? environment['USERPROFILE']
  const inHome = (...names: readonly string[]): readonly string[] => (home ? [join(home, ...names)] : [])
  if (system === 'darwin') return ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin']
  if (system !== 'win32') {
    return [
      '/usr/local/bin',
      '/usr/bin',
      '/snap/bin',
      '/home/linuxbrew/.linuxbrew/bin',
      ...inHome('.local', 'bin')
    ]
  }
  const { ProgramFiles, ProgramData, LOCALAPPDATA } = environment
  return [
    'C:\\ffmpeg\\bin',
    ...(ProgramFiles ? [join(ProgramFiles, 'ffmpeg', 'bin')] : []),
    ...(ProgramData ? [join(ProgramData, 'chocolatey', 'bin')] : []),
    ...(LOCALAPPDATA ? [join(LOCALAPPDATA, 'Microsoft', 'WinGet', 'Links')] : []),
    ...inHome('scoop', 'shims')
  ]
}

/**
 * Looks for an ffmpeg that runs, and asks it what it can write. Relative entries of the PATH are left out: they would
 * run whatever is in the current folder. Returns null where none answers.
 */
export async function findFfmpeg(deps: {
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly system?: NodeJS.Platform
  readonly environment?: Environment
}): Promise<Ffmpeg | null> {
  const { system = process.platform, environment = process.env } = deps
  const onPath = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter).filter(isAbsolute)
  const name = system === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  for (const folder of new Set([...onPath, ...usualFolders(system, environment)])) {
    const path = join(folder, name)
    if (!(await isProgram(path))) continue
    const found = await ask(path, deps)
    if (found) return found
  }
  return null
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

async function ask(
  path: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal }
): Promise<Ffmpeg | null> {
  const read = async (...args: readonly string[]): Promise<readonly string[] | null> => {
    const lines: string[] = []
    const run = { ...probe, clock, signal, onLine: (line: string) => void lines.push(line) }
    const { code } = await runProgram(path, ['-hide_banner', ...args], run)
    return code === 0 ? lines : null
  }
  const version = /^ffmpeg version (\S+)/.exec((await read('-version'))?.[0] ?? '')?.[1]
  if (version === undefined) return null
  const encoders = await read('-encoders')
  if (!encoders) return null
  const names = encoders.flatMap((line) => /^ [VA][A-Z.]{5} (\w+)/.exec(line)?.[1] ?? [])
  return { path, version, encoders: new Set(names) }
}
