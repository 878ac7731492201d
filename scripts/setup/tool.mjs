import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { toolEnvironment } from './environment.mjs'
import { inProject } from '../base/paths.mjs'
import { Problem } from '../base/say.mjs'

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program to its end with the project's tools on its path, and returns its exit code.
 * @param options.heard Called with each piece of output.
 */
export function runTool(command, args, { stdio = 'inherit', env = toolEnvironment(), heard } = {}) {
  if (heard) return runHeard(command, args, env, heard)
  return run(command, args, stdio, env)
}

/** Forces colours, which programs omit when they write to a pipe. */
function runHeard(command, args, env, heard) {
  const colours = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : {}
  return run(command, args, ['inherit', 'pipe', 'pipe'], { ...env, ...colours }, (child) => {
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr]
    ])
      from.on('data', (piece) => {
        to.write(piece)
        heard(piece)
      })
  })
}

function run(command, args, stdio, env, begun = () => undefined) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: inProject(), stdio, env, shell: process.platform === 'win32' })
    begun(child)
    const forward = (signal) => child.kill(signal)
    for (const signal of forwarded) process.on(signal, forward)
    const settle = (end) => (value) => {
      for (const signal of forwarded) process.off(signal, forward)
      end(value)
    }
    child.once('error', (error) =>
      settle(reject)(new Problem(`${command} could not be started: ${error.message}.`))
    )
    child.once('close', (code, signal) => settle(resolve)(code ?? 128 + constants.signals[signal]))
  })
}
