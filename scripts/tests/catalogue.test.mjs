import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test, vi } from 'vitest'

// Each test starts a process of its own.
vi.setConfig({ testTimeout: 30_000 })

const root = resolve(import.meta.dirname, '../..')
const catalogue = (...options) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'scripts/catalogue.ts', ...options], {
    cwd: root,
    encoding: 'utf8'
  })

test('the catalogue is printed as JSON', () => {
  const { status, stdout } = catalogue('--json')
  expect(status).toBe(0)
  const models = JSON.parse(stdout)
  expect(models).toHaveLength(24)
  expect(models[0]).toMatchObject({ id: 'veo-3.1-fast', durations: { choices: [4, 6, 8], initial: 8 } })
})

test('and as a table for people', () => {
  const lines = catalogue().stdout.trim().split('\n')
  expect(lines).toHaveLength(25)
  expect(lines[1]).toMatch(
    /^veo-3\.1-fast +Veo 3\.1 Fast +Google +4 6 8 +16:9 9:16 .*\$0\.24\/s +documented$/
  )
})

test.each([['--yaml'], ['more'], ['--json=yes']])('%s ends with one sentence', (option) => {
  const { status, stdout, stderr } = catalogue(option)
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr.trim()).toMatch(/^[^\n.]+: this takes --json, or nothing\.$/)
})
