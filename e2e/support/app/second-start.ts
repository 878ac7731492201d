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
  /** Arguments after those of the first start; Chromium uses the last of equal switches. */
  readonly args?: readonly string[]
  readonly env?: Environment
  /** Starts without a given user-data folder. */
  readonly ownProfile?: boolean
  readonly cwd?: string
}

/** Starts the program again, like a second click on its icon; resolves when it has ended. */
export async function startSecond(app: RunningApp, more: More = {}): Promise<SecondStart> {
  const child = await spawnSecond(app, more)
  let complaints = ''
  child.stderr?.on('data', (text: Buffer) => (complaints += text.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, complaints }
}

/** Starts the program again; the caller ends it. */
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
