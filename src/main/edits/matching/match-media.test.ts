import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { ClipFinder } from '../ports'
import { matchMedia } from './match-media'

const idOf = (digit: string): GenerationId => `${digit.repeat(8)}-0000-4000-8000-000000000000` as GenerationId
const [first, second, third] = [idOf('1'), idOf('2'), idOf('3')]
const day = new Date(2026, 10, 22, 12).getTime()
const firstName = '2026-11-22 harbour veo 8s 3f2b.mp4'

interface Clip {
  readonly id: GenerationId
  readonly name: string
  /** Of its video, without hyphens. */
  readonly videoId: string
  readonly createdAtMs: number
}

const clips: readonly Clip[] = [
  { id: first, name: firstName, videoId: '3f2b0000111122223333444455556666', createdAtMs: day },
  { id: second, name: '2026-11-22 夜 & rain 9c41.mp4', videoId: '9c410000', createdAtMs: day },
  { id: third, name: 'third.mp4', videoId: '3f2b9999', createdAtMs: day + 86_400_000 }
]

let linked: { readonly path: string; readonly id: GenerationId }[] = []

const finder: ClipFinder = {
  byFileName: (names) =>
    new Map(
      names.flatMap((name) => {
        const key = name.normalize('NFC').toLowerCase()
        const clip = clips.find((one) => one.name.normalize('NFC').toLowerCase() === key)
        return clip ? [[name, clip.id] as const] : []
      })
    ),
  byIdStart: (digits) => clips.filter(({ videoId }) => videoId.startsWith(digits)),
  linkedFiles: () => linked,
  known: (ids) => new Set(ids.filter((id) => clips.some((clip) => clip.id === id)))
}

let home: string
let root: string
let packets: Map<string, GenerationId>
let packetsRead: string[]

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'match-'))
  root = join(home, 'Videos', 'Dailies')
  mkdirSync(root, { recursive: true })
  packets = new Map()
  packetsRead = []
  linked = []
})
afterEach(() => rmSync(home, { recursive: true }))

const match = async (...paths: readonly string[]): Promise<readonly GenerationId[]> => {
  const uses = await matchMedia([{ paths, onTimeline: 1, ms: 1000 }], {
    finder,
    root,
    editFolder: join(home, 'Films'),
    generationInPacket: (path) => {
      packetsRead.push(path)
      return Promise.resolve(packets.get(basename(path)) ?? null)
    }
  })
  return uses.map(({ generationId }) => generationId)
}

describe('paths that lie [B14]', () => {
  it.each([
    ['absolute', () => join(root, firstName)],
    ['relative to the project', () => `../Videos/Dailies/${firstName}`],
    ['in another folder, as after collecting media', () => `/mnt/film/media/${firstName}`],
    ['relative to a folder that is not there', () => `film/../../x/${firstName}`],
    ['with a stray slash before a drive', () => `/C:/Videos/Dailies/${firstName}`],
    ['with the separators of Windows', () => `C:\\Users\\me\\${firstName}`],
    ['in the folder of automatic copies', () => `/home/me/.local/share/Meltytech/autosave/${firstName}`],
    ['in other case and normalisation', () => firstName.toUpperCase().normalize('NFD')],
    ['still percent-encoded', () => `/film/${encodeURIComponent(firstName)}`],
    [
      'cut in two, because the project’s folder has the same beginning',
      () => '/film/2026-11-22/ harbour veo 8s 3f2b.mp4'
    ]
  ])('finds a file whose path is %s', async (_what, path) => {
    expect(await match(path())).toEqual([first])
  })

  it('finds a file whose name has signs that formats escape', async () => {
    expect(await match('/film/2026-11-22 夜 & rain 9c41.mp4')).toEqual([second])
  })

  it('finds a clip that is named without its ending', async () => {
    expect(await match('third')).toEqual([third])
  })
})

describe('the id in a name', () => {
  it('finds a renamed file by it, with what editors add behind it', async () => {
    expect(await match('/film/2026-11-22 opening 3f2b.mov')).toEqual([first])
    expect(await match('/film/2026-11-22 opening 3f2b_proxy.mkv')).toEqual([first])
    expect(await match('/film/2026-11-22 opening 3f2b (2).mp4')).toEqual([first])
    expect(await match('/film/opening 3f2b00001111.mp4')).toEqual([first])
  })

  it('needs the day of the clip beside a short id', async () => {
    expect(await match('/film/holiday 3f2b.mp4')).toEqual([])
    expect(await match('/film/2026-11-24 opening 3f2b.mp4')).toEqual([])
    expect(await match('/film/2026-11-23 opening 3f2b.mp4')).toEqual([third])
  })

  it('looks up a few ids of a file at most, and each once', async () => {
    const asked: string[] = []
    const counting = { ...finder, byIdStart: (digits: string) => (asked.push(digits), []) }
    const words = Array.from({ length: 28 }, (_, at) => (0x1000_0000 + at).toString(16))
    const paths = [`/a/${words.join(' ')}.mp4`, `/b/${words.join(' ')}.mp4`, `/c/${'3f2b '.repeat(100_000)}`]
    await matchMedia([{ paths, onTimeline: 1, ms: 1 }], {
      finder: counting,
      root,
      editFolder: home,
      generationInPacket: () => Promise.resolve(null)
    })
    expect(asked).toEqual(words.slice(-8).toReversed())
  })

  it('finds nothing where two clips may be meant', async () => {
    expect(await match('/film/opening 3f2b.mp4')).toEqual([])
  })
})

describe('the packet in a file', () => {
  it('finds a file that was renamed in the library folder', async () => {
    packets.set('my favourite.mp4', third)
    expect(await match(join(root, 'my favourite.mp4'))).toEqual([third])
    expect(packetsRead).toEqual([join(root, 'my favourite.mp4')])
  })

  it('finds it through a link to the library folder', async () => {
    symlinkSync(root, join(home, 'link'))
    writeFileSync(join(root, 'x'), '')
    packets.set('my favourite.mp4', third)
    const uses = await matchMedia([{ paths: [join(root, 'my favourite.mp4')], onTimeline: 1, ms: 1 }], {
      finder,
      root: join(home, 'link'),
      editFolder: home,
      generationInPacket: (path) => Promise.resolve(packets.get(basename(path)) ?? null)
    })
    expect(uses.map(({ generationId }) => generationId)).toEqual([third])
  })

  it('is read of no file outside the library folder, and names only clips that are there', async () => {
    packets.set('a.mp4', third)
    packets.set('b.mp4', idOf('9'))
    expect(await match('/etc/a.mp4')).toEqual([])
    expect(await match(`${root}/../a.mp4`)).toEqual([])
    expect(await match(`${root}/sub/a.mp4`)).toEqual([])
    expect(packetsRead).toEqual([])
    expect(await match(join(root, 'b.mp4'))).toEqual([])
  })
})

it('finds imported clips whose files stay elsewhere: by path, and by a name that only one has', async () => {
  const [one, two] = [idOf('a'), idOf('b')]
  linked = [
    { path: '/footage/day 1/A001.mov', id: one },
    { path: '/footage/day 2/A001.mov', id: two },
    { path: '/footage/day 2/A002.mov', id: first }
  ]
  expect(await match('/footage/day 2/A001.mov')).toEqual([two])
  expect(await match('../../footage/day 1/A001.mov', join('/', 'footage', 'day 1', 'A001.mov'))).toEqual([
    one
  ])
  expect(await match('/collected/A001.mov')).toEqual([])
  expect(await match('/collected/A002.mov')).toEqual([first])
})

it('adds up files that are one clip, and leaves unknown what is unknown of all', async () => {
  const deps = { finder, root, editFolder: home, generationInPacket: () => Promise.resolve(null) }
  const media = (onTimeline: number | null, ms: number | null, path: string): object => ({
    paths: [path],
    onTimeline,
    ms
  })
  const uses = await matchMedia(
    [
      media(2, 3000, firstName),
      media(1, 500, '2026-11-22 copy 3f2b.mov'),
      media(null, null, 'third.mp4'),
      media(0, 0, 'nothing of ours.mp4')
    ] as never,
    deps
  )
  expect(uses).toEqual([
    { generationId: first, onTimeline: 3, ms: 3500 },
    { generationId: third, onTimeline: null, ms: null }
  ])
})
