import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AppBench } from './testing/app-bench'
import { makeBackupSync } from '../db/recovery/backup'
import { openReadOnly } from '../db/connection/database'
import { backupFolder } from '../db/connection/open-library'

let bench: AppBench
beforeEach(async () => {
  bench = await AppBench.start()
})
afterEach(() => bench.end())

const path = (): string => join(bench.library, '.dailies', 'belongings.json')
const loseDatabase = (): void => rmSync(bench.stateFolder, { recursive: true })

const preset = (name: string) => ({
  id: crypto.randomUUID(),
  name,
  parameters: { modelId: 'veo-3.1-fast', aspectRatio: '16:9' as const, durationSeconds: 4 }
})
const snippet = (name: string, text: string) => ({ id: crypto.randomUUID(), name, text })

const all = async (): Promise<unknown> => [
  await bench.call('presets.list', {}),
  (await bench.call('models.list', {})).custom
]

const inFile = (name: string): Promise<unknown> =>
  vi.waitFor(() => expect(readFileSync(path(), 'utf8').includes(name)).toBe(true))

async function someOfEach(): Promise<unknown> {
  const [one, gone] = [preset('Wide'), preset('Thrown away')]
  await bench.call('presets.save', one)
  await bench.call('presets.save', gone)
  await bench.call('snippets.save', snippet('Rain', 'in the rain'))
  await bench.call('presets.remove', { id: gone.id })
  await bench.call('models.add', { id: 'my-own-model', name: 'Mine' })
  await bench.call('models.add', { id: 'another-model' })
  await bench.call('models.remove', { id: 'another-model' })
  return all()
}

it('restores presets, snippets and custom models from the folder alone [F48]', async () => {
  const before = await someOfEach()
  await bench.reopen(loseDatabase)
  await vi.waitFor(async () => expect(await all()).toEqual(before))
})

it('adds items missing from a backup, and keeps those of the backup [F48]', async () => {
  await bench.call('snippets.save', snippet('In the backup', 'x'))
  const reader = openReadOnly(bench.databasePath)
  makeBackupSync(reader, backupFolder(bench.databasePath), Date.now())
  reader.close()
  const before = await someOfEach()
  await bench.reopen(() => writeFileSync(bench.databasePath, 'no database at all '.repeat(1000)))
  await vi.waitFor(async () => expect(await all()).toEqual(before))
})

it('applies changes to the folder when it is back, including removals', async () => {
  const item = snippet('Rain', 'in the rain')
  await bench.call('snippets.save', item)
  await inFile('Rain')
  renameSync(bench.library, `${bench.library}-away`)
  await bench.call('presets.remove', { id: item.id })
  await bench.call('snippets.save', snippet('Snow', 'in the snow'))
  const before = await all()
  await bench.close()
  renameSync(`${bench.library}-away`, bench.library)
  bench.open()
  await inFile('Snow')
  expect(await all()).toEqual(before)
  expect(readFileSync(path(), 'utf8')).not.toContain('Rain')
})

it.each([
  ['no JSON', 'no JSON'],
  ['of a newer version', '{"version":2,"revision":9}'],
  ['with a wrong item', '{"version":1,"revision":9,"presets":[],"snippets":[{"id":"x"}],"models":[]}'],
  ['enormous', 'x'.repeat(17 * 2 ** 20)]
])('a file that is %s is set aside and replaced by a new one [D15]', async (_name, text) => {
  const before = await someOfEach()
  await bench.reopen(() => writeFileSync(path(), text))
  await inFile('Rain')
  expect(readFileSync(`${path()}.unreadable`, 'utf8') === text).toBe(true)
  expect(await all()).toEqual(before)
})

it.skipIf(process.platform === 'win32')('does not follow a link in its place [D15]', async () => {
  const elsewhere = join(bench.folder, 'precious', 'notes.txt')
  mkdirSync(dirname(elsewhere))
  writeFileSync(elsewhere, 'mine')
  await bench.call('snippets.save', snippet('Rain', 'in the rain'))
  await bench.reopen(() => {
    rmSync(path(), { force: true })
    symlinkSync(elsewhere, path())
  })
  await bench.call('snippets.save', snippet('Snow', 'in the snow'))
  await bench.close()
  expect(readFileSync(elsewhere, 'utf8')).toBe('mine')
  expect(existsSync(path())).toBe(true)
})

/** Adds models of somebody else, as a folder from elsewhere may contain them. */
function bringModels(models: readonly object[], name = 'belongings.json', revision = 9000): void {
  mkdirSync(dirname(path()), { recursive: true })
  const content = { version: 1, revision, presets: [], snippets: [], models }
  writeFileSync(join(dirname(path()), name), JSON.stringify(content))
}

const sent = (): readonly unknown[] => bench.simulator.ledger().entries

it('sends nothing with an imported model until its fields were confirmed once', async () => {
  const further = { style: 'neon', webhook: 'https://example.org', call_back: 'x', track_id: '7' }
  await bench.reopen(() => bringModels([{ id: 'veo-3.1-fast-custom', name: 'Veo 3.1 Fast', further }]))
  await vi.waitFor(async () =>
    expect(await bench.call('models.list', {})).toMatchObject({
      custom: [{ further: { style: 'neon' } }],
      unconfirmed: ['veo-3.1-fast-custom']
    })
  )
  const { custom } = await bench.call('models.list', {})
  expect(Object.keys(custom[0]!.further!)).toEqual(['style'])
  const press = (): Promise<unknown> =>
    bench.press({ modelId: 'veo-3.1-fast-custom', prompt: 'a paper boat' })
  await expect(press()).rejects.toThrow('fields of its own: style')
  // A second start with the same folder does not change that.
  await bench.reopen()
  await expect(press()).rejects.toThrow('came with this library folder')
  expect(sent()).toEqual([])
  await bench.call('models.confirm', { id: 'veo-3.1-fast-custom' })
  await bench.reopen()
  expect((await bench.call('models.list', {})).unconfirmed).toEqual([])
  await press()
  // Other fields under the same name need a new confirmation.
  await bench.reopen(() =>
    bringModels([{ id: 'veo-3.1-fast-custom', further: { style: 'neon', seed: 1 } }], undefined, 9999)
  )
  await vi.waitFor(async () =>
    expect((await bench.call('models.list', {})).unconfirmed).toEqual(['veo-3.1-fast-custom'])
  )
})

it('rejects fields that Dailies sets, in a model and in a press', async () => {
  await bench.call('models.add', { id: 'my-own-model' })
  for (const name of [
    'webhook',
    'callback',
    'track_id',
    'callback_url',
    'web_hook',
    'key',
    'api_key',
    'prompt'
  ]) {
    const further = { [name]: 'x' }
    await expect(bench.call('models.add', { id: 'another', further })).rejects.toThrow('invalid_input')
    await expect(bench.press({ modelId: 'my-own-model', further })).rejects.toThrow('is set by Dailies')
  }
  expect(sent()).toEqual([])
})

it.each(['belongings.sync-conflict-20261122-101010-ABCDEFG.json', 'belongings 2.json'])(
  'adds items found only in a conflict copy once: %s',
  async (name) => {
    await bench.call('models.add', { id: 'my-own-model' })
    await inFile('my-own-model')
    await bench.reopen(() =>
      bringModels([{ id: 'from-the-other-device' }, { id: 'my-own-model', name: 'X' }], name)
    )
    await vi.waitFor(async () =>
      expect((await bench.call('models.list', {})).custom.map(({ id }) => id).sort()).toEqual([
        'from-the-other-device',
        'my-own-model'
      ])
    )
    await inFile('from-the-other-device')
    await bench.call('models.remove', { id: 'from-the-other-device' })
    await bench.reopen()
    await bench.call('models.add', { id: 'later' })
    await inFile('later')
    expect((await bench.call('models.list', {})).custom.map(({ id }) => id).sort()).toEqual([
      'later',
      'my-own-model'
    ])
  }
)
