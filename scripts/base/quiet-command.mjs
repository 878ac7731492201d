import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { startHeartbeat, stopwatch } from './heartbeat.mjs'
import { inProject } from './paths.mjs'
import { Problem } from './say.mjs'

const longestDetail = 80

/**
 * Returns the line of a failed command's output that most likely names the cause.
 * @internal
 */
export function reasonIn(output) {
  const lines = output.split('\n').map((line) => line.trim())
  const named = lines.find((line) => /^(E:|⨯|npm (error|ERR!)) (?!code\b|A complete log\b)\S/.test(line))
  return named ?? lines.filter(Boolean).at(-1) ?? 'it said nothing'
}

/** Returns the last line of a command's output, shortened for a progress line. */
function lastWords(output) {
  const last = output
    .trimEnd()
    .split(/[\r\n]/)
    .at(-1)
    .trim()
  return last.length > longestDetail ? `${last.slice(0, longestDetail)}…` : last
}

/** Runs a command to its end and streams its output to `heard`. */
function runPiped(command, args, options, heard) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', heard)
    child.once('error', reject)
    child.once('close', resolve)
  })
}

/** Runs a command quietly: writes its output to a log, reports progress, and names the log on failure. */
export async function runQuietly(name, command, args, options = {}) {
  let output = ''
  const passed = stopwatch()
  const heartbeat = startHeartbeat(() => `  ${name}: ${passed()} so far. ${lastWords(output)}`)
  const code = await runPiped(command, args, options, (text) => {
    output += text
  })
    .catch((error) => {
      throw new Problem(`${name} could not be started: ${error.message}.`)
    })
    .finally(heartbeat.stop)
  if (code === 0) return
  const log = inProject('.cache', `${name.replaceAll(/\W+/g, '-')}.log`)
  mkdirSync(dirname(log), { recursive: true })
  writeFileSync(log, output)
  throw new Problem(`${name} failed: ${reasonIn(output)} (full output: ${relative(inProject(), log)})`)
}
