import { appendFileSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { placeAlone } from '@shared/batch/batch-place'
import type { GenerationId } from '@shared/generation'
import type { Annotations } from '@shared/library/annotations'
import type { Item, ItemId, ItemKind } from '@shared/library/items'
import type { StepId } from '@shared/library/undo'
import { AppBench } from './testing/app-bench'

let bench: AppBench

beforeEach(async () => {
  bench = await AppBench.start()
})
afterEach(() => bench.end())

/** Makes clips with one press; returns their ids. */
async function clips(count: number): Promise<readonly [GenerationId, GenerationId, ...GenerationId[]]> {
  const ids = await bench.press(...Array.from({ length: count }, () => ({})))
  for (const id of ids) await bench.comesTo(id, 'ready')
  return ids as readonly [GenerationId, GenerationId]
}

const annotationsOf = async (id: GenerationId): Promise<Annotations> =>
  (await bench.get(id)).generation.annotations

async function add(
  kind: ItemKind,
  name: string,
  projectId: ItemId | null = null,
  search: string | null = null
): Promise<Item> {
  const item = { id: crypto.randomUUID() as ItemId, kind, name, projectId, search }
  return (await bench.call('items.add', { item })).item
}

const items = async (): Promise<readonly Item[]> =>
  (await bench.call('items.list', { after: 0, limit: 500 })).items

const loseDatabase = (): void => rmSync(bench.stateFolder, { recursive: true })

const imported = (): Promise<unknown> =>
  vi.waitFor(async () => expect((await bench.call('app.state', {})).notices).not.toEqual([]), {
    interval: 20
  })

describe('what the user says about clips', () => {
  it('is back after the database was deleted', async () => {
    const [first, second] = await clips(2)
    const project = await add('project', 'Film')
    const shot = await add('shot', 'Harbour', project.id)
    const collection = await add('collection', 'Best')
    const saved = await add('collection', 'Night shots', null, 'tag:évian stars:>3 -“day 2”')
    const gone = await add('collection', 'Gone')
    await bench.call('items.remove', { id: gone.id })
    await bench.call('annotations.set', {
      ids: [first, second],
      change: {
        stars: 4,
        addTags: ['Boat', 'boat', 'Évian'],
        shotId: shot.id,
        addToCollections: [collection.id]
      }
    })
    await bench.call('annotations.set', {
      ids: [second],
      change: { isCircled: true, title: 'The good one', notes: 'Use the end.', inMs: 500, outMs: 2500 }
    })
    const before = [await annotationsOf(first), await annotationsOf(second)]
    expect(before).toMatchObject([
      {
        stars: 4,
        tags: ['Boat', 'Évian'],
        shotId: shot.id,
        take: 1,
        projectId: project.id,
        isCircled: false
      },
      { stars: 4, take: 2, isCircled: true, title: 'The good one', inMs: 500, outMs: 2500 }
    ])
    const listed = await items()
    expect(listed.map(({ name }) => name)).toEqual(['Film', 'Harbour', 'Best', 'Night shots'])
    expect(listed.at(-1)).toEqual({ ...saved, search: 'tag:évian stars:>3 -“day 2”' })

    await bench.reopen(loseDatabase)
    await imported()
    expect([await annotationsOf(first), await annotationsOf(second)]).toEqual(before)
    expect(await items()).toEqual(listed)
    expect((await bench.call('tags.list', {})).tags).toEqual([
      { name: 'Boat', count: 2 },
      { name: 'Évian', count: 2 }
    ])
  })

  it('reaches the journal also where it was said while the folder was away', async () => {
    const [first] = await clips(1)
    const moved = `${bench.library}.away`
    renameSync(bench.library, moved)
    bench.app.cameToFront()
    const shot = await add('shot', 'Harbour')
    await bench.call('annotations.set', { ids: [first], change: { shotId: shot.id, stars: 2 } })
    const before = await annotationsOf(first)
    renameSync(moved, bench.library)
    bench.app.cameToFront()
    await vi.waitFor(
      () => {
        const lines = readFileSync(bench.journalPath, 'utf8')
        expect([lines.includes('"stars":2'), lines.includes('"name":"Harbour"')]).toEqual([true, true])
      },
      { interval: 20 }
    )
    await bench.reopen(loseDatabase)
    await imported()
    expect(await annotationsOf(first)).toEqual(before)
    expect(await items()).toEqual([shot])
  })

  it('survives forged lines: the rest is used, and each shot has one circle', async () => {
    const [first, second] = await clips(2)
    const shot = await add('shot', 'Harbour')
    await bench.call('annotations.set', { ids: [first, second], change: { shotId: shot.id } })
    await bench.call('annotations.set', { ids: [first], change: { isCircled: true } })
    const about = { version: 1, atMs: 1, kind: 'annotated' }
    const forged = (generationId: GenerationId, annotations: object, revision = 9000): object => ({
      ...about,
      generationId,
      revision,
      annotations
    })
    const item = { ...shot, name: 'Forged' }
    await bench.close()
    const lines = [
      forged(first, { stars: 9 }),
      forged(first, { tags: ['a', 'A'] }),
      forged(first, { notes: 'x'.repeat(100_000) }),
      forged(first, { shotId: '../../etc/passwd' }),
      forged(first, { stars: 3 }, 10 ** 9),
      forged(crypto.randomUUID() as GenerationId, { stars: 3 }),
      { version: 1, atMs: 1, kind: 'item', revision: 10 ** 9, item },
      { version: 1, atMs: 1, kind: 'item', revision: 50, item: { ...item, kind: 'project' } },
      { version: 1, atMs: 1, kind: 'item', revision: 50, item: { ...item, name: '' } },
      // Possible, if not from here.
      forged(second, { shotId: shot.id, take: 7, isCircled: true })
    ]
    appendFileSync(bench.journalPath, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    bench.open()
    await vi.waitFor(async () => expect((await annotationsOf(second)).take).toBe(7))
    expect(await annotationsOf(first)).toMatchObject({
      stars: 0,
      tags: [],
      shotId: shot.id,
      isCircled: false
    })
    expect(await annotationsOf(second)).toMatchObject({ isCircled: true })
    expect(await items()).toEqual([shot])
  })

  it('notes when a clip is handed to another program', async () => {
    const [first, second] = await clips(2)
    bench.platform.ipc.send('handoff.drag', { ids: [first] })
    await bench.call('handoff.copyPath', { ids: [second] })
    await vi.waitFor(async () => {
      expect((await annotationsOf(first)).handedOffAtMs).toBeGreaterThan(0)
      expect((await annotationsOf(second)).handedOffAtMs).toBeGreaterThan(0)
    })
    expect((await bench.call('app.state', {})).undo).toEqual({ undo: null, redo: null })
  })
})

describe('a press', () => {
  const request = { modelId: 'veo-3.1-fast', prompt: 'a boat', aspectRatio: '16:9', durationSeconds: 4 }

  it('puts its clips into the shots that their places name, once', async () => {
    const project = await add('project', 'Film')
    await bench.call('settings.update', { currentProject: project.id })
    const press = (shots: readonly (string | null)[]) => ({
      pressId: crypto.randomUUID(),
      requests: shots.map(() => request),
      places: shots.map((shot) => ({ ...placeAlone, shot }))
    })
    const once = press(['Harbour', 'Night', 'harbour', null])
    const made = (await bench.call('generations.create', once)).generations
    await bench.call('generations.create', once)
    const [harbour, night] = (await items()).filter(({ kind }) => kind === 'shot')
    expect([harbour, night]).toMatchObject([
      { name: 'Harbour', projectId: project.id },
      { name: 'Night', projectId: project.id }
    ])
    expect(made.map(({ annotations }) => annotations)).toMatchObject([
      { shotId: harbour?.id, take: 1, projectId: project.id },
      { shotId: night?.id, take: 1 },
      { shotId: harbour?.id, take: 2 },
      { shotId: null, take: null, projectId: project.id }
    ])
    const [again] = (await bench.call('generations.create', press(['HARBOUR']))).generations
    expect(again?.annotations).toMatchObject({ shotId: harbour?.id, take: 3 })
    expect(await items()).toHaveLength(3)
  })

  it('of the same again puts the clip into the shot of the first', async () => {
    const [first] = await clips(1)
    const shot = await add('shot', 'Harbour')
    await bench.call('annotations.set', { ids: [first], change: { shotId: shot.id } })
    const { id } = await bench.call('generations.sendAgain', { id: first, pressId: crypto.randomUUID() })
    expect(await annotationsOf(id)).toMatchObject({ shotId: shot.id, take: 2 })
  })
})

describe('an undo', () => {
  it('restores clips from the trash after a restart', async () => {
    const ids = await clips(2)
    await bench.call('generations.trash', { ids: [...ids] })
    await bench.reopen()
    expect((await bench.call('app.state', {})).undo.undo).toBe('Move 2 clips to trash')
    const { restored, ...undone } = await bench.call('undo.undo', {})
    expect(undone).toEqual({ name: 'Move 2 clips to trash', changed: 2, left: 0, unsent: 0 })
    // In no order: they are stored by their ids.
    expect([...restored].sort()).toEqual([...ids].sort())
    for (const id of ids) expect((await bench.get(id)).generation.deletedAtMs).toBe(null)
    await bench.call('undo.redo', {})
    for (const id of ids) expect((await bench.get(id)).generation.deletedAtMs).not.toBe(null)
  })

  it('takes back the change or removal of an item by its own step, also below later ones', async () => {
    const { id } = await add('collection', 'Nights')
    const [changed, removed] = [crypto.randomUUID(), crypto.randomUUID()] as [StepId, StepId]
    await bench.call('items.change', { id, change: { name: 'Days', search: 'sun' }, step: changed })
    await add('collection', 'Later')
    expect(await bench.call('undo.undo', { step: changed })).toMatchObject({ name: 'Change collection' })
    expect((await items()).find((item) => item.id === id)).toMatchObject({ name: 'Nights', search: null })
    await bench.call('items.remove', { id, step: removed })
    await add('collection', 'Last')
    await bench.call('undo.undo', { step: removed })
    expect((await items()).map(({ name }) => name)).toEqual(['Nights', 'Later', 'Last'])
  })

  it('of a cancel sends nothing before a click', async () => {
    await bench.call('sending.setPaused', { paused: true })
    const [id] = await bench.press({})
    await bench.call('generations.cancel', { ids: [id!] })
    expect(await bench.call('undo.undo', {})).toMatchObject({ name: 'Cancel clip', unsent: 1 })
    await bench.call('sending.setPaused', { paused: false })
    expect((await bench.get(id!)).generation).toMatchObject({ state: 'queued', waitingFor: 'click' })
    await clips(1)
    expect((await bench.get(id!)).generation).toMatchObject({ state: 'queued', waitingFor: 'click' })
  })

  it('of a cancel can be redone', async () => {
    await bench.call('sending.setPaused', { paused: true })
    const [id] = await bench.press({})
    await bench.call('generations.cancel', { ids: [id!] })
    await bench.call('undo.undo', {})
    expect(await bench.call('undo.redo', {})).toMatchObject({ changed: 1, left: 0 })
    expect((await bench.get(id!)).generation.state).toBe('cancelled')
  })

  it('shows what was hidden, and hides it again', async () => {
    const [id] = await clips(1)
    const isHidden = async (): Promise<boolean> => (await bench.get(id)).generation.hidden
    await bench.call('generations.setHidden', { id, hidden: true })
    await bench.call('undo.undo', {})
    expect(await isHidden()).toBe(false)
    await bench.call('undo.redo', {})
    expect(await isHidden()).toBe(true)
  })

  it('of a deletion is not redone for a clip that runs by then', async () => {
    await bench.call('sending.setPaused', { paused: true })
    const [id] = await bench.press({ prompt: 'a boat [sim: job-stuck]' })
    await bench.call('generations.trash', { ids: [id!] })
    await bench.call('undo.undo', {})
    await bench.call('sending.setPaused', { paused: false })
    await bench.call('generations.release', { ids: [id!] })
    await vi.waitFor(async () => expect((await bench.get(id!)).generation.state).toBe('processing'), 60_000)
    expect(await bench.call('undo.redo', {})).toMatchObject({ changed: 0, left: 1 })
    expect((await bench.get(id!)).generation).toMatchObject({ state: 'processing', deletedAtMs: null })
  })
})

it('keeps the projects that the user worked in for the menu', async () => {
  const [one, other] = [await add('project', 'One'), await add('project', 'Other')]
  const inMenu = () => bench.platform.desktop.recentProjects
  for (const { id } of [one, other]) {
    await bench.call('settings.update', { currentProject: id })
    await vi.waitFor(() => expect(inMenu()).toContain(id === one.id ? 'One' : 'Other'))
  }
  expect(inMenu()).toEqual(['Other', 'One'])
  await bench.reopen()
  await vi.waitFor(() => expect(inMenu()).toEqual(['Other', 'One']))
  await bench.call('items.change', { id: one.id, change: { name: 'One again' } })
  await vi.waitFor(() => expect(inMenu()).toEqual(['Other', 'One again']))
})
