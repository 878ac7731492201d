import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { Item } from '@shared/library/items'
import { fastClock } from '../base/testing/fast-clock'
import { testClip } from '../downloads/testing/test-clip'
import { inspect } from '../media/inspect'
import { AppBench } from './testing/app-bench'

const clock = () => fastClock(100, Date.now())
let bench: AppBench
let ids: readonly GenerationId[]
beforeEach(async () => {
  bench = await AppBench.start({ clock: clock() })
  ids = await bench.press({ prompt: 'a gull & <dusk>' }, { prompt: 'a paper boat' })
  for (const id of ids) await bench.comesTo(id, 'ready')
})
afterEach(() => bench.end())

const turn = (sidecars: boolean): Promise<unknown> => bench.call('settings.update', { sidecars })
const soon = { interval: 10 }
const sidecars = (folder = bench.library): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.xmp'))
const clipName = async (id: GenerationId): Promise<string> =>
  (await bench.get(id)).generation.videos[0]!.fileName!
const pathOf = async (id: GenerationId): Promise<string> => join(bench.library, `${await clipName(id)}.xmp`)
const read = (path: string): Record<string, unknown> =>
  (
    JSON.parse(
      execFileSync('exiftool', ['-json', '-charset', 'utf8', '-XMP:all', path], { encoding: 'utf8' })
    ) as Record<string, unknown>[]
  )[0]!
/** Waits until a sidecar has some text. */
const says = (id: GenerationId, text: string): Promise<void> =>
  vi.waitFor(async () => expect(readFileSync(await pathOf(id), 'utf8')).toContain(text), soon)
const written = (count: number): Promise<void> =>
  vi.waitFor(() => expect(sidecars()).toHaveLength(count), soon)
const annotate = (id: GenerationId, change: object): Promise<unknown> =>
  bench.call('annotations.set', { ids: [id], change })

async function addItem(kind: 'project' | 'shot', name: string, projectId: Item['id'] | null = null) {
  const item = { id: randomUUID() as Item['id'], kind, name, projectId, search: null }
  await bench.call('items.add', { item })
  return item.id
}

it('writes nothing beside the clips until the user wants it', async () => {
  await annotate(ids[0]!, { stars: 3 })
  await bench.reopen()
  await bench.call('library.rebuild', {})
  expect(sidecars()).toEqual([])
})

it('writes what is said about each clip, so that exiftool reads every field back', async () => {
  const projectId = await addItem('project', 'Café film')
  const shotId = await addItem('shot', '1A', projectId)
  await annotate(ids[0]!, { shotId, projectId, stars: 4, title: 'First & last', notes: 'too “slow”' })
  await annotate(ids[0]!, { addTags: ['rain', 'night & day'], isCircled: true })
  const before = await inspect(join(bench.library, await clipName(ids[0]!)))
  await turn(true)
  await written(2)
  const { generation } = await bench.get(ids[0]!)
  expect(read(await pathOf(ids[0]!))).toMatchObject({
    Description: 'a gull & <dusk>',
    Title: 'First & last',
    Subject: ['rain', 'night & day'],
    Rating: 4,
    LogComment: 'too “slow”',
    Scene: 'Café film',
    ShotName: '1A',
    TakeNumber: 1,
    Good: true,
    DigitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
    VideoId: generation.videos[0]!.id,
    GenerationId: generation.id,
    ModelId: 'veo-3.1-fast',
    Request: expect.stringContaining('"durationSeconds":4') as string
  })
  expect(await inspect(join(bench.library, await clipName(ids[0]!)))).toEqual(before)
})

it('follows what is said later, also the name of a shot, and rewrites nothing else', async () => {
  await turn(true)
  await written(2)
  const untouched = statSync(await pathOf(ids[1]!))
  await annotate(ids[0]!, { isRejected: true })
  await says(ids[0]!, '<xmp:Rating>-1<')
  const shotId = await addItem('shot', '1A')
  await annotate(ids[0]!, { shotId })
  await says(ids[0]!, '<xmpDM:shotName>1A<')
  await bench.call('items.change', { id: shotId, change: { name: '2B' } })
  await says(ids[0]!, '<xmpDM:shotName>2B<')
  const now = statSync(await pathOf(ids[1]!))
  expect([now.ino, now.mtimeMs]).toEqual([untouched.ino, untouched.mtimeMs])
})

it('leaves a sidecar that another program wrote or changed, and says how many', async () => {
  const foreign = await pathOf(ids[0]!)
  writeFileSync(foreign, '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
  await turn(true)
  await written(2)
  const changed = await pathOf(ids[1]!)
  const edited = readFileSync(changed, 'utf8').replace('a paper boat', 'an edited boat')
  writeFileSync(changed, edited)
  await annotate(ids[1]!, { stars: 5 })
  await annotate(ids[0]!, { stars: 5 })
  await vi.waitFor(async () => {
    const { library } = await bench.call('app.state', {})
    expect(library.sidecars).toEqual({ writing: null, left: 2 })
  }, soon)
  expect(readFileSync(foreign, 'utf8')).toBe('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
  expect(readFileSync(changed, 'utf8')).toBe(edited)
  await turn(false)
  expect(await bench.call('sidecars.remove', {})).toEqual({ removed: 0, left: 2 })
})

it('keeps sidecars when they are no longer wanted, and removes them when asked', async () => {
  await turn(true)
  await written(2)
  await turn(false)
  await annotate(ids[0]!, { stars: 2 })
  expect(sidecars()).toHaveLength(2)
  expect(await bench.call('sidecars.remove', {})).toEqual({ removed: 2, left: 0 })
  expect(sidecars()).toEqual([])
})

it('moves with its clip: renamed, deleted for good, and to another library folder', async () => {
  await turn(true)
  await written(2)
  const before = await pathOf(ids[0]!)
  await bench.call('settings.update', { fileNameTemplate: '{id} {words}' })
  await bench.call('names.rename', { ids: [ids[0]!] })
  expect([existsSync(before), existsSync(await pathOf(ids[0]!))]).toEqual([false, true])
  await bench.call('generations.trash', { ids: [ids[1]!] })
  expect(sidecars()).toHaveLength(2)
  // Refused until the folder was compared.
  await vi.waitFor(() => bench.call('trash.erase', { ids: [ids[1]!] }), soon)
  expect(sidecars()).toHaveLength(1)
  const other = join(bench.folder, 'Other')
  bench.platform.desktop.nextFolder = other
  await bench.call('library.chooseFolder', {})
  expect([sidecars(), sidecars(other)]).toEqual([[], [`${await clipName(ids[0]!)}.xmp`]])
})

it('writes what a lost database knows again, and takes no sidecar for a clip', async () => {
  await turn(true)
  await written(2)
  await bench.close()
  const [first, second] = sidecars()
  rmSync(join(bench.library, first!))
  renameSync(join(bench.library, second!), join(bench.library, 'stray.mp4.xmp'))
  rmSync(join(bench.stateFolder, 'library.sqlite'))
  bench.open({ clock: clock() })
  await written(3)
  const report = await bench.call('library.rebuild', {})
  expect(report).toMatchObject({ adopted: 0, unreadable: 0 })
})

it('describes an imported video without a request', async () => {
  await turn(true)
  const plate = join(bench.folder, 'plate.mp4')
  writeFileSync(plate, testClip)
  bench.platform.desktop.nextVideos = [plate]
  const { report } = await bench.call('imports.choose', { kind: 'copy' })
  await annotate(report!.ids[0]!, { stars: 2 })
  await says(report!.ids[0]!, '<xmp:Rating>2<')
  const said = read(await pathOf(report!.ids[0]!))
  expect(Object.keys(said)).not.toContain('DigitalSourceType')
  expect(Object.keys(said)).not.toContain('Request')
})
