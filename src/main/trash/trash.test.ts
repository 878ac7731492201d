import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ProblemError, type Problem } from '@shared/problem'
import type { GenerationId, VideoState } from '@shared/generation'
import { FakeClock } from '../base/testing/fake-clock'
import type { Confirmation } from '../consent/confirmations'
import type { Generation } from '../generations/domain/generation'
import { silentLogger } from '../logging/logger'
import { FileRemoval } from './file-removal'
import { Trash, type TrashContents } from './trash'

const dayMs = 24 * 3_600_000
const away: Problem = { code: 'folder_missing', message: 'It is away.', retryable: true }

let folder: string
let isThere: boolean
let clips: Generation[]
let answers: boolean[]
let asked: Confirmation[]
let trashFile: (path: string) => Promise<void>
let whyNotNow: Problem | null
let isCertain: boolean
let clock: FakeClock
let trash: Trash
let abort: AbortController
let handedOff: number
let usedIn: string[]
let countsSince: number
let erasures: number
let noticed: Problem[]
/** Runs while the user reads the question. */
let whileAsked: () => void

/** Adds a clip to the trash; with content, its file is on disk. */
function add(name: string, content: string | null = 'clip', state: VideoState = 'saved'): Generation {
  const id = crypto.randomUUID() as GenerationId
  const videos = [{ id: crypto.randomUUID(), state, fileName: name, file: { bytes: 4 } }]
  const generation = { id, createdAtUs: 1000 - clips.length, deletedAtMs: clock.now(), videos } as unknown
  clips.push(generation as Generation)
  if (content !== null) writeFileSync(join(folder, name), content)
  return generation as Generation
}

const names = (): readonly (string | null | undefined)[] => clips.map(({ videos }) => videos[0]?.fileName)
const isOnDisk = (name: string): boolean => existsSync(join(folder, name))

const keysOf = (list: readonly Generation[]): Float64Array =>
  Float64Array.from(list, ({ createdAtUs }) => createdAtUs)

const among = (ids: readonly GenerationId[] | null): Generation[] =>
  clips.filter(({ id }) => ids === null || ids.includes(id))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-trash-'))
  isThere = true
  clips = []
  answers = []
  asked = []
  trashFile = (path) => Promise.resolve(rmSync(path))
  whyNotNow = null
  isCertain = true
  handedOff = 0
  usedIn = []
  countsSince = -Infinity
  erasures = 0
  noticed = []
  whileAsked = () => undefined
  clock = new FakeClock()
  abort = new AbortController()
  trash = new Trash({
    rows: {
      contents: (ids): Promise<TrashContents> =>
        Promise.resolve({
          size: {
            clips: among(ids).length,
            files: among(ids).length,
            bytes: 4,
            handedOff,
            used: usedIn.length,
            usedIn
          },
          keys: keysOf(among(ids))
        }),
      expired: (sinceMs) =>
        Promise.resolve(keysOf(clips.filter(({ deletedAtMs }) => (deletedAtMs ?? 0) < sinceMs))),
      byKeys: (keys) => clips.filter(({ createdAtUs }) => keys.includes(createdAtUs)),
      countsSince: () => countsSince,
      erase: (ids) => {
        clips = clips.filter(({ id }) => !ids.includes(id))
      }
    },
    removal: new FileRemoval({
      folder: { pathOf: (name) => join(folder, name), isThere: () => isThere },
      heldPathOf: (id) => join(folder, `${id}.held`),
      removeSidecar: () => Promise.resolve(),
      trashFile: (path) => trashFile(path),
      clearUp: () => Promise.resolve(),
      logger: silentLogger
    }),
    whyNotNow: () => whyNotNow,
    isCertain: () => isCertain,
    require: (confirmation) => {
      asked.push(confirmation)
      whileAsked()
      if (answers.shift() ?? true) return Promise.resolve()
      return Promise.reject(new ProblemError({ ...away, code: 'not_possible_now' }))
    },
    notice: (notice) => noticed.push(notice),
    onErased: () => (erasures += 1),
    clock,
    logger: silentLogger,
    shutdown: abort.signal
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('deletes nothing by itself in the first 30 days of counting', async () => {
  add('one.mp4')
  countsSince = clock.now()
  clock.advance(31 * dayMs - 2 * dayMs)
  await trash.eraseExpired()
  expect(names()).toEqual(['one.mp4'])
  clock.advance(2 * dayMs)
  await trash.eraseExpired()
  expect(names()).toEqual([])
})

describe('deleting on request', () => {
  it('deletes nothing when the user declines', async () => {
    add('one.mp4')
    answers = [false]
    await expect(trash.erase(null)).rejects.toThrow(ProblemError)
    expect([names(), isOnDisk('one.mp4')]).toEqual([['one.mp4'], true])
  })

  it('deletes only the clips that the question was about', async () => {
    add('one.mp4')
    whileAsked = () => add('two.mp4')
    expect(await trash.erase(null)).toMatchObject({ clips: 1, files: 1 })
    expect([names(), isOnDisk('one.mp4'), isOnDisk('two.mp4')]).toEqual([['two.mp4'], false, true])
  })

  it('moves a file that was put aside to the system’s trash too', async () => {
    const clip = add('one.mp4', null, 'refused')
    const video = clip.videos[0]! as { id: string; held: object; file: null }
    Object.assign(video, { held: { bytes: 4, sha256: 'x', ending: '.bin' }, file: null })
    const held = `${video.id}.held`
    writeFileSync(join(folder, held), 'held')
    const moved: string[] = []
    trashFile = (path) => {
      moved.push(path)
      return Promise.resolve(rmSync(path))
    }
    expect(await trash.erase(null)).toMatchObject({ clips: 1, files: 1, bytes: 4 })
    expect([moved, isOnDisk(held)]).toEqual([[join(folder, held)], false])
  })

  it('deletes any number of clips, page after page', async () => {
    for (let index = 0; index < 250; index += 1) add(`${index}.mp4`, null)
    expect(await trash.erase(null)).toMatchObject({ clips: 250, files: 0, left: [] })
    expect(names()).toEqual([])
  })

  it('warns about clips that other programs may use', async () => {
    add('one.mp4')
    handedOff = 2
    await trash.erase(null)
    expect(asked[0]?.detail).toContain(
      '2 clips were dragged or copied to other programs. Projects there lose their files.'
    )
  })

  it('names the edits that use clips', async () => {
    add('one.mp4')
    usedIn = ['Film', 'Trailer']
    await trash.erase(null)
    expect(asked[0]?.detail).toContain(
      '2 clips are used in “Film”, “Trailer”. Your editor loses their files. The files go'
    )
  })

  it('asks once more about files that the system refuses, and deletes them for good', async () => {
    add('one.mp4')
    add('two.mp4')
    trashFile = (path) =>
      path.endsWith('two.mp4') ? Promise.reject(new Error('EXDEV')) : Promise.resolve(rmSync(path))
    expect(await trash.erase(null)).toEqual({ clips: 2, files: 2, bytes: 8, left: [] })
    expect(asked[1]).toEqual({
      message: 'Your system’s trash didn’t take 1 file. Delete for good?',
      detail: 'This can’t be undone.\n\ntwo.mp4',
      button: 'Delete 1 file for good'
    })
    expect([names(), isOnDisk('two.mp4')]).toEqual([[], false])
  })

  it('keeps a clip whose file was refused, when the user declines to delete it for good', async () => {
    add('one.mp4')
    answers = [true, false]
    trashFile = () => Promise.reject(new Error('EXDEV'))
    expect(await trash.erase(null)).toEqual({ clips: 0, files: 0, bytes: 0, left: ['one.mp4'] })
    expect([names(), isOnDisk('one.mp4')]).toEqual([['one.mp4'], true])
  })

  it('looks at the disk where a desktop only claims to have moved a file', async () => {
    add('one.mp4')
    answers = [true, false]
    trashFile = () => Promise.resolve()
    expect(await trash.erase(null)).toMatchObject({ clips: 0, left: ['one.mp4'] })
    expect(names()).toEqual(['one.mp4'])
  })

  it.each([
    ['a missing clip’s name', 'missing', 'clip'],
    ['a saved clip’s name and another length', 'saved', 'longer']
  ] as const)('leaves a file alone that has %s', async (_what, state, content) => {
    add('one.mp4', content, state)
    expect(await trash.erase(null)).toMatchObject({ clips: 0, left: ['one.mp4'] })
    expect([names(), isOnDisk('one.mp4')]).toEqual([['one.mp4'], true])
    // Deleting it for good is not offered either.
    expect(asked).toHaveLength(1)
  })

  it('deletes a file that another program changed', async () => {
    add('one.mp4', 'changed', 'changed')
    expect(await trash.erase(null)).toMatchObject({ clips: 1, files: 1 })
    expect(isOnDisk('one.mp4')).toBe(false)
  })

  it('deletes nothing while the folder is away, and one thing at a time', async () => {
    add('one.mp4')
    whyNotNow = away
    await expect(trash.erase(null)).rejects.toThrow('It is away.')
    whyNotNow = null
    const first = trash.erase(null)
    await expect(trash.erase(null)).rejects.toThrow('already being emptied')
    await first
    expect(names()).toEqual([])
  })

  it('stops when the folder goes away, and keeps the clip that it was at', async () => {
    add('one.mp4')
    add('two.mp4')
    trashFile = (path) => {
      rmSync(path)
      isThere = false
      whyNotNow = away
      return Promise.resolve()
    }
    expect(await trash.erase(null)).toMatchObject({ clips: 0 })
    expect([names(), isOnDisk('two.mp4')]).toEqual([['one.mp4', 'two.mp4'], true])
    // What went before is announced.
    expect(erasures).toBe(1)
  })

  it('keeps a clip that was restored while others were deleted', async () => {
    add('one.mp4')
    const kept = add('two.mp4')
    trashFile = (path) => {
      rmSync(path)
      clips = clips.filter(({ id }) => id !== kept.id)
      return Promise.resolve()
    }
    await trash.erase(null)
    expect(isOnDisk('two.mp4')).toBe(true)
  })
})

describe('by itself', () => {
  it('deletes what was in the trash for 30 days, and asks nothing', async () => {
    add('old.mp4')
    clock.advance(2 * dayMs)
    add('newer.mp4')
    clock.advance(29 * dayMs)
    await trash.eraseExpired()
    expect([names(), isOnDisk('old.mp4'), isOnDisk('newer.mp4'), asked]).toEqual([
      ['newer.mp4'],
      false,
      true,
      []
    ])
  })

  it('keeps what the system refuses', async () => {
    add('old.mp4')
    clock.advance(31 * dayMs)
    trashFile = () => Promise.reject(new Error('EXDEV'))
    await trash.eraseExpired()
    expect([names(), asked]).toEqual([['old.mp4'], []])
    expect(noticed).toMatchObject([
      {
        message: 'Couldn’t delete 1 file after 30 days in the trash: old.mp4.',
        advice: 'Still on disk. Select the clip in Trash and delete from there.'
      }
    ])
  })

  it('says once which files stay, and again only when there are more', async () => {
    add('old.mp4')
    clock.advance(31 * dayMs)
    trashFile = () => Promise.reject(new Error('EXDEV'))
    await trash.eraseExpired()
    await trash.eraseExpired()
    expect(noticed).toHaveLength(1)
    add('newer.mp4')
    clock.advance(31 * dayMs)
    await trash.eraseExpired()
    expect(noticed[1]?.message).toContain('2 files after 30 days in the trash: old.mp4, newer.mp4.')
    trashFile = (path) => Promise.resolve(rmSync(path))
    await trash.eraseExpired()
    expect([names(), noticed.length]).toEqual([[], 2])
  })

  it('deletes nothing while the folder is away or the database is uncertain', async () => {
    add('old.mp4')
    clock.advance(31 * dayMs)
    whyNotNow = away
    await trash.eraseExpired()
    whyNotNow = null
    isCertain = false
    await trash.eraseExpired()
    expect([names(), isOnDisk('old.mp4')]).toEqual([['old.mp4'], true])
  })

  it('looks once a day until it is stopped', async () => {
    add('old.mp4')
    trash.start()
    for (let day = 0; day < 31; day += 1) {
      await turn()
      expect(names()).toEqual(['old.mp4'])
      clock.advance(dayMs)
    }
    await expect.poll(names).toEqual([])
    trash.stop()
    expect(clock.pending).toBe(0)
  })
})
