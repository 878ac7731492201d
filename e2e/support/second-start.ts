import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { RunningApp } from './running-app'

/** Starts the same program again in the same profile, as a second click on its icon does; resolves when it has ended. */
export async function startSecond(
  app: RunningApp
): Promise<{ readonly code: number | null; readonly tookMs: number }> {
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
  const child = spawn(program, args, { env, stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number | null]
  return { code, tookMs: Date.now() - startedMs }
}
