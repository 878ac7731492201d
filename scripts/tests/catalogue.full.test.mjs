import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, onTestFinished, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const catalogue = (...options) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'scripts/catalogue.ts', ...options], {
    cwd: root,
    encoding: 'utf8'
  })

test('prints the catalogue as JSON', () => {
  const { status, stdout } = catalogue('--json')
  expect(status).toBe(0)
  const models = JSON.parse(stdout)
  expect(models).toHaveLength(24)
  expect(models[0]).toMatchObject({ id: 'veo-3.1-fast', durations: { choices: [4, 6, 8], initial: 8 } })
})

test('prints the catalogue as a table', () => {
  const lines = catalogue().stdout.trim().split('\n')
  expect(lines).toHaveLength(25)
  expect(lines[1]).toMatch(
    /^veo-3\.1-fast +Veo 3\.1 Fast +Google +4 6 8 +16:9 9:16 .*\$0\.24\/s +documented$/
  )
})

function profileFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'dailies-catalogue-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'state'))
  return folder
}

/** Makes a profile with one custom model and a model list that has one new id and none of the others. */
function profile() {
  const folder = profileFolder()
  const database = new DatabaseSync(join(folder, 'state/library.sqlite'))
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE remembered (name TEXT PRIMARY KEY, value TEXT)')
  const write = database.prepare('INSERT INTO remembered VALUES (?, ?)')
  write.run('custom_models', JSON.stringify([{ id: 'mine', further: { seed: 7 } }]))
  const listed = { id: 'brand-new', name: 'Brand New', isTextToVideo: true, isListed: true }
  write.run('model_listing', JSON.stringify({ checkedAtMs: 1, models: [listed] }))
  database.close()
  return folder
}

test("prints an app's own models when its folder is given", () => {
  const { status, stdout } = catalogue('--json', '--user-data-dir', profile())
  expect(status).toBe(0)
  const models = JSON.parse(stdout)
  expect(models).toHaveLength(26)
  expect(models.slice(-2)).toMatchObject([
    { id: 'mine', status: { kind: 'custom' }, initialFurther: { seed: 7 }, presence: 'not_known' },
    { id: 'brand-new', name: 'Brand New', status: { kind: 'not_described' }, presence: 'listed' }
  ])
  expect(models[0]).toMatchObject({ id: 'veo-3.1-fast', presence: 'vanished' })
})

test('names a folder without a library', () => {
  const { status, stderr } = catalogue('--user-data-dir', '/nowhere')
  expect([status, stderr.trim()]).toEqual([1, 'There is no library of Dailies in /nowhere.'])
})

test('names a library that cannot be read', () => {
  const folder = profileFolder()
  writeFileSync(join(folder, 'state/library.sqlite'), 'no database'.repeat(1000))
  const { status, stderr } = catalogue('--user-data-dir', folder)
  expect([status, stderr.trim()]).toEqual([1, `The library in ${folder} could not be read.`])
})

test('--help names every option', () => {
  const { status, stdout } = catalogue('--help')
  expect(status).toBe(0)
  for (const option of ['--json', '--user-data-dir DIR', '--help']) expect(stdout).toContain(option)
})

test.each([['--yaml'], ['more'], ['--json=yes'], ['--user-data-dir']])(
  '%s ends with one sentence',
  (option) => {
    const { status, stdout, stderr } = catalogue(option)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr.trim()).toMatch(/^[^\n.]+: this takes --json, --user-data-dir DIR, or nothing\.$/)
  }
)
