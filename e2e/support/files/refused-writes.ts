import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import type { RunningApp } from '../app/running-app'

/** Returns whether strace can make single system calls of another process fail. */
export const canRefuseWrites = spawnSync('strace', ['-qq', 'true'], { stdio: 'ignore' }).status === 0

/** Makes every write of the main process to this file fail with a full disk. */
export async function refuseWrites(
  { electron }: RunningApp,
  file: string
): Promise<{ readonly end: () => Promise<void> }> {
  const process = ['-f', '-p', String(electron.process().pid)]
  const refusal = ['-P', file, '-e', 'inject=pwrite64:error=ENOSPC', '-o', '/dev/null']
  const strace = spawn('strace', [...process, ...refusal], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(strace, 'exit')
  await once(strace.stderr, 'data')
  strace.stderr.resume()
  return {
    end: async () => {
      strace.kill('SIGINT')
      await ended
    }
  }
}
