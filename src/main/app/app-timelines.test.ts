import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import type { CallOutput } from '@shared/contract'
import type { TimelineSource } from '@shared/contract/timeline-calls'
import type { GenerationId } from '@shared/generation'
import type { ItemId, ItemKind } from '@shared/library/items'
import { defaultTimelineOptions, TimelineTarget, timelineTargets } from '@shared/timelines/targets'
import type { TimelineOptions } from '@shared/timelines/targets'
import { AppBench } from './testing/app-bench'

let bench: AppBench
/** Two clips, the first one older. */
let ids: readonly GenerationId[]
let names: readonly string[]
let target: string

beforeAll(async () => {
  bench = await AppBench.start()
  ids = await bench.press({ prompt: 'harbour & boats' }, { prompt: 'night' })
  for (const id of ids) await bench.comesTo(id, 'ready')
  names = await Promise.all(
    ids.map(async (id) => (await bench.get(id)).generation.videos[0]?.fileName ?? 'no file')
  )
})
afterAll(() => bench.end())
beforeEach(() => {
  target = mkdtempSync(join(bench.folder, 'Film-'))
})

const clips = (): TimelineSource => ({ kind: 'clips', ids: [...ids] })

/** Saves under a name in the target folder. */
async function save(
  name: string,
  options: Partial<TimelineOptions> = {},
  source = clips()
): Promise<CallOutput<'timelines.save'>['saved']> {
  bench.platform.desktop.nextTimeline = join(target, name)
  const { saved } = await bench.call('timelines.save', {
    source,
    options: { ...defaultTimelineOptions, ...options }
  })
  return saved
}

const plan = (
  options: Partial<TimelineOptions> = {},
  source = clips()
): Promise<CallOutput<'timelines.plan'>> =>
  bench.call('timelines.plan', { source, options: { ...defaultTimelineOptions, ...options } })

const read = (name: string): string => readFileSync(join(target, name), 'utf8')

async function add(kind: ItemKind, name: string, projectId: ItemId | null = null): Promise<ItemId> {
  const id = crypto.randomUUID() as ItemId
  await bench.call('items.add', { item: { id, kind, name, projectId, search: null } })
  return id
}

describe('a timeline', () => {
  it.each(TimelineTarget.options)('is saved for each target, with both clips in order (%s)', async (name) => {
    const { ending, format } = timelineTargets[name]
    expect(await save(`cut.${ending}`, { target: name })).toMatchObject({
      name: `cut.${ending}`,
      clips: 2,
      leftOut: 0
    })
    expect(readdirSync(target)).toEqual([`cut.${ending}`])
    const content = read(`cut.${ending}`)
    // A ZIP holds the clips beside the text.
    const isPlain = ['csv', 'edl', 'mlt', 'kdenlive'].includes(format)
    const where = names.map((file) => content.indexOf(isPlain ? file : encodeURI(file)))
    expect(where).not.toContain(-1)
    expect(where[0]).toBeLessThan(where[1] ?? 0)
    for (const file of names) expect(statSync(join(bench.library, file)).isFile()).toBe(true)
  })

  it('is planned with its length, size and rate, and asks for nothing', async () => {
    bench.platform.desktop.questions.length = 0
    expect(await plan()).toMatchObject({ clips: 2, width: 1280, height: 720, rate: '24', marked: 0 })
    expect(bench.platform.desktop.questions).toEqual([])
    await expect(
      bench.call('timelines.plan', { source: { kind: 'clips', ids: [] }, options: defaultTimelineOptions })
    ).rejects.toThrow('invalid_input')
  })

  it('has what is between the marks, or whole clips', async () => {
    const [first] = ids
    if (!first) throw new Error('There are two')
    await bench.call('annotations.set', { ids: [first], change: { inMs: 250, outMs: 750 } })
    const [marked, whole] = [await plan(), await plan({ usesMarks: false })]
    expect([marked.marked, whole.lengthMs - marked.lengthMs]).toEqual([1, 3500])
    await save('cut.csv', { target: 'csv' })
    expect(read('cut.csv')).toContain(',00:00:00:06,00:00:00:18,12,')
    await bench.call('annotations.set', { ids: [first], change: { inMs: null, outMs: null } })
  })

  it('of a project has its circled takes in the order of its shots', async () => {
    const project = await add('project', 'Film')
    const [one, two] = [await add('shot', 'A', project), await add('shot', 'B', project)]
    for (const [index, shot] of [two, one].entries())
      await bench.call('annotations.set', {
        ids: [ids[index] as GenerationId],
        change: { projectId: project, shotId: shot }
      })
    const cut = { kind: 'cut', projectId: project } as const
    await expect(plan({}, cut)).rejects.toThrow('None of these clips has a file')
    await bench.call('annotations.set', { ids: [...ids], change: { isCircled: true } })
    await save('cut.edl', { target: 'edl' }, cut)
    expect([...read('cut.edl').matchAll(/FROM CLIP NAME: (.*)\r/g)].map(([, name]) => name)).toEqual(
      names.toReversed()
    )
    expect(bench.platform.desktop.questions.at(-1)).toMatchObject({ name: 'Film', ending: 'edl' })
  })

  it('of a collection or a search has what it shows, in its order', async () => {
    const collection = await add('collection', 'Best of')
    await bench.call('annotations.set', { ids: [...ids], change: { addToCollections: [collection] } })
    const list = (sort: 'newest' | 'oldest', text: string): TimelineSource => ({
      kind: 'list',
      view: 'all',
      text,
      sort
    })
    await save('cut.csv', { target: 'csv' }, list('oldest', 'collection:"Best of"'))
    expect(bench.platform.desktop.questions.at(-1)).toMatchObject({ name: 'Best of' })
    const oldest = read('cut.csv')
    expect(oldest.indexOf('night')).toBeLessThan(oldest.indexOf('harbour'))
    await save('new.csv', { target: 'csv' }, list('newest', ''))
    expect(read('new.csv').indexOf('harbour')).toBeLessThan(read('new.csv').indexOf('night'))
    expect((await plan({}, list('newest', 'night'))).clips).toBe(1)
  })

  it('is not saved where the dialog was cancelled or the folder is gone', async () => {
    bench.platform.desktop.nextTimeline = null
    const request = { source: clips(), options: defaultTimelineOptions }
    expect(await bench.call('timelines.save', request)).toEqual({ saved: null })
    rmSync(target, { recursive: true })
    await expect(save('cut.fcpxml')).rejects.toThrow('Can’t write to that folder')
  })

  it('replaces the file that the user agreed to replace, and no other', async () => {
    writeFileSync(join(target, 'cut.fcpxml'), 'old')
    writeFileSync(join(target, 'other.fcpxml'), 'keep')
    await save('cut.fcpxml')
    expect(read('cut.fcpxml')).toContain('<fcpxml version="1.10">')
    // The dialog asked about "other", which isn't there.
    expect(await save('other')).toMatchObject({ name: 'other 2.fcpxml' })
    expect(read('other.fcpxml')).toBe('keep')
  })

  it('is shown in the file manager afterwards', async () => {
    const saved = await save('cut.fcpxml')
    await bench.call('timelines.reveal', { id: saved?.id ?? '' })
    expect(bench.platform.desktop.revealed).toEqual([join(target, 'cut.fcpxml')])
    await expect(bench.call('timelines.reveal', { id: crypto.randomUUID() })).rejects.toThrow(
      'moved or deleted'
    )
  })

  it('counts as handed over', async () => {
    await save('cut.fcpxml')
    for (const id of ids) expect((await bench.get(id)).generation.annotations.handedOffAtMs).not.toBeNull()
  })
})

describe('clips of a timeline', () => {
  it('are named from the folder of the timeline', async () => {
    await save('cut.mlt', { target: 'shotcut', media: 'relative' })
    expect(read('cut.mlt')).toContain(
      `<property name="resource">../Videos/Dailies/${names[0] ?? ''}</property>`
    )
    await save('cut.fcpxml', { media: 'relative' })
    expect(read('cut.fcpxml')).toContain(`src="../Videos/Dailies/${encodeURI(names[0] ?? '')}"`)
  })

  it('are collected in a new folder, under their names, as files of their own', async () => {
    expect(await save('Rough', { target: 'kdenlive', media: 'collected' })).toMatchObject({ name: 'Rough' })
    expect(readdirSync(join(target, 'Rough')).toSorted()).toEqual([...names, 'Rough.kdenlive'].toSorted())
    expect(readFileSync(join(target, 'Rough', 'Rough.kdenlive'), 'utf8')).toContain(`>${names[0] ?? ''}<`)
    for (const file of names)
      expect(readFileSync(join(target, 'Rough', file)).equals(readFileSync(join(bench.library, file)))).toBe(
        true
      )
    for (const file of names) expect(statSync(join(target, 'Rough', file)).nlink).toBe(1)
    expect(await save('Rough', { target: 'kdenlive', media: 'collected' })).toMatchObject({ name: 'Rough 2' })
    expect(bench.platform.desktop.questions.at(-1)).toMatchObject({ ending: null })
  })

  it('are in the archive of OpenTimelineIO, byte for byte', async () => {
    await save('cut.otioz', { target: 'otioz' })
    const files = await unzip(readFileSync(join(target, 'cut.otioz')))
    expect([...files.keys()].toSorted()).toEqual(
      ['content.otio', 'version.txt', ...names.map((name) => `media/${name}`)].toSorted()
    )
    for (const file of names)
      expect(files.get(`media/${file}`)).toBe(readFileSync(join(bench.library, file), 'latin1'))
    expect(files.get('content.otio')).toContain(`"target_url": "media/${encodeURI(names[0] ?? '')}"`)
  })
})

// Last: it removes the files of all.
describe('a timeline of clips without a file', () => {
  it('leaves them out, and says so', async () => {
    rmSync(join(bench.library, names[0] ?? ''))
    expect(await save('cut.csv', { target: 'csv' })).toMatchObject({ clips: 1, leftOut: 1 })
    rmSync(join(bench.library, names[1] ?? ''))
    await expect(save('cut.csv', { target: 'csv' })).rejects.toThrow()
  })
})

/** Returns the content of each file of a ZIP, of which all are stored. */
async function unzip(bytes: Buffer): Promise<ReadonlyMap<string, string>> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: false, autoClose: false }, (error, file) =>
      error ? reject(error) : resolve(file)
    )
  })
  const entries: Entry[] = []
  zip.on('entry', (entry: Entry) => entries.push(entry))
  await new Promise((resolve, reject) => {
    zip.on('end', resolve)
    zip.on('error', reject)
  })
  const read = async (entry: Entry): Promise<[string, string]> => {
    expect(entry.compressionMethod).toBe(0)
    const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)))
    })
    stream.setEncoding('latin1')
    return [entry.fileName, await text(stream)]
  }
  return new Map(await Promise.all(entries.map(read)))
}
