import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { daemonAnswers } from './notification-daemon'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-daemon-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function program(line: string): string {
  const path = join(folder, 'gdbus')
  writeFileSync(path, `#!/bin/sh\n${line}\n`, { mode: 0o755 })
  return path
}

it.runIf(process.platform !== 'win32').each([
  ['answers', 'exit 0', true],
  ['is missing or hangs', 'exit 1', false]
])('finds out that a notification daemon %s [F69]', async (_what, line, answers) => {
  expect(await daemonAnswers(program(line))).toBe(answers)
})

it('lets Electron ask where nothing else can', async () => {
  expect(await daemonAnswers(join(folder, 'absent'))).toBe(true)
})
