import { createHash, randomUUID } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { GenerationId, GenerationView } from '@shared/generation'
import type { ImportReport } from '@shared/library/imports'
import { importedModelId } from '@shared/request'
import { testClip } from '../downloads/testing/test-clip'
import { packetBox } from '../media/xmp/packet-box'
import { makePacket } from '../media/xmp/xmp-packet'
import { AppBench } from './testing/app-bench'

let bench: AppBench
let elsewhere: string
beforeEach(async () => {
  bench = await AppBench.start()
  elsewhere = join(bench.folder, 'elsewhere')
  mkdirSync(elsewhere)
})
afterEach(() => bench.end())

/** Writes a video with a content of its own. */
function video(name: string, ...more: readonly Uint8Array[]): string {
  const path = join(elsewhere, name)
  writeFileSync(path, Buffer.concat([testClip, freeBox(randomUUID()), ...more]))
  return path
}

function freeBox(text: string): Buffer {
  const box = Buffer.alloc(8 + text.length)
  box.writeUInt32BE(box.length, 0)
  box.write(`free${text}`, 4, 'latin1')
  return box
}

async function importVideos(paths: readonly string[], kind: 'copy' | 'link' = 'copy'): Promise<ImportReport> {
  bench.platform.desktop.nextVideos = paths
  const { report } = await bench.call('imports.choose', { kind })
  return report!
}
const viewOf = async (id: GenerationId): Promise<GenerationView> => (await bench.get(id)).generation
const all = async (text = ''): Promise<readonly GenerationView[]> =>
  (await bench.call('generations.page', { view: 'all', text, before: null, limit: 50 })).items
const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

/** Deletes the database and waits until the library folder was read again. */
async function loseDatabase(spoil: () => void = () => undefined): Promise<void> {
  await bench.reopen(() => {
    rmSync(bench.stateFolder, { recursive: true })
    spoil()
  })
  await vi.waitFor(async () => expect((await bench.call('app.state', {})).notices).not.toEqual([]), {
    interval: 20
  })
  await bench.call('library.rebuild', {})
}

it('copies videos into the library folder byte for byte, once', async () => {
  const paths = [video('Drohne über Köln.mp4'), video('plate.MOV.mp4')]
  const report = await importVideos([...paths, paths[0]!])
  expect(report).toMatchObject({ imported: 2, known: 1, refused: 0, left: 0 })
  const [first] = report.ids
  const view = await viewOf(first!)
  expect(view).toMatchObject({
    origin: 'imported',
    state: 'ready',
    modelName: 'Imported',
    request: { modelId: importedModelId, prompt: 'Drohne über Köln' },
    remoteId: null,
    submittedAtMs: null,
    chargedMicrodollars: null,
    videos: [{ state: 'saved', fileName: 'Drohne über Köln.mp4', isLinked: false, canBeDownloaded: false }]
  })
  expect(hashOf(join(bench.library, 'Drohne über Köln.mp4'))).toBe(hashOf(paths[0]!))
  expect(existsSync(paths[0]!)).toBe(true)
  expect(readdirSync(join(bench.library, '.dailies', 'incoming'))).toEqual([])
  expect(await importVideos(paths)).toMatchObject({ imported: 0, known: 2 })
})

it('gives another name where one is taken, and finds a file that a crash left unknown', async () => {
  await importVideos([video('shot.mp4')])
  const other = video('shot.mp4')
  mkdirSync(bench.library, { recursive: true })
  copyFileSync(other, join(bench.library, 'shot 2.mp4'))
  const { ids } = await importVideos([other])
  expect((await viewOf(ids[0]!)).videos[0]?.fileName).toBe('shot 2.mp4')
  expect(readdirSync(bench.library).filter((name) => name.endsWith('.mp4'))).toHaveLength(2)
})

it('removes the copy of an import that a crash cut off', async () => {
  await importVideos([video('first.mp4')])
  const incoming = join(bench.library, '.dailies', 'incoming')
  const part = join(incoming, `${randomUUID()}.import`)
  await bench.reopen(() => writeFileSync(part, 'half a video'))
  await vi.waitFor(() => expect(readdirSync(incoming)).toEqual([]), { interval: 20 })
})

it('imports a file that is in the library folder already in place', async () => {
  await importVideos([video('first.mp4')])
  const there = join(bench.library, 'put here.mp4')
  renameSync(video('put here.mp4'), there)
  const { ids, imported } = await importVideos([there])
  expect([imported, (await viewOf(ids[0]!)).videos[0]?.fileName]).toEqual([1, 'put here.mp4'])
  expect(readdirSync(bench.library).filter((name) => name.endsWith('.mp4'))).toHaveLength(2)
})

it('names a reason for each file that it cannot import, and imports the rest', async () => {
  const text = join(elsewhere, 'notes.mp4')
  writeFileSync(text, 'these are notes')
  const cut = video('cut.mp4')
  writeFileSync(cut, testClip.subarray(0, testClip.length - 100))
  const report = await importVideos([text, cut, join(elsewhere, 'gone.mp4'), elsewhere, video('fine.mp4')])
  expect(report).toMatchObject({ imported: 1, refused: 4 })
  expect(report.problems.map(({ fileName, problem }) => [fileName, problem.code])).toEqual([
    ['notes.mp4', 'wrong_kind_of_file'],
    ['cut.mp4', 'file_damaged'],
    ['gone.mp4', 'file_missing'],
    ['elsewhere', 'wrong_kind_of_file']
  ])
})

it('never sends anything about an imported video', async () => {
  const { ids } = await importVideos([video('plate.mp4')])
  const press = { id: ids[0]!, pressId: randomUUID(), overCap: true, waitForCredit: true }
  await expect(bench.call('generations.sendAgain', press)).rejects.toThrow('imported')
  const { request } = await viewOf(ids[0]!)
  const create = { pressId: randomUUID(), requests: [request], overCap: true, waitForCredit: true }
  await expect(bench.call('generations.create', create)).rejects.toThrow('imported')
  await expect(bench.call('models.add', { id: importedModelId })).rejects.toThrow('invalid_input')
  await expect(bench.call('generations.checkAgain', { id: ids[0]! })).rejects.toThrow('not_possible_now')
  const release = { ids, overCap: true, waitForCredit: true }
  await expect(bench.call('generations.release', release)).rejects.toThrow('imported')
  const attach = { id: ids[0]!, remoteId: '4711' }
  await expect(bench.call('generations.attachRemoteId', attach)).rejects.toThrow('not_possible_now')
  await bench.call('generations.trash', { ids })
  await bench.call('generations.restore', { ids })
  expect(await viewOf(ids[0]!)).toMatchObject({ state: 'ready', remoteId: null, submittedAtMs: null })
  const { id: videoId } = (await viewOf(ids[0]!)).videos[0]!
  await expect(bench.call('videos.downloadAgain', { id: videoId })).rejects.toThrow('not_possible_now')
  expect(bench.simulator.ledger().entries).toEqual([])
})

it('leaves spending, prices and prompts unaffected, and is found', async () => {
  const before = await bench.call('spend.summary', { by: 'model' })
  const { ids } = await importVideos([video('harbour at dawn.mp4')])
  expect(await bench.call('spend.summary', { by: 'model' })).toEqual(before)
  expect(await bench.call('prices.measured', {})).toEqual({ prices: [] })
  expect((await bench.call('prompts.history', { text: '', before: null, limit: 9 })).prompts).toEqual([])
  for (const text of ['is:imported', 'harbour', 'model:imported', '-is:silent harbour']) {
    expect([text, (await all(text)).map(({ id }) => id)]).toEqual([text, ids])
  }
  expect(await all('-is:imported')).toEqual([])
})

it('rebuilds imported videos with what was said about them', async () => {
  const linked = video('linked plate.mp4')
  const { ids } = await importVideos([video('copied.mp4')])
  const [link] = (await importVideos([linked], 'link')).ids
  await bench.call('annotations.set', { ids: [ids[0]!], change: { stars: 4, addTags: ['plate'] } })
  const shot = { id: randomUUID() as never, kind: 'shot' as const, name: '1A', projectId: null, search: null }
  await bench.call('items.add', { item: shot })
  await bench.call('annotations.set', { ids: [ids[0]!, link!], change: { shotId: shot.id } })
  const before = await all()
  expect(before.map(({ annotations }) => annotations.take)).toEqual([2, 1])
  await loseDatabase()
  const same = (views: readonly GenerationView[]): unknown =>
    views.map(({ revision: _revision, stateSinceMs: _since, videos, ...view }) => ({
      ...view,
      videos: videos.map(({ hasPoster: _poster, hasStrip: _strip, ...one }) => one)
    }))
  await vi.waitFor(async () => expect(same(await all())).toEqual(same(before)))
})

it('shows a linked file from where it is, and never changes, moves or deletes it', async () => {
  const path = video('linked.mp4')
  const bytes = readFileSync(path)
  const { ids } = await importVideos([path], 'link')
  const { videos } = await viewOf(ids[0]!)
  expect(videos).toMatchObject([{ isLinked: true, fileName: 'linked.mp4', state: 'saved' }])
  expect(readdirSync(bench.library).filter((name) => name.endsWith('.mp4'))).toEqual([])
  const answer = await bench.app.media.respond(new Request(`app://dailies/media/${videos[0]!.id}/video`))
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes)
  await bench.call('generations.trash', { ids: [ids[0]!] })
  expect(await bench.call('trash.size', { ids: null })).toMatchObject({ clips: 1, files: 0, bytes: 0 })
  // Refused until the folder was compared.
  await vi.waitFor(() => bench.call('trash.erase', { ids: null }), { interval: 20 })
  expect(readFileSync(path)).toEqual(bytes)
})

it('says when a linked file goes, and shows it again when it is back', async () => {
  const path = video('linked.mp4')
  const { ids } = await importVideos([path], 'link')
  const comesTo = (state: string): Promise<void> =>
    vi.waitFor(async () => expect((await viewOf(ids[0]!)).videos[0]?.state).toBe(state))
  renameSync(path, `${path}.away`)
  await bench.call('library.rebuild', {})
  await comesTo('missing')
  expect((await viewOf(ids[0]!)).videos[0]?.problem?.message).toBe('The linked file isn’t where it was.')
  renameSync(`${path}.away`, path)
  await bench.call('library.rebuild', {})
  await comesTo('saved')
})

it('follows no link that replaced a linked file or its folder', async () => {
  const path = video('linked.mp4')
  const { ids } = await importVideos([path], 'link')
  const { id } = (await viewOf(ids[0]!)).videos[0]!
  renameSync(elsewhere, `${elsewhere}.moved`)
  symlinkSync(`${elsewhere}.moved`, elsewhere)
  const respond = (): Promise<Response> =>
    bench.app.media.respond(new Request(`app://dailies/media/${id}/video`))
  expect((await respond()).status).toBe(404)
  rmSync(elsewhere)
  mkdirSync(elsewhere)
  symlinkSync(join(`${elsewhere}.moved`, 'linked.mp4'), path)
  expect((await respond()).status).toBe(404)
})

it('opens no path that a forged journal names', async () => {
  const path = video('linked.mp4')
  const secret = video('secret.mp4')
  const { ids } = await importVideos([path], 'link')
  await bench.call('library.rebuild', {})
  await loseDatabase(() => {
    const journal = readFileSync(bench.journalPath, 'utf8')
    writeFileSync(bench.journalPath, journal.replaceAll(JSON.stringify(path), JSON.stringify(secret)))
  })
  const view = await viewOf(ids[0]!)
  expect(view.videos).toMatchObject([{ state: 'missing', fileName: 'secret.mp4' }])
  const answer = await bench.app.media.respond(new Request(`app://dailies/media/${view.videos[0]!.id}/video`))
  expect(answer.status).toBe(404)
})

it('links a clip to the file that the user locates', async () => {
  const path = video('linked.mp4')
  const { ids } = await importVideos([path], 'link')
  const moved = join(bench.folder, 'moved.mp4')
  renameSync(path, moved)
  await bench.call('library.rebuild', {})
  bench.platform.desktop.nextVideo = moved
  const { id } = (await viewOf(ids[0]!)).videos[0]!
  await bench.call('videos.locate', { id })
  expect((await viewOf(ids[0]!)).videos).toMatchObject([{ state: 'saved', fileName: 'moved.mp4' }])
  expect(existsSync(join(bench.library, 'moved.mp4'))).toBe(false)
})

it('adds a clip of Dailies with its request, and shows one of the library', async () => {
  const request = { modelId: 'veo-3.1-fast', prompt: 'a gull at dusk' }
  const packet = makePacket({
    videoId: randomUUID(),
    generationId: randomUUID(),
    createdAtUs: Date.UTC(2026, 9, 1) * 1000,
    position: 0,
    videoCount: 1,
    ...request,
    request,
    remoteId: '4711'
  })
  const path = video('from a colleague.mp4', packetBox(packet))
  const report = await importVideos([path], 'link')
  expect(report).toMatchObject({ adopted: 1, imported: 0 })
  expect(await viewOf(report.ids[0]!)).toMatchObject({
    origin: 'generated',
    state: 'ready',
    request,
    videos: [{ isLinked: false, state: 'saved', fileName: 'from a colleague.mp4' }]
  })
  expect(await importVideos([path])).toMatchObject({ adopted: 0, known: 1, ids: report.ids })
  await loseDatabase()
  expect((await viewOf(report.ids[0]!)).request).toEqual(request)
})

it('stops when the user says so, and keeps what is done', async () => {
  const paths = [video('one.mp4'), video('two.mp4'), video('three.mp4')]
  await bench.close()
  bench.open({
    emit: (name, payload) => {
      const { progress } = payload as { progress?: { done: number } | null }
      if (name === 'imports.progress' && progress?.done === 1) void bench.call('imports.stop', {})
    }
  })
  expect(await importVideos(paths)).toMatchObject({ imported: 1, left: 2, refused: 0 })
})

it('hands linked and copied videos over with the others', async () => {
  const [linked, copied] = [video('linked.mp4'), video('copied.mp4')]
  const [link] = (await importVideos([linked], 'link')).ids
  const [copy] = (await importVideos([copied])).ids
  await bench.call('handoff.copyPath', { ids: [link!, copy!] })
  expect(bench.platform.desktop.copied).toEqual([`${linked}\n${join(bench.library, 'copied.mp4')}`])
})
