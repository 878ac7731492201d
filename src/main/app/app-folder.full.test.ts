import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LibraryView } from '@shared/app-state'
import { oddFile } from '../../simulator/files/odd-files'
import { openDatabase } from '../db/connection/database'
import { writeValue } from '../db/tables/key-value/key-value-table'
import { ClipBench } from './testing/clip-bench'
import { box } from '../downloads/testing/test-clip'

const clip = 'a paper boat'
/** A valid video with other frames, as an editor might write it. */
const edit = oddFile('mpeg4.mp4')
let bench: ClipBench
let library: string

beforeEach(async () => {
  bench = await ClipBench.start()
  library = bench.library
})
afterEach(() => bench.end())

const path = async (): Promise<string> => join(library, (await bench.video(clip)).fileName!)
const status = async (): Promise<LibraryView['status']> => (await bench.call('app.state', {})).library.status
const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')
const clipsIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.mp4'))
const markerOf = (folder: string): string => join(folder, '.dailies', 'library.json')

/** Compares rows and files as every start does. */
const restart = (harm?: () => unknown): Promise<void> => bench.restart(harm)

async function choose(folder: string): Promise<boolean> {
  bench.desktop.nextFolder = folder
  return (await bench.call('library.chooseFolder', {})).changed
}

const locate = async (file: string | null): Promise<boolean> => {
  bench.desktop.nextVideo = file
  return (await bench.call('videos.locate', { id: (await bench.video(clip)).id })).located
}

describe('a moved library folder [F40]', () => {
  let moved: string
  beforeEach(async () => {
    await bench.makeClip(clip)
    moved = join(bench.home, 'New place')
  })

  it('is missing until it is located by its marker, and then resumes without a question', async () => {
    renameSync(library, moved)
    bench.app.cameToFront()
    expect(await status()).toBe('missing')
    const before = await bench.video(clip)
    expect(await choose(moved)).toBe(true)
    expect(bench.desktop.questions).toEqual([])
    expect(await bench.call('app.state', {})).toMatchObject({ library: { folder: moved, status: 'ok' } })
    expect(await bench.video(clip)).toEqual(before)
    const served = await bench.app.media.respond(new Request(`app://dailies/media/${before.id}/video`))
    expect(served.status).toBe(200)
    await restart()
    expect(await bench.call('app.state', {})).toMatchObject({ library: { folder: moved, status: 'ok' } })
  })

  it('is checked by samples, so that a failed copy is noticed', async () => {
    renameSync(library, moved)
    const [name] = clipsIn(moved)
    const bytes = readFileSync(join(moved, name!))
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(join(moved, name!), bytes)
    await choose(moved)
    expect((await bench.video(clip)).state).toBe('changed')
  })

  it.each([
    ['another library', 'other_library', { version: 1, id: crypto.randomUUID() }],
    ['no library', 'no_library', null]
  ])('is not replaced by %s without the consent of the user', async (_what, found, marker) => {
    renameSync(library, moved)
    const other = join(bench.home, 'Other')
    mkdirSync(join(other, '.dailies'), { recursive: true })
    if (marker) writeFileSync(markerOf(other), JSON.stringify(marker))
    expect(await choose(other)).toBe(false)
    expect(bench.desktop.questions).toEqual([{ found, clips: 1 }])
    expect(await status()).toBe('missing')
    bench.desktop.takesOther = true
    expect(await choose(other)).toBe(true)
    expect((await bench.video(clip)).state).toBe('missing')
    expect(await choose(moved)).toBe(true)
    expect((await bench.video(clip)).state).toBe('saved')
  })

  it('is left untouched if another library took its place [D14]', async () => {
    const before = await bench.video(clip)
    await restart(() => {
      renameSync(library, moved)
      mkdirSync(join(library, '.dailies'), { recursive: true })
      writeFileSync(markerOf(library), JSON.stringify({ version: 1, id: crypto.randomUUID() }))
    })
    await bench.until(async () => expect(await status()).toBe('other_library'))
    expect(await bench.video(clip)).toEqual(before)
    await bench.press('something new')
    await bench.until(async () =>
      expect((await bench.video('something new')).problem?.code).toBe('folder_missing')
    )
    await expect(bench.call('library.rebuild', {})).rejects.toThrow('folder_missing')
    expect(readdirSync(library)).toEqual(['.dailies'])
    expect(readdirSync(join(library, '.dailies'))).toEqual(['library.json'])
  })

  it.each([
    ['empty', ''],
    ['no JSON', '{"version":'],
    ['without an id', '{"version":1}'],
    ['with an id that is none', '{"version":1,"id":"../../x"}'],
    ['enormous', `{"version":1,"id":"${'x'.repeat(100_000)}"}`]
  ])('is recognized when its marker is %s, and the marker is restored [D14]', async (_what, text) => {
    const before = readFileSync(markerOf(library), 'utf8')
    writeFileSync(markerOf(library), text)
    await restart()
    await bench.until(async () => expect(await status()).toBe('ok'))
    expect((await bench.video(clip)).state).toBe('saved')
    expect(readFileSync(markerOf(library), 'utf8')).toBe(before)
  })
})

describe('a file that the user [F41]', () => {
  let file: string
  beforeEach(async () => {
    await bench.makeClip(clip)
    file = await path()
  })

  it.each<[string, (file: string) => void, 'missing' | 'changed', string]>([
    ['deleted', (file) => rmSync(file), 'missing', 'file_missing'],
    ['truncated', (file) => truncateSync(file, 1000), 'changed', 'file_damaged'],
    [
      'replaced by one as long',
      (file) => writeFileSync(file, Buffer.alloc(readFileSync(file).length)),
      'changed',
      'file_damaged'
    ],
    ['replaced by a folder', (file) => (rmSync(file), mkdirSync(file)), 'missing', 'file_missing']
  ])('%s is reported, and can be downloaded again', async (_what, harm, state, code) => {
    const whole = sha256(file)
    await restart(() => harm(file))
    await bench.comesTo(clip, state)
    const { id, problem } = await bench.video(clip)
    expect(problem?.code).toBe(code)
    await bench.call('videos.downloadAgain', { id })
    await bench.comesTo(clip, 'saved')
    expect(sha256(await path())).toBe(whole)
    expect(bench.simulator.ledger().entries).toHaveLength(1)
  })

  it('changed is kept when the clip is downloaded again, and is not adopted afterwards', async () => {
    writeFileSync(file, edit)
    const edited = readFileSync(file)
    await restart()
    await bench.comesTo(clip, 'changed')
    await bench.call('videos.downloadAgain', { id: (await bench.video(clip)).id })
    await bench.comesTo(clip, 'saved')
    expect(await path()).not.toBe(file)
    expect(readFileSync(file)).toEqual(edited)
    const before = await bench.video(clip)
    await bench.call('library.rebuild', {})
    expect(await bench.video(clip)).toEqual(before)
  })

  it('deleted is found again when it is put back', async () => {
    renameSync(file, `${file}.away`)
    await restart()
    await bench.comesTo(clip, 'missing')
    renameSync(`${file}.away`, file)
    await restart()
    await bench.comesTo(clip, 'saved')
    const { events } = await bench.call('generations.get', { id: (await bench.generation(clip)).id })
    expect(events.slice(-2)).toMatchObject([
      { from: 'ready', to: 'ready', why: 'File missing' },
      { from: 'ready', to: 'ready', why: 'File found again' }
    ])
  })

  it('deleted while the app runs is reported on playback', async () => {
    rmSync(file)
    const { id } = await bench.video(clip)
    const answer = await bench.app.media.respond(new Request(`app://dailies/media/${id}/video`))
    expect(answer.status).toBe(404)
    await bench.comesTo(clip, 'missing')
  })

  it('deleted is requested from ModelsLab by its id if no address is left', async () => {
    const whole = sha256(file)
    await restart(() => rmSync(bench.bench.stateFolder, { recursive: true }))
    await bench.comesTo(clip, 'saved')
    await restart(() => rmSync(file))
    await bench.comesTo(clip, 'missing')
    const { id, canBeDownloaded } = await bench.video(clip)
    expect(canBeDownloaded).toBe(true)
    await bench.call('videos.downloadAgain', { id })
    await bench.comesTo(clip, 'saved')
    expect(sha256(await path())).toBe(whole)
  })

  it('deleted stays missing with the reason if ModelsLab no longer has it', async () => {
    await restart(() => rmSync(file))
    await bench.comesTo(clip, 'missing')
    bench.simulator.fault({ fault: 'file-410' })
    await bench.call('videos.downloadAgain', { id: (await bench.video(clip)).id })
    await bench.until(async () =>
      expect(await bench.video(clip)).toMatchObject({ state: 'missing', problem: { code: 'link_expired' } })
    )
    expect((await bench.generation(clip)).state).toBe('ready')
  })
})

it('compares the files, and starts what comes after that, where a move cannot be finished', async () => {
  await bench.makeClip('a gull')
  await bench.makeClip(clip)
  const [lost, file] = [join(library, (await bench.video('a gull')).fileName!), await path()]
  await restart(() => {
    rmSync(lost)
    const database = openDatabase(bench.bench.databasePath)
    writeValue(database, 'moving', 'unreadable')
    database.close()
  })
  await bench.comesTo('a gull', 'missing')
  await bench.call('settings.update', { sidecars: true })
  await bench.until(() => expect(existsSync(`${file}.xmp`)).toBe(true))
})

it('removes the note of a finished download at the next start after a kill [F28]', async () => {
  await bench.makeClip(clip)
  const { id } = await bench.video(clip)
  const incoming = join(library, '.dailies', 'incoming')
  await restart(() => writeFileSync(join(incoming, `${id}.json`), '{}'))
  await bench.until(() => expect(readdirSync(incoming)).toEqual([]))
})

describe('an entry with the name of a clip that is not a file [D01]', () => {
  it('is skipped without blocking', async () => {
    await bench.makeClip(clip)
    const names = ['pipe', 'folder', 'broken', 'loop', 'system'].map((name) => join(library, `${name}.mp4`))
    const [pipe, folder, broken, loop, system] = names as [string, string, string, string, string]
    if (process.platform !== 'win32') execFileSync('mkfifo', [pipe])
    mkdirSync(folder)
    symlinkSync(join(library, 'nowhere'), broken)
    symlinkSync(loop, loop)
    symlinkSync('/etc/hosts', system)
    expect(await bench.call('library.rebuild', {})).toMatchObject({ adopted: 0, known: 1, unreadable: 0 })
    rmSync(await path())
    await restart()
    await bench.comesTo(clip, 'missing')
    for (const name of names) await expect(locate(name)).rejects.toThrow('wrong_kind_of_file')
  })

  it('is counted but not read if it is empty, a byte, or larger than the disk [D02]', async () => {
    for (const [index, bytes] of [0, 1, 2 ** 40].entries()) {
      writeFileSync(join(library, `${index}.mp4`), '')
      truncateSync(join(library, `${index}.mp4`), bytes)
    }
    expect(await bench.call('library.rebuild', {})).toMatchObject({ adopted: 0, unreadable: 3 })
  })

  it('does not replace a clip: a symlink to the same bytes counts as missing', async () => {
    await bench.makeClip(clip)
    const file = await path()
    const elsewhere = join(bench.home, 'elsewhere.mp4')
    renameSync(file, elsewhere)
    symlinkSync(elsewhere, file)
    await restart()
    await bench.comesTo(clip, 'missing')
  })
})

describe('an entry with the name of one of our files or our folder [D14]', () => {
  const own = (name: string): string => join(library, '.dailies', name)
  const hostile: readonly (readonly [string, (at: string) => void])[] = [
    ['a link to an endless device', (at) => symlinkSync('/dev/zero', at)],
    ['a link to a file', (at) => symlinkSync(join(bench.home, 'mine'), at)],
    ...(process.platform === 'win32'
      ? []
      : [['a pipe', (at: string) => void execFileSync('mkfifo', [at])] as const])
  ]
  const replace = (at: string, put: (at: string) => void): void => {
    rmSync(at, { recursive: true, force: true })
    put(at)
  }

  it.each(hostile)('is %s: works without the journal, the saved items and the notes', async (_, put) => {
    writeFileSync(join(bench.home, 'mine'), 'mine')
    await bench.makeClip(clip)
    const { id } = await bench.video(clip)
    await restart(() => {
      rmSync(join(library, '.dailies', 'incoming'), { recursive: true, force: true })
      mkdirSync(own('incoming'))
      const names = ['journal.jsonl', 'belongings.json', 'belongings.json.new', 'library.json.new', 'lock']
      for (const name of [...names, `incoming/${id}.part`, `incoming/${id}.json`]) replace(own(name), put)
    })
    expect(await status()).toBe('ok')
    await bench.makeClip('after it')
    await bench.comesTo(clip, 'saved')
    expect(readFileSync(join(bench.home, 'mine'), 'utf8')).toBe('mine')
  })

  it.each(hostile)('is %s: reports an unsafe marker without blocking', async (_, put) => {
    writeFileSync(join(bench.home, 'mine'), 'mine')
    await bench.makeClip(clip)
    const marker = readFileSync(markerOf(library))
    await restart(() => replace(markerOf(library), put))
    expect(await status()).toBe('not_safe')
    await restart(() => replace(markerOf(library), (at) => writeFileSync(at, marker)))
    expect(await status()).toBe('ok')
    expect(readFileSync(join(bench.home, 'mine'), 'utf8')).toBe('mine')
  })

  it('is a link to another folder: reads and writes nothing through it', async () => {
    await bench.makeClip(clip)
    const elsewhere = join(bench.home, 'elsewhere')
    await restart(() => {
      renameSync(own(''), elsewhere)
      symlinkSync(elsewhere, join(library, '.dailies'))
    })
    expect(await status()).toBe('not_safe')
    const before = readdirSync(elsewhere).map((name) => [name, statSync(join(elsewhere, name)).mtimeMs])
    await bench.press('waits for the folder')
    await bench.until(async () =>
      expect((await bench.video('waits for the folder')).problem?.code).toBe('folder_missing')
    )
    expect(readdirSync(elsewhere).map((name) => [name, statSync(join(elsewhere, name)).mtimeMs])).toEqual(
      before
    )
    await restart(() => {
      rmSync(join(library, '.dailies'))
      renameSync(elsewhere, join(library, '.dailies'))
    })
    await bench.comesTo('waits for the folder', 'saved')
  })
})

describe('locating a file [F41]', () => {
  let file: string
  beforeEach(async () => {
    await bench.makeClip(clip)
    file = await path()
  })

  it('renamed in the folder links the clip to its new name', async () => {
    const renamed = join(library, 'Opening shot.mp4')
    renameSync(file, renamed)
    await restart()
    await bench.comesTo(clip, 'missing')
    expect(await locate(renamed)).toBe(true)
    expect(await bench.video(clip)).toMatchObject({ state: 'saved', fileName: 'Opening shot.mp4' })
    expect(clipsIn(library)).toEqual(['Opening shot.mp4'])
  })

  it('moved elsewhere copies it back, and keeps the original', async () => {
    const elsewhere = join(bench.home, 'cut.mp4')
    renameSync(file, elsewhere)
    // A library copied by hand has no folder of downloads.
    rmSync(join(library, '.dailies', 'incoming'), { recursive: true })
    await restart()
    await bench.comesTo(clip, 'missing')
    expect(await locate(elsewhere)).toBe(true)
    expect((await bench.video(clip)).state).toBe('saved')
    expect([sha256(file), sha256(elsewhere)]).toEqual([sha256(elsewhere), (await bench.video(clip)).sha256])
    expect(bench.desktop.questions).toEqual([])
  })

  it('that differs from the saved one asks first, and keeps it marked as changed', async () => {
    const other = join(bench.home, 'other.mp4')
    writeFileSync(other, edit)
    rmSync(file)
    await restart()
    await bench.comesTo(clip, 'missing')
    expect(await locate(other)).toBe(false)
    expect(bench.desktop.questions).toEqual([{ isSameLength: false }])
    expect((await bench.video(clip)).state).toBe('missing')
    bench.desktop.takesOther = true
    expect(await locate(other)).toBe(true)
    expect((await bench.video(clip)).state).toBe('changed')
  })

  it('with metadata written by another program accepts it without a question', async () => {
    const noted = join(bench.home, 'noted.mp4')
    writeFileSync(noted, Buffer.concat([readFileSync(file), box('free', Buffer.alloc(5))]))
    rmSync(file)
    await restart()
    await bench.comesTo(clip, 'missing')
    expect(await locate(noted)).toBe(true)
    expect(bench.desktop.questions).toEqual([])
    expect(await bench.video(clip)).toMatchObject({ state: 'saved', traits: ['metadata_added'] })
  })

  it('next to a changed one uses another name and replaces nothing', async () => {
    const original = join(bench.home, 'original.mp4')
    copyFileSync(file, original)
    writeFileSync(file, edit)
    const edited = readFileSync(file)
    await restart()
    await bench.comesTo(clip, 'changed')
    expect(await locate(original)).toBe(true)
    expect((await bench.video(clip)).state).toBe('saved')
    expect(sha256(await path())).toBe(sha256(original))
    expect(readFileSync(file)).toEqual(edited)
  })

  it('that is gone by then or unreadable changes nothing [D10, D11]', async () => {
    rmSync(file)
    await restart()
    await bench.comesTo(clip, 'missing')
    await expect(locate(join(bench.home, 'gone.mp4'))).rejects.toThrow('not_possible_now')
    expect((await bench.video(clip)).state).toBe('missing')
  })

  it('changes nothing if none was chosen, it is not a video, or nothing is missing', async () => {
    await expect(locate(file)).rejects.toThrow('not_possible_now')
    rmSync(file)
    await restart()
    await bench.comesTo(clip, 'missing')
    expect(await locate(null)).toBe(false)
    const text = join(bench.home, 'text.mp4')
    writeFileSync(text, 'no video at all')
    await expect(locate(text)).rejects.toThrow('wrong_kind_of_file')
    expect((await bench.video(clip)).state).toBe('missing')
  })
})

it('keeps two clips of one prompt and a foreign file of the same name under separate names [F42]', async () => {
  await bench.call('generations.create', {
    pressId: crypto.randomUUID(),
    requests: Array.from({ length: 3 }, () => ({
      modelId: 'veo-3.1-fast',
      prompt: clip,
      aspectRatio: '16:9',
      durationSeconds: 4
    }))
  })
  const names = async (): Promise<readonly (string | null)[]> => {
    const page = await bench.call('generations.page', { view: 'all', text: '', before: null, limit: 50 })
    return page.items.flatMap(({ videos }) =>
      videos.map((one) => (one.state === 'saved' ? one.fileName : null))
    )
  }
  await bench.until(async () => expect((await names()).filter((name) => name !== null)).toHaveLength(3))
  const kept = await names()
  expect(new Set(kept.map((name) => name!.toLowerCase())).size).toBe(3)
  expect(clipsIn(library)).toEqual([...kept].sort())
})

describe('conflicting actions [I21]', () => {
  const incoming = (folder: string): readonly string[] => readdirSync(join(folder, '.dailies', 'incoming'))

  it.each(['move', 'leave'] as const)(
    'saves a clip in the new folder when the folder changes during its download (%s)',
    async (answer) => {
      await bench.makeClip('first')
      bench.simulator.fault({ fault: 'file-drip', value: 1000, times: 1 })
      await bench.press(clip)
      await bench.until(() => expect(incoming(library).join()).toContain('.part'))
      const chosen = join(bench.home, 'New place')
      mkdirSync(chosen)
      bench.desktop.nextAnswer = answer
      expect(await choose(chosen)).toBe(true)
      await bench.comesTo(clip, 'saved')
      expect(clipsIn(chosen)).toContain((await bench.video(clip)).fileName)
      expect([incoming(library), incoming(chosen)]).toEqual([[], []])
      await bench.comesTo('first', answer === 'move' ? 'saved' : 'missing')
      expect(clipsIn(library)).toHaveLength(answer === 'move' ? 0 : 1)
    }
  )

  it('deletes the row while the clip plays, and keeps the file until playback ends', async () => {
    const { id, bytes } = await bench.makeClip(clip)
    const playing = await bench.app.media.respond(new Request(`app://dailies/media/${id}/video`))
    await bench.call('generations.trash', { ids: [(await bench.generation(clip)).id] })
    expect((await playing.arrayBuffer()).byteLength).toBe(bytes)
    expect(clipsIn(library)).toHaveLength(1)
    expect((await bench.call('app.state', {})).counts).toMatchObject({ all: 0, trash: 1 })
  })

  it('allows neither cancel nor delete during a download, and saves the paid clip', async () => {
    bench.simulator.fault({ fault: 'file-drip', value: 1000, times: 1 })
    await bench.press(clip)
    await bench.comesTo(clip, 'pending')
    const { id } = await bench.generation(clip)
    await expect(bench.call('generations.cancel', { ids: [id] })).rejects.toThrow('not_possible_now')
    await expect(bench.call('generations.trash', { ids: [id] })).rejects.toThrow('not_possible_now')
    await bench.comesTo(clip, 'saved')
    expect(incoming(library)).toEqual([])
  })

  it('does not change to a folder that cannot be written', async () => {
    await bench.makeClip(clip)
    const file = join(bench.home, 'no folder')
    writeFileSync(file, '')
    bench.desktop.nextAnswer = 'leave'
    await expect(choose(join(file, 'inside'))).rejects.toThrow('folder_read_only')
    expect(await bench.call('app.state', {})).toMatchObject({ library: { folder: library, status: 'ok' } })
    expect((await bench.makeClip('another')).state).toBe('saved')
  })
})

it('resumes automatically after a folder was renamed and renamed back [F39]', async () => {
  await bench.makeClip('first')
  renameSync(library, `${library} away`)
  await bench.press(clip)
  await bench.until(async () => expect((await bench.video(clip)).problem?.code).toBe('folder_missing'))
  expect(readdirSync(join(library, '..'))).toEqual(['Dailies away'])
  renameSync(`${library} away`, library)
  await bench.comesTo(clip, 'saved')
  expect(clipsIn(library)).toHaveLength(2)
})
