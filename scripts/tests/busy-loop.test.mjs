import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { expect, it, vi } from 'vitest'
import { inProject } from '../base/paths.mjs'
import { busyLoop } from './busy-loop.mjs'

const isThere = (pid) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

it('ends when it is killed', async () => {
  const loop = busyLoop()
  await once(loop, 'spawn')
  loop.kill('SIGKILL')
  const [, signal] = await once(loop, 'close')
  expect(signal).toBe('SIGKILL')
})

it.runIf(process.platform !== 'win32')('ends by itself when what started it was killed', async () => {
  const code = `
    import { busyLoop } from '${inProject('scripts/tests/busy-loop.mjs')}'
    process.stdout.write(String(busyLoop().pid))
    setInterval(() => undefined, 1000)
  `
  const starter = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const [pid] = await once(starter.stdout, 'data')
  expect(isThere(Number(pid))).toBe(true)
  starter.kill('SIGKILL')
  await vi.waitFor(() => expect(isThere(Number(pid))).toBe(false), { timeout: 60_000 })
})
