import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Environment } from '../desktop/processes'
import type { RunningApp } from './running-app'

export interface SecondStart {
  readonly code: number | null
  /** What it wrote to its standard error. */
  readonly complaints: string
}

interface More {
  /** They go behind those of the first start, and Chromium takes the last of its switches. */
  readonly args?: readonly string[]
  readonly env?: Environment
  /** Leaves it to the program where it keeps its things. */
  readonly ownProfile?: boolean
  readonly cwd?: string
}

/** Starts the same program again, as a second click on its icon does; resolves when it has ended. */
export async function startSecond(app: RunningApp, more: More = {}): Promise<SecondStart> {
  const child = await spawnSecond(app, more)
  let complaints = ''
  child.stderr?.on('data', (text: Buffer) => (complaints += text.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, complaints }
}

/** Starts the same program again, and leaves it to the caller to end it. */
export async function spawnSecond(app: RunningApp, more: More = {}): Promise<ChildProcess> {
  const { program, args, env } = await app.electron.evaluate(({ app: main }, ownProfile) => {
    const profile = ownProfile ? [] : [`--user-data-dir=${main.getPath('userData')}`]
    return {
      program: process.execPath,
      args: [
        ...(main.isPackaged ? [] : [main.getAppPath()]),
        ...profile,
        '--ozone-platform=x11',
        '--no-sandbox'
      ],
      env: process.env
    }
  }, more.ownProfile ?? false)
  return spawn(program, [...args, ...(more.args ?? [])], {
    env: { ...env, ...more.env },
    cwd: more.cwd,
    stdio: ['ignore', 'ignore', 'pipe']
  })
}
