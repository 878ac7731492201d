import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  calls,
  messages,
  preloadMessages,
  type CallInput,
  type CallName,
  type CallOutput,
  type Envelope
} from '@shared/contract'
import type { GenerationId, GenerationView, VideoId } from '@shared/generation'
import { startForTest } from '../../simulator/testing/test-client'
import type { Simulator } from '../../simulator/server'
import { createApp } from './app'
import type { App, AppPlatform } from './platform'
import { fakePlatform, type FakePlatform } from './testing/fake-platform'
import { FakeKeychain } from '../credentials/testing/fake-keychain'
import type { Http } from '../modelslab/transport/http'

let folder: string
let simulator: Simulator
let platform: FakePlatform
let app: App
const keychain = new FakeKeychain()

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-app-'))
  simulator = await startForTest({ speed: 100 })
  start()
})

afterEach(async () => {
  await app.dispose()
  await simulator.close()
  rmSync(folder, { recursive: true, force: true })
})

function start(changes: Partial<Pick<AppPlatform, 'demo' | 'http'>> = {}): void {
  platform = { ...fakePlatform({ folder, apiOrigin: simulator.url, keychain }), ...changes }
  app = createApp(platform)
  app.start()
}

async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const envelope = (await platform.ipc.call(name, input)) as Envelope<CallOutput<Name>>
  if (!envelope.ok) throw new Error(`${name}: ${envelope.error.message}`)
  return envelope.value
}

async function refusal(name: CallName, input: unknown, isTrusted = true): Promise<string> {
  const envelope = (await platform.ipc.call(name, input, isTrusted)) as Envelope<unknown>
  return envelope.ok ? 'answered' : envelope.error.code
}

const newest = async (): Promise<GenerationView> => {
  const { items } = await call('generations.page', { view: 'all', text: '', before: null, limit: 1 })
  return items[0]!
}

const restsIn = (state: string): Promise<GenerationView> =>
  vi.waitFor(
    async () => {
      const generation = await newest()
      expect(generation.state).toBe(state)
      return generation
    },
    { interval: 20 }
  )

const press = (prompt: string): CallInput<'generations.create'> => ({
  pressId: crypto.randomUUID(),
  requests: [{ modelId: 'veo-3.1-fast', prompt, aspectRatio: '16:9', durationSeconds: 4 }]
})

const library = (): string => join(folder, 'Videos', 'Dailies')
const clips = (): string[] => readdirSync(library()).filter((name) => name.endsWith('.mp4'))

async function makeClip(prompt: string): Promise<GenerationView> {
  await call('generations.create', press(prompt))
  return restsIn('ready')
}

describe('the contract', () => {
  it('has a handler for each name, and no handler without one', () => {
    expect([...platform.ipc.callNames].sort()).toEqual(Object.keys(calls).sort())
    expect([...platform.ipc.messageNames].sort()).toEqual(
      Object.keys({ ...messages, ...preloadMessages }).sort()
    )
  })

  it('answers only our own window', async () => {
    expect(await refusal('app.state', {}, false)).toBe('not_allowed')
  })

  it('refuses calls while shutting down', async () => {
    await app.dispose()
    expect(await refusal('app.state', {})).toBe('shutting_down')
    start()
  })

  it('rejects garbage of every kind with a typed error, and keeps working', async () => {
    const names = Object.keys(calls) as CallName[]
    const garbage = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: true,
      withSparseArray: true,
      maxDepth: 4
    })
    const cyclic: Record<string, unknown> = {}
    cyclic['self'] = cyclic
    const nasty: unknown[] = [
      cyclic,
      'x'.repeat(5_000_000),
      JSON.parse('{"__proto__":{"polluted":1},"id":"../../etc/passwd"}'),
      { id: 'file:///etc/passwd' },
      { ids: Array.from({ length: 1_000_000 }, () => 'x') },
      { view: 'all', text: `"' OR 1=1; DROP TABLE generation; --`, before: -1, limit: 1e9 }
    ]
    const attempt = async (name: CallName, input: unknown): Promise<void> => {
      const envelope = (await platform.ipc.call(name, input)) as Envelope<unknown>
      if (!envelope.ok) expect(envelope.error.code).not.toBe('bug')
    }
    for (const name of names) for (const input of nasty) await attempt(name, input)
    await fc.assert(fc.asyncProperty(fc.constantFrom(...names), garbage, attempt), { numRuns: 2000 })
    expect({}).not.toHaveProperty('polluted')
    await expect(call('app.state', {})).resolves.toMatchObject({ version: '0.0.0' })
  })
})

describe('making clips', () => {
  beforeEach(() => call('key.set', { key: 'a-good-key' }))

  it('turns a prompt into a valid file with one payment', async () => {
    const generation = await makeClip('a paper boat crossing a puddle')
    const [video] = generation.videos
    const bytes = readFileSync(join(library(), video!.fileName!))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(video!.sha256)
    expect(video).toMatchObject({ state: 'saved', bytes: bytes.length, durationMs: 4000, videoCodec: 'avc' })
    const ledger = simulator.ledger()
    expect(ledger.entries).toHaveLength(1)
    await vi.waitFor(async () =>
      expect((await newest()).chargedMicrodollars).toBe(ledger.entries[0]!.chargedMicrodollars)
    )
  })

  it('serves a clip by its id, in ranges', async () => {
    const [video] = (await makeClip('boat')).videos
    const url = `app://dailies/media/${video!.id}/video`
    const part = await app.media.respond(new Request(url, { headers: { Range: 'bytes=4-7' } }))
    expect([part.status, part.headers.get('Content-Range'), await part.text()]).toEqual([
      206,
      `bytes 4-7/${video!.bytes}`,
      'ftyp'
    ])
    const whole = await app.media.respond(new Request(url))
    expect((await whole.arrayBuffer()).byteLength).toBe(video!.bytes)
    expect(
      (await app.media.respond(new Request(url, { headers: { Range: 'bytes=999999999-' } }))).status
    ).toBe(416)
    expect((await app.media.respond(new Request(url, { method: 'POST' }))).status).toBe(405)
    const unknown = `app://dailies/media/${crypto.randomUUID()}/video`
    expect((await app.media.respond(new Request(unknown))).status).toBe(404)
    expect((await app.media.respond(new Request('app://dailies/media/..%2f..%2fetc/video'))).status).toBe(404)
  })

  it('hands over ready clips as existing files, in the requested order', async () => {
    const { id: firstId, videos } = await makeClip('first')
    const first = videos[0]!
    const { id: secondId, videos: others } = await makeClip('second')
    const second = others[0]!
    platform.ipc.send('handoff.drag', { ids: [secondId, firstId] })
    expect(platform.desktop.drags).toEqual([
      { paths: [join(library(), second.fileName!), join(library(), first.fileName!)], posterPaths: [] }
    ])
    expect(await call('handoff.copyFiles', { ids: [firstId] })).toEqual({ copied: 'files' })
    platform.desktop.takesFiles = false
    expect(await call('handoff.copyFiles', { ids: [firstId] })).toEqual({ copied: 'paths' })
    const path = join(library(), first.fileName!)
    expect([platform.desktop.copiedFiles, platform.desktop.copied]).toEqual([[[path]], [path]])
    rmSync(join(library(), first.fileName!))
    platform.ipc.send('handoff.drag', { ids: [firstId] })
    expect(platform.desktop.drags).toHaveLength(1)
    expect(platform.events).toContainEqual({
      name: 'handoff.dragRefused',
      payload: expect.objectContaining({ code: 'file_missing' }) as unknown
    })
    await vi.waitFor(async () => {
      const { generation } = await call('generations.get', { id: firstId })
      expect(generation.videos[0]!.state).toBe('missing')
    })
  })

  it('hands over nothing unknown or in the trash [I19]', async () => {
    const { id, videos } = await makeClip('boat')
    const unknown = { id: crypto.randomUUID() as GenerationId, video: crypto.randomUUID() as VideoId }
    const trashed = { id, video: videos[0]!.id }
    await call('generations.trash', { ids: [id] })
    for (const [clip, why, whyNotFile] of [
      [unknown, 'not_found', 'not_found'],
      [trashed, 'not_possible_now', 'not_possible_now']
    ] as const) {
      platform.ipc.send('handoff.drag', { ids: [clip.id] })
      expect(await refusal('handoff.copyPath', { ids: [clip.id] })).toBe(why)
      expect(await refusal('handoff.reveal', { id: clip.video })).toBe(whyNotFile)
    }
    expect(platform.desktop.drags).toEqual([])
    await call('generations.restore', { ids: [id] })
    platform.ipc.send('handoff.drag', { ids: [id] })
    expect(platform.desktop.drags).toHaveLength(1)
  })

  it('keeps the pictures drawn by the window, and serves them as unchanging', async () => {
    const [video] = (await makeClip('boat')).videos
    const jpeg = Uint8Array.from([0xff, 0xd8, 1, 2, 3, 0xff, 0xd9])
    for (const kind of ['poster', 'strip'] as const) {
      const flag = kind === 'poster' ? 'hasPoster' : 'hasStrip'
      const url = `app://dailies/media/${video!.id}/${kind}`
      const serve = (query: string): Promise<Response> => app.media.respond(new Request(url + query))
      expect((await serve('')).status).toBe(404)
      await call('videos.savePicture', { id: video!.id, kind, jpeg })
      expect((await newest()).videos[0]![flag]).toBe(true)
      const served = await serve('?revision=ab12')
      expect(new Uint8Array(await served.arrayBuffer())).toEqual(jpeg)
      expect(served.headers.get('Cache-Control')).toContain('immutable')
      const unversioned = await serve('')
      await unversioned.arrayBuffer()
      expect(unversioned.headers.get('Cache-Control')).toBe('no-store')
      await call('videos.forgetPicture', { id: video!.id, kind })
      expect((await newest()).videos[0]![flag]).toBe(false)
    }
    const tooLarge = Uint8Array.from({ length: 200_001 }, () => 0)
    expect(await refusal('videos.savePicture', { id: video!.id, kind: 'strip', jpeg: tooLarge })).toBe(
      'invalid_input'
    )
    expect(
      await refusal('videos.savePicture', { id: video!.id, kind: 'poster', jpeg: Uint8Array.from([1, 2]) })
    ).toBe('invalid_input')
  })

  it('finds missing and changed files, and downloads them again', async () => {
    const [video] = (await makeClip('boat')).videos
    rmSync(join(library(), video!.fileName!))
    await call('library.rebuild', {})
    expect((await newest()).videos[0]).toMatchObject({ state: 'missing', problem: { code: 'file_missing' } })
    await call('videos.downloadAgain', { id: video!.id })
    await vi.waitFor(async () => expect((await newest()).videos[0]!.state).toBe('saved'))
    expect(clips()).toEqual([video!.fileName])
    expect(simulator.ledger().entries).toHaveLength(1)
  })

  it('restores everything from the folder when the database is gone', async () => {
    const before = await makeClip('a paper boat, with "quotes" & ünïcode 雨')
    await vi.waitFor(async () => expect((await newest()).chargedMicrodollars).not.toBeNull())
    await app.dispose()
    rmSync(join(folder, 'state'), { recursive: true })
    start()
    const after = await restsIn('ready')
    const same = ({ id, createdAtUs, request, remoteId, videos }: GenerationView): unknown => ({
      id,
      createdAtUs,
      request,
      remoteId,
      files: videos.map(({ id, fileName, sha256, bytes, durationMs }) => ({
        id,
        fileName,
        sha256,
        bytes,
        durationMs
      }))
    })
    expect(same(after)).toEqual(same(before))
    await vi.waitFor(async () => expect((await newest()).chargedMicrodollars).toBe(960_000))
    await vi.waitFor(async () => expect((await call('app.state', {})).notices).toHaveLength(1))
    const nothing = { adopted: 0, unreadable: 0, unreadableNames: [], withoutClip: 0, unreadableLines: 0 }
    expect(await call('library.rebuild', {})).toEqual({ ...nothing, known: 1 })
  })

  it('imports the clips of a folder that the user chooses', async () => {
    const clip = await makeClip('boat')
    await app.dispose()
    rmSync(join(folder, 'state'), { recursive: true })
    const chosen = library()
    platform = fakePlatform({ folder: join(folder, 'elsewhere'), apiOrigin: simulator.url, keychain })
    app = createApp(platform)
    app.start()
    platform.desktop.nextFolder = chosen
    platform.desktop.takesOther = true
    expect(await call('library.chooseFolder', {})).toEqual({ changed: true })
    expect((await newest()).id).toBe(clip.id)
    expect((await call('app.state', {})).library.folder).toBe(chosen)
  })

  it('moves the clips to another folder when the user agrees', async () => {
    const clip = await makeClip('boat')
    const chosen = join(folder, 'new place')
    mkdirSync(chosen)
    platform.desktop.nextFolder = chosen
    platform.desktop.nextAnswer = 'cancel'
    expect(await call('library.chooseFolder', {})).toEqual({ changed: false })
    platform.desktop.nextAnswer = 'move'
    expect(await call('library.chooseFolder', {})).toEqual({ changed: true })
    expect(clips()).toEqual([])
    expect(readdirSync(chosen)).toContain(clip.videos[0]!.fileName)
    expect((await newest()).videos[0]!.state).toBe('saved')
  })

  it('marks deleted clips and keeps their files', async () => {
    const clip = await makeClip('boat')
    await call('generations.trash', { ids: [clip.id] })
    expect((await call('app.state', {})).counts).toMatchObject({ all: 0, trash: 1 })
    expect(clips()).toHaveLength(1)
    await call('generations.restore', { ids: [clip.id] })
    expect((await newest()).id).toBe(clip.id)
  })

  it('stores the draft, the settings and the paused state', async () => {
    const table = { text: `city\n${'Oslo, far away\n'.repeat(3_000)}`, format: null }
    await call('draft.save', { draft: '{"prompt":"a"}', table })
    await call('draft.save', { draft: '{"prompt":"half a"}' })
    expect(platform.desktop.theme).toBe('system')
    await call('settings.update', { theme: 'dark' })
    expect(platform.desktop.theme).toBe('dark')
    await call('sending.setPaused', { paused: true })
    await call('generations.create', press('later'))
    await app.dispose()
    start()
    expect(platform.desktop.theme).toBe('dark')
    expect(await call('draft.get', {})).toEqual({ draft: '{"prompt":"half a"}', table })
    expect(await call('app.state', {})).toMatchObject({
      settings: { theme: 'dark' },
      sending: { paused: true, waiting: 1 }
    })
    expect(await restsIn('queued')).toMatchObject({ waitingFor: 'pause' })
    expect(simulator.ledger().entries).toHaveLength(0)
  })

  it('sends nothing, and shows the reason, if the settings cannot be read [D16]', async () => {
    await call('sending.setPaused', { paused: true })
    await call('generations.create', press('later'))
    await app.dispose()
    for (const name of ['settings.json', 'settings.last-good.json']) {
      rmSync(join(folder, 'state', name))
      mkdirSync(join(folder, 'state', name))
    }
    start()
    expect(await call('app.state', {})).toMatchObject({
      sending: { paused: true, waiting: 1 },
      notices: [{ code: 'settings_not_read' }]
    })
    await call('sending.setPaused', { paused: false })
    expect((await restsIn('ready')).request.prompt).toBe('later')
  })
})

describe('the key', () => {
  it('is tested before it is stored, and a bad one is not stored', async () => {
    await call('key.remove', {})
    expect(await refusal('models.refresh', {})).toBe('no_key')
    expect(await refusal('key.set', { key: 'bad-key-of-mine' })).toBe('key_rejected')
    expect((await call('app.state', {})).key.status).toBe('absent')
    await call('key.set', { key: 'a-good-key' })
    expect(await call('app.state', {})).toMatchObject({
      key: { status: 'present', keptIn: 'keychain' },
      balance: { microdollars: simulator.ledger().balanceMicrodollars }
    })
  })

  it('is not tried again once rejected, until there is another', async () => {
    await call('key.set', { key: 'a-good-key' })
    simulator.fault({ fault: 'submit-401', times: 1 })
    await call('generations.create', press('boat'))
    await vi.waitFor(async () => expect((await newest()).waitingFor).toBe('key'))
    expect((await call('app.state', {})).key.status).toBe('rejected')
    const asked = JSON.stringify(simulator.ledger().requests)
    app.wake()
    await call('app.networkReturned', {})
    expect(JSON.stringify(simulator.ledger().requests)).toBe(asked)
    await call('key.set', { key: 'a-better-key' })
    await restsIn('ready')
  })

  it('never reaches the window', async () => {
    await call('key.set', { key: 'canary-key-4711' })
    await call('generations.create', press('[sim: submit-error-echo] boat'))
    await restsIn('failed')
    const told = JSON.stringify([
      platform.events,
      await call('app.state', {}),
      await call('generations.get', { id: (await newest()).id })
    ])
    expect(told).not.toContain('canary-key-4711')
  })
})

it('runs models withdrawn by ModelsLab only in demo mode', async () => {
  const withdrawn = { requests: [{ modelId: 'sora-2', prompt: 'boat' }] }
  expect(await refusal('generations.create', { ...press('boat'), ...withdrawn })).toBe('bad_request')
  await app.dispose()
  start({ demo: true })
  expect(await refusal('generations.create', { ...press('boat'), ...withdrawn })).toBe('answered')
})

it.each<[string, () => unknown]>([
  ['closed', () => app.dispose()],
  ['about to save what was typed', () => app.stopSending()]
])('sends nothing more once it is %s [F66]', async (_what, close) => {
  await app.dispose()
  const { http } = fakePlatform({ folder, apiOrigin: simulator.url })
  let answerBalance: (() => void) | null = null
  const held: Http = {
    send: async (request) => {
      const isSecondQuestion =
        request.url.endsWith('wallet_balance') && simulator.ledger().entries.length === 1
      if (isSecondQuestion) await new Promise<void>((resolve) => (answerBalance = resolve))
      return http.send(request)
    }
  }
  start({ http: held })
  await call('key.set', { key: 'a-good-key' })
  const two = press('boat').requests.flatMap((request) => [request, request])
  await call('generations.create', { ...press('boat'), requests: two })
  await vi.waitFor(() => expect(answerBalance).not.toBeNull())
  const closed = close()
  answerBalance!()
  await closed
  await vi.waitFor(() => expect(app.isSending()).toBe(false))
  expect(simulator.ledger().entries).toHaveLength(1)
})
