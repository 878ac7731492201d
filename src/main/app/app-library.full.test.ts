import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writtenMoment } from '@shared/local-day'
import type { CallInput, CallName, CallOutput, Envelope } from '@shared/contract'
import type { GenerationView } from '@shared/generation'
import { startForTest } from '../../simulator/testing/test-client'
import type { Simulator } from '../../simulator/server'
import { createApp } from './app'
import type { App } from './platform'
import { fakePlatform, type FakePlatform } from './testing/fake-platform'
import { FakeKeychain } from '../credentials/testing/fake-keychain'
import { makeBackupSync } from '../db/recovery/backup'
import { rewriteWithSchema } from '../db/testing/older-library'
import { openDatabase, openReadOnly } from '../db/connection/database'
import { schemaVersion } from '../db/migrations/migrate'
import { backupFolder } from '../db/connection/open-library'

let folder: string
let simulator: Simulator
let platform: FakePlatform
let app: App
const keychain = new FakeKeychain()

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-library-'))
  simulator = await startForTest({ speed: 100 })
  start()
  await call('key.set', { key: 'a-good-key' })
})
afterEach(async () => {
  await app.dispose()
  await simulator.close()
  rmSync(folder, { recursive: true, force: true })
})

function start(): void {
  platform = fakePlatform({ folder, apiOrigin: simulator.url, keychain })
  app = createApp(platform)
  app.start()
}

const databasePath = (): string => join(folder, 'state', 'library.sqlite')

async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const envelope = (await platform.ipc.call(name, input)) as Envelope<CallOutput<Name>>
  if (!envelope.ok) throw new Error(envelope.error.code)
  return envelope.value
}

const press = (prompt: string): CallInput<'generations.create'> => ({
  pressId: crypto.randomUUID(),
  requests: [{ modelId: 'veo-3.1-fast', prompt, aspectRatio: '16:9', durationSeconds: 4 }]
})

async function all(): Promise<readonly GenerationView[]> {
  const page = await call('generations.page', { view: 'all', text: '', before: null, limit: 50 })
  return page.items.toReversed()
}

const states = async (): Promise<readonly string[]> =>
  (await all()).map(({ request, state, videos }) =>
    [request.prompt, state, ...videos.map((video) => video.state)].join(' ')
  )

const comeTo = (expected: readonly string[]): Promise<void> =>
  vi.waitFor(async () => expect(await states()).toEqual(expected), { interval: 20 })

describe('a library of another version', () => {
  it('of an older one is migrated after a backup, and running generations continue [F68]', async () => {
    simulator.fault({ fault: 'job-finish-after=1000000*1' })
    await call('generations.create', press('begun by the older one'))
    await comeTo(['begun by the older one processing'])
    await app.dispose()
    rewriteWithSchema(databasePath(), 1)
    start()
    await comeTo(['begun by the older one processing'])
    simulator.set({ advanceSeconds: 1_000_000 })
    await comeTo(['begun by the older one ready saved'])
    expect(simulator.ledger().entries).toHaveLength(1)
    expect(readdirSync(backupFolder(databasePath()))).toHaveLength(1)
  })

  it('of a newer one opens read-only, sends nothing, and shows the reason [F51, F68]', async () => {
    await call('generations.create', press('one'))
    await comeTo(['one ready saved'])
    await call('sending.setPaused', { paused: true })
    await call('generations.create', press('two'))
    await app.dispose()
    const newer = openDatabase(databasePath())
    newer.exec('PRAGMA user_version = 99')
    newer.close()
    start()
    await call('sending.setPaused', { paused: false })
    expect((await call('app.state', {})).notWritable).toMatchObject({ code: 'library_newer' })
    await expect(call('generations.create', press('three'))).rejects.toThrow('library_newer')
    const [one] = await all()
    await expect(call('generations.trash', { ids: [one!.id] })).rejects.toThrow('library_newer')
    await expect(call('draft.save', { draft: 'x' })).rejects.toThrow('library_newer')
    expect(await states()).toEqual(['one ready saved', 'two queued'])
    expect(simulator.ledger().entries).toHaveLength(1)
    await app.dispose()
    const after = openReadOnly(databasePath())
    expect(schemaVersion(after)).toBe(99)
    after.close()
    start()
  })
})

describe('a library with a damaged database', () => {
  it('is restored from backup and folder with the counts shown, and pays for nothing again [F48]', async () => {
    await call('generations.create', press('in the backup'))
    await comeTo(['in the backup ready saved'])
    simulator.fault({ fault: 'job-finish-after=1000000*1' })
    await call('generations.create', press('running then'))
    await comeTo(['in the backup ready saved', 'running then processing'])
    await call('sending.setPaused', { paused: true })
    await call('generations.create', press('waiting then'))
    const reader = openReadOnly(databasePath())
    const backup = makeBackupSync(reader, backupFolder(databasePath()), Date.now())
    reader.close()
    await call('sending.setPaused', { paused: false })
    simulator.set({ advanceSeconds: 2_000_000 })
    await call('generations.create', press('after it'))
    const whole = ['in the backup', 'running then', 'waiting then', 'after it'].map(
      (name) => `${name} ready saved`
    )
    await comeTo(whole)
    const before = await all()
    await app.dispose()
    writeFileSync(databasePath(), 'no database at all '.repeat(1000))
    start()
    await comeTo(whole)
    const ids = (views: readonly GenerationView[]): unknown =>
      views.map(({ id, remoteId, videos }) => [id, remoteId, videos[0]?.id, videos[0]?.fileName])
    expect(ids(await all())).toEqual(ids(before))
    expect(simulator.ledger().entries).toHaveLength(4)
    const notices = await vi.waitFor(async () => {
      const told = (await call('app.state', {})).notices
      expect(told).toMatchObject([{ code: 'library_damaged' }])
      return told
    })
    expect(notices[0]!.message).toContain(`a backup of ${writtenMoment(backup.atMs)}, and`)
    expect(notices[0]!.message).toContain('and 3 clips from the folder')
    expect(readdirSync(join(folder, 'state')).some((name) => name.includes('.damaged-'))).toBe(true)
  })

  it('is rebuilt from the folder if a trigger would send generations again, and reports it', async () => {
    simulator.fault({ fault: 'job-finish-after=1000000*1' })
    await call('generations.create', press('running'))
    await comeTo(['running processing'])
    await app.dispose()
    const database = openDatabase(databasePath())
    database.exec(`CREATE TRIGGER again AFTER UPDATE ON generation WHEN NEW.state = 'processing'
      BEGIN UPDATE generation SET state = 'queued', needs_click = 0 WHERE id = NEW.id; END`)
    database.close()
    start()
    await vi.waitFor(async () =>
      expect((await call('app.state', {})).notices[0]?.message).toContain(
        'Another program changed the library index'
      )
    )
    simulator.set({ advanceSeconds: 2_000_000 })
    await comeTo(['running ready saved'])
    expect(simulator.ledger().entries).toHaveLength(1)
  })
})

describe('two app instances with different profiles and the same library folder [F56]', () => {
  const second = (): FakePlatform => {
    const own = fakePlatform({ folder: join(folder, 'second'), apiOrigin: simulator.url, keychain })
    return { ...own, folders: { ...own.folders, defaultLibrary: platform.folders.defaultLibrary } }
  }

  it('the second shows the history, and neither writes, sends nor polls until the first is closed', async () => {
    await call('generations.create', press('of the first'))
    await comeTo(['of the first ready saved'])
    await vi.waitFor(() =>
      expect(
        readFileSync(join(platform.folders.defaultLibrary, '.dailies', 'journal.jsonl'), 'utf8')
      ).toContain('"state":"ready"')
    )
    const [first, inFolder] = [app, filesIn(platform.folders.defaultLibrary)]
    const before = simulator.ledger()

    platform = second()
    app = createApp(platform)
    app.start()
    await call('key.set', { key: 'a-good-key' })
    expect((await call('app.state', {})).library.status).toBe('in_use')
    await call('generations.create', press('of the second'))
    await call('generations.create', press('thrown away'))
    const [, thrownAway] = await all()
    await call('generations.trash', { ids: [thrownAway!.id] })
    await expect(call('library.rebuild', {})).rejects.toThrow('library_in_use')
    expect((await all()).map(({ waitingFor }) => waitingFor)).toEqual(['library'])
    expect((await call('app.state', {})).sending).toMatchObject({ heldFor: 'library', waiting: 1 })
    expect(filesIn(platform.folders.defaultLibrary)).toEqual(inFolder)
    expect(simulator.ledger().entries).toEqual(before.entries)
    expect(simulator.ledger().requests['fetch']).toBe(before.requests['fetch'])

    await first.dispose()
    await comeTo(['of the first ready saved', 'of the second ready saved'])
    expect(simulator.ledger().entries).toHaveLength(2)
  })

  it('the first rejects the folder of the second, and keeps its own', async () => {
    const other = join(folder, 'other')
    const elsewhere = { ...second() }
    const its = createApp({ ...elsewhere, folders: { ...elsewhere.folders, defaultLibrary: other } })
    its.start()
    await vi.waitFor(() => expect(filesIn(other)).toHaveProperty('.dailies/lock'))

    platform.desktop.nextFolder = other
    platform.desktop.takesOther = true
    await expect(call('library.chooseFolder', {})).rejects.toThrow('library_in_use')
    const { library } = await call('app.state', {})
    expect(library).toMatchObject({ folder: platform.folders.defaultLibrary, status: 'ok' })
    await its.dispose()
    expect(await call('library.chooseFolder', {})).toEqual({ changed: true })
  })
})

/** Returns every file below a folder with its length. */
const filesIn = (root: string): Record<string, number> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(root, name)).isFile())
      .map((name) => [name, statSync(join(root, name)).size])
  )
