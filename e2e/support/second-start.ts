import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Environment } from './desktop/processes'
import type { RunningApp } from './running-app'

export interface SecondStart {
  readonly code: number | null
  readonly tookMs: number
  /** What it wrote to its standard error. */
  readonly complaints: string
}

/**
 * Starts the same program again, as a second click on its icon does; resolves when it has ended.
 *
 * @param more Arguments go behind those of the first start, and Chromium takes the last of its switches.
 */
export async function startSecond(
  app: RunningApp,
  more: { readonly args?: readonly string[]; readonly env?: Environment } = {}
): Promise<SecondStart> {
  const { program, args, env } = await app.electron.evaluate(({ app: main }) => ({
    program: process.execPath,
    args: [
      ...(main.isPackaged ? [] : [main.getAppPath()]),
      `--user-data-dir=${main.getPath('userData')}`,
      '--ozone-platform=x11',
      '--no-sandbox'
    ],
    env: process.env
  }))
  const startedMs = Date.now()
  const child = spawn(program, [...args, ...(more.args ?? [])], {
    env: { ...env, ...more.env },
    stdio: ['ignore', 'ignore', 'pipe']
  })
  let complaints = ''
  child.stderr.on('data', (text: Buffer) => (complaints += text.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, tookMs: Date.now() - startedMs, complaints }
}
