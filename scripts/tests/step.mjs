import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { inProject } from '../base/paths.mjs'
import { runTool } from '../setup/tool.mjs'
import { failedCheck } from './failures.mjs'

/** Makes a step that runs a tool and counts as one test. The end of its output describes its failure. */
export const check =
  (command, ...args) =>
  async (heard) => {
    const pieces = []
    const listen = (piece) => {
      pieces.push(piece)
      heard()
    }
    const ok = (await runTool(command, args, { heard: listen })) === 0
    if (ok) return { ok, counts: { passed: 1, failed: 0 } }
    const output = Buffer.concat(pieces).toString()
    return {
      ok,
      counts: { passed: 0, failed: 1 },
      failures: [failedCheck([command, ...args].join(' '), output)]
    }
  }

/** Makes a step that runs a tool and buffers its output until it is done. */
export function quietTool(log, command, ...args) {
  return async () => {
    const file = inProject(log)
    mkdirSync(dirname(file), { recursive: true })
    const output = openSync(file, 'w')
    try {
      const ok = (await runTool(command, args, { stdio: ['ignore', output, output] })) === 0
      return { ok, said: readFileSync(file, 'utf8') }
    } finally {
      closeSync(output)
    }
  }
}

/** Makes a step that runs a test runner and reads its report; an older report is deleted first. */
export function tests({ report, read, env }, command, ...args) {
  return async (heard) => {
    const file = inProject(report)
    rmSync(file, { force: true })
    const ok = (await runTool(command, args, { heard, env: env?.() })) === 0
    return existsSync(file) ? { ok, ...read(JSON.parse(readFileSync(file, 'utf8'))) } : { ok: false }
  }
}

/** Makes a step that builds something later steps use. */
export const prepared = (prepare) => async () => {
  await prepare()
  return { ok: true }
}
