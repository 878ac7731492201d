import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { toolEnvironment } from './environment.mjs'
import { inProject } from './paths.mjs'
import { Problem } from './say.mjs'

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Runs a program to its end with the project's tools on its path, and returns its exit code. */
export function runTool(command, args, { stdio = 'inherit', env = toolEnvironment() } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: inProject(), stdio, env, shell: process.platform === 'win32' })
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
