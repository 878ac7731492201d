import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { HotFolder, HotFolderStatus } from '@shared/library/hot-folders'
import type { ItemId } from '@shared/library/items'
import { ClipBench } from './testing/clip-bench'

let app: ClipBench
let target: string
beforeEach(async () => {
  app = await ClipBench.start()
  target = realpathSync(mkdtempSync(join(tmpdir(), 'dailies-hot-')))
})
afterEach(async () => {
  await app.end()
  rmSync(target, { recursive: true, force: true })
})

const circled: Pick<HotFolder, 'rule' | 'projectId' | 'way'> = {
  rule: { kind: 'circled' },
  projectId: null,
  way: 'copy'
}
const wholeLibrary = { kind: 'stars', from: 4 } as const

async function add(wish: Partial<typeof circled> = {}): Promise<void> {
  app.desktop.nextFolder = target
  expect(await app.call('hotFolders.add', { ...circled, ...wish })).toEqual({ added: true })
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => !name.startsWith('.dailies'))
    .sort()

async function nameOf(prompt: string): Promise<string> {
  return (await app.video(prompt)).fileName ?? ''
}

/** Waits until the folder holds exactly these clips. */
const holds = async (...prompts: readonly string[]): Promise<void> => {
  const names = (await Promise.all(prompts.map(nameOf))).sort()
  await app.until(async () => {
    expect(filesIn(target)).toEqual(names)
    expect(await stateOf()).toMatchObject({ status: 'up_to_date', clips: names.length })
  })
}

async function stateOf() {
  const [state] = (await app.call('app.state', {})).hotFolders
  return state
}

const comesTo = (status: HotFolderStatus): Promise<unknown> =>
  app.until(async () => expect((await stateOf())?.status).toBe(status))

async function makeItem(
  kind: 'project' | 'shot',
  name: string,
  projectId: ItemId | null = null
): Promise<ItemId> {
  const id = crypto.randomUUID() as ItemId
  await app.call('items.add', { item: { id, kind, name, projectId, search: null } })
  return id
}

async function annotate(prompt: string, change: object): Promise<void> {
  const { id } = await app.generation(prompt)
  await app.call('annotations.set', { ids: [id], change })
}

it('follows circles, undo, the trash and the removal of a shot', async () => {
  const shot = await makeItem('shot', 'Opening')
  for (const prompt of ['one', 'two']) {
    await app.makeClip(prompt)
    await annotate(prompt, { shotId: shot })
  }
  await add()
  await holds()
  await annotate('one', { isCircled: true })
  await holds('one')
  await annotate('two', { isCircled: true })
  await holds('two')
  await app.call('undo.undo', {})
  await holds('one')
  const { id } = await app.generation('one')
  await app.call('generations.trash', { ids: [id] })
  await app.until(() => expect(filesIn(target)).toEqual([]))
  await app.call('generations.restore', { ids: [id] })
  await holds('one')
  await app.call('items.remove', { id: shot })
  await app.until(() => expect(filesIn(target)).toEqual([]))
  await app.call('undo.undo', {})
  await holds('one')
})

it('holds the stars of one project, and leaves everything while the project is gone', async () => {
  const project = await makeItem('project', 'Film')
  for (const prompt of ['one', 'two']) await app.makeClip(prompt)
  await annotate('one', { stars: 5, projectId: project })
  await annotate('two', { stars: 5 })
  await add({ rule: wholeLibrary, projectId: project })
  await holds('one')
  const { hotFolders } = (await app.call('app.state', {})).settings
  await app.call('hotFolders.change', { id: hotFolders[0]!.id, rule: wholeLibrary, projectId: null })
  await holds('one', 'two')
  await app.call('hotFolders.change', { id: hotFolders[0]!.id, rule: wholeLibrary, projectId: project })
  await holds('one')
  await app.call('items.remove', { id: project })
  await comesTo('project_gone')
  expect(filesIn(target)).toEqual([await nameOf('one')])
  await annotate('one', { stars: 3 })
  await app.call('undo.undo', {})
  await app.call('undo.undo', {})
  await holds('one')
})

it('finishes at the next start what changed while it was not there', async () => {
  for (const prompt of ['one', 'two']) await app.makeClip(prompt)
  await annotate('one', { stars: 5 })
  await add({ rule: wholeLibrary })
  await holds('one')
  const away = `${target}-away`
  renameSync(target, away)
  await annotate('two', { stars: 5 })
  await comesTo('not_there')
  expect(existsSync(target)).toBe(false)
  await app.restart()
  await comesTo('not_there')
  renameSync(away, target)
  await holds('one', 'two')
})

it('goes on with a database that was rebuilt from the folder', async () => {
  for (const prompt of ['one', 'two']) await app.makeClip(prompt)
  await annotate('one', { stars: 5 })
  await add({ rule: wholeLibrary })
  await holds('one')
  await app.restart(() => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${app.bench.databasePath}${end}`, { force: true })
    rmSync(join(app.bench.stateFolder, 'backups'), { recursive: true, force: true })
  })
  await app.until(() => app.video('one'))
  await holds('one')
  await annotate('two', { stars: 5 })
  await annotate('one', { stars: 0 })
  await holds('two')
})

it('goes on after the library moved to another folder', async () => {
  await app.makeClip('one')
  await annotate('one', { stars: 5 })
  await add({ rule: wholeLibrary })
  await holds('one')
  const moved = join(app.home, 'moved')
  mkdirSync(moved)
  app.desktop.nextFolder = moved
  await app.call('library.chooseFolder', {})
  await app.makeClip('two')
  await annotate('two', { stars: 5 })
  await holds('one', 'two')
})

it('adds a clip that is missing once its file is back', async () => {
  const { fileName } = await app.makeClip('one')
  const path = join(app.library, fileName!)
  renameSync(path, `${path}.away`)
  await app.call('library.openFolder', {})
  await annotate('one', { stars: 5 })
  await add({ rule: wholeLibrary })
  await comesTo('incomplete')
  expect(filesIn(target)).toEqual([])
  renameSync(`${path}.away`, path)
  app.app.cameToFront()
  await holds('one')
})

it('keeps or removes the files when mirroring ends, and is at home again in a folder it left', async () => {
  await app.makeClip('one')
  await annotate('one', { stars: 5 })
  writeFileSync(join(target, 'mine.txt'), 'mine')
  const name = await nameOf('one')
  await add({ rule: wholeLibrary })
  await app.until(() => expect(filesIn(target)).toEqual([name, 'mine.txt'].sort()))
  const stop = async (remove: boolean) => {
    const { hotFolders } = (await app.call('app.state', {})).settings
    return app.call('hotFolders.stop', { id: hotFolders[0]!.id, remove })
  }
  await comesTo('up_to_date')
  expect(await stop(true)).toEqual({ removed: 1, left: 0 })
  expect(readdirSync(target)).toEqual(['mine.txt'])
  await add({ rule: wholeLibrary })
  await comesTo('up_to_date')
  expect(await stop(false)).toEqual({ removed: 0, left: 0 })
  expect(readdirSync(target).sort()).toEqual([name, 'mine.txt'].sort())
  expect((await app.call('app.state', {})).hotFolders).toEqual([])
})

it('refuses a folder of the library, one on the list, and one of another library', async () => {
  await expect(addAt(app.library)).rejects.toThrow('part of your library')
  await add()
  await expect(addAt(target)).rejects.toThrow('already a hot folder')
  const other = mkdtempSync(join(target, 'other-'))
  writeFileSync(join(other, '.dailies-hot-folder.json'), '{}')
  await expect(addAt(other)).rejects.toThrow('Another Dailies library')
})

const addAt = (folder: string) => {
  app.desktop.nextFolder = folder
  return app.call('hotFolders.add', circled)
}
