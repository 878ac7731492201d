import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { GenerationId, VideoId } from '@shared/generation'
import { noAnnotations } from '@shared/library/annotations'
import type { Item, ItemId } from '@shared/library/items'
import { databaseIn } from '../../db/create'
import { clipFileName } from '../../library/folder/file-name'
import { sha256Of } from '../../library/folder/hash-file'
import { journalIn, writeMarker } from '../../library/folder/library-folder'
import type { ItemEntry, JournalEntryOf, JournaledVideo } from '../../library/journal/journal-entry'
import { readVideo } from '../../media/read-video'
import { packetBox } from '../../media/xmp/packet-box'
import { makePacket } from '../../media/xmp/xmp-packet'
import { samplePresses, samplePrice, type SampleClip, type SamplePress } from './sample-clips'

interface SampleDeps {
  /** Folder of the app's state. */
  readonly state: string
  readonly library: string
  /** Folder of the simulator's clips. */
  readonly clipsFolder: string
}

/**
 * Makes the library that the demo opens with: real files, each with its description, and a journal. The app imports it
 * as any library folder without a database. Does nothing where there is a database or a folder.
 */
export async function makeSampleLibrary(deps: SampleDeps, nowMs: number): Promise<void> {
  if (existsSync(databaseIn(deps.state)) || existsSync(deps.library)) return
  await mkdir(dirname(journalIn(deps.library)), { recursive: true })
  const shots = new Map(
    samplePresses.flatMap(({ shot }) => (shot === undefined ? [] : [[shot, randomUUID() as ItemId] as const]))
  )
  const items = [...shots].map(([name, id], position): ItemEntry => itemEntry({ id, name, position }, nowMs))
  const clips: JournalEntryOf<'whole'>[] = []
  for (const press of samplePresses) {
    const shotId = shots.get(press.shot ?? '') ?? null
    clips.push(...(await pressEntries(press, nowMs - press.minutesAgo * 60_000, shotId, deps)))
  }
  await writeFile(
    journalIn(deps.library),
    [...items, ...clips].map((entry) => `${JSON.stringify(entry)}\n`).join('')
  )
  // Last: without it the folder is none that is imported.
  writeMarker(deps.library, randomUUID())
}

const itemEntry = (
  { id, name, position }: Pick<Item, 'id' | 'name' | 'position'>,
  atMs: number
): ItemEntry => ({
  version: 1,
  kind: 'item',
  atMs,
  revision: 1,
  item: { id, kind: 'shot', name, position, projectId: null, search: null, isRemoved: false }
})

async function pressEntries(
  { clips }: SamplePress,
  atMs: number,
  shotId: ItemId | null,
  deps: SampleDeps
): Promise<readonly JournalEntryOf<'whole'>[]> {
  const batchId = randomUUID()
  const entries: JournalEntryOf<'whole'>[] = []
  for (const [batchPosition, clip] of clips.entries()) {
    const id = randomUUID() as GenerationId
    // As a press gives them out: the first request is the newest.
    const createdAtUs = atMs * 1000 + clips.length - 1 - batchPosition
    const inShot = shotId === null ? {} : { shotId, take: batchPosition + 1 }
    entries.push({
      version: 1,
      kind: 'whole',
      atMs,
      generationId: id,
      revision: 1,
      createdAtUs,
      batchId,
      batchPosition,
      place: clip.place,
      resendOf: null,
      request: clip.request,
      state: clip.state,
      submittedAtMs: atMs,
      remoteId: null,
      problem: clip.problem ?? null,
      balanceBeforeMicrodollars: null,
      enhancedPrompt: null,
      videos: clip.file === null ? [] : [await makeVideo(clip, clip.file, { id, createdAtUs }, deps)],
      chargedMicrodollars: clip.file === null ? null : samplePrice,
      hidden: false,
      deletedAtMs: null,
      annotations: { ...noAnnotations, ...inShot, ...clip.annotations }
    })
  }
  return entries
}

/** Copies a bundled clip into the library folder, with its description at the end. */
async function makeVideo(
  { request, place }: SampleClip,
  source: string,
  { id, createdAtUs }: { readonly id: GenerationId; readonly createdAtUs: number },
  { library, clipsFolder }: SampleDeps
): Promise<JournaledVideo> {
  const videoId = randomUUID() as VideoId
  const sourcePath = join(clipsFolder, source)
  const video = await readVideo(sourcePath)
  if (!video) throw new Error(`${source} is no video`)
  const sourceSha256 = await sha256Of(sourcePath)
  const packet = makePacket({
    videoId,
    generationId: id,
    createdAtUs,
    position: 0,
    videoCount: 1,
    modelId: request.modelId,
    prompt: request.prompt,
    request,
    remoteId: null,
    place,
    sourceSha256
  })
  const fileName = clipFileName({ videoId, createdAtMs: createdAtUs / 1000, request, place }, 0)
  const path = join(library, fileName)
  const bytes = await readFile(sourcePath)
  const whole = Buffer.concat([bytes, packetBox(packet)])
  await writeFile(path, whole, { flag: 'wx' })
  const { media, traits, mediaSha256 } = video
  return {
    id: videoId,
    position: 0,
    state: 'saved',
    url: null,
    proxyUrl: null,
    fileName,
    linkedPath: null,
    file: {
      bytes: whole.byteLength,
      sha256: await sha256Of(path),
      sourceBytes: bytes.byteLength,
      sourceSha256,
      media,
      traits,
      mediaSha256,
      savedAtMs: Math.round(createdAtUs / 1000) + 90_000
    },
    held: null,
    checks: null,
    problem: null
  }
}
