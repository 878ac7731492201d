/** `npm run test:busy`: `npm test` on a machine that is busy with two other programs. */
import { spawn } from 'node:child_process'
import { runScript, say } from './base/say.mjs'
import { busyLoop } from './tests/busy-loop.mjs'

const loops = 2

runScript(async () => {
  const busy = Array.from({ length: loops }, busyLoop)
  say(`${loops} busy loops run beside the tests (processes ${busy.map(({ pid }) => pid).join(' and ')}).`)
  try {
    return await test()
  } finally {
    for (const loop of busy) loop.kill('SIGKILL')
  }
})

/** Runs `npm test`. Not with runTool: nothing may be installed yet. */
function test() {
  const child = spawn(process.execPath, ['scripts/test.mjs'], { stdio: 'inherit' })
  // Ctrl-C reaches both processes; the loops end after the tests.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
}
