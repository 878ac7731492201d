import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { inProject } from './paths.mjs'
import { Problem } from './say.mjs'

/** The line of a failed command's output that most likely says why. */
export function reasonIn(output) {
  const lines = output.split('\n').map((line) => line.trim())
  const named = lines.find((line) => /^(E:|⨯|npm (error|ERR!)) (?!code\b|A complete log\b)\S/.test(line))
  return named ?? lines.filter(Boolean).at(-1) ?? 'it said nothing'
}

/** Runs a command whose output matters only when it fails, and keeps that output in a log. */
export function runQuietly(name, command, args, options = {}) {
  const result = spawnSync(command, args, {
    ...options,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 256 * 1024 * 1024
  })
  if (result.error) throw new Problem(`${name} could not be started: ${result.error.message}.`)
  if (result.status === 0) return
  const log = inProject('.cache', `${name.replaceAll(/\W+/g, '-')}.log`)
  const output = result.stdout + result.stderr
  mkdirSync(dirname(log), { recursive: true })
  writeFileSync(log, output)
  throw new Problem(`${name} failed: ${reasonIn(output)} (all it said: ${relative(inProject(), log)})`)
}
