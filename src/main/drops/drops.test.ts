import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ProblemError, sentencesOf } from '@shared/problem'
import type { DropAnswer } from '@shared/drop'
import type { GenerationId } from '@shared/generation'
import { silentLogger } from '../logging/logger'
import { looksLikeVideo } from '../media/file-kind'
import { createDrops } from './create'
import { Drops } from './drops'

const id = '3f2b7a52-5b0e-4c54-9d50-0a1b2c3d4e5f' as GenerationId
const mp4 = Buffer.from('\0\0\0\x18ftypmp42', 'latin1')

let home: string
let answers: DropAnswer[]

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'drops-'))
  answers = []
})
afterEach(() => rmSync(home, { recursive: true }))

const write = (name: string, bytes: string | Buffer): string => {
  writeFileSync(join(home, name), bytes)
  return join(home, name)
}
const words = (): string[] =>
  answers.map((answer) => (answer.kind === 'refused' ? sentencesOf(answer.problem) : answer.message))

/** Drops files on a window whose library folder is `home`, and has the one clip `known.mp4`. */
const drop = async (paths: readonly string[]): Promise<void> => {
  const ended = new Promise<void>((resolve) => {
    const { dropMessages } = createDrops({
      targets: [],
      folder: { root: home },
      rows: { generationOfFile: (name) => (name === 'known.mp4' ? id : null) },
      isVideo: looksLikeVideo,
      takeVideo: ({ name }) => Promise.resolve({ kind: 'done', message: `“${name}” was imported.` }),
      emit: (_name, answer) => {
        answers.push(answer as DropAnswer)
        if (words().at(-1)?.includes('left out')) resolve()
      },
      logger: silentLogger
    })
    // What is left out is said last.
    dropMessages['drop.files']({ paths: [...paths], leftOut: 1 })
  })
  await ended
  answers.pop()
}

it('shows a clip of the library folder, also through a link', async () => {
  const path = write('known.mp4', mp4)
  symlinkSync(path, join(home, 'link.mp4'))
  await drop([path, join(home, 'link.mp4')])
  expect(answers).toMatchObject([
    { kind: 'clip', id },
    { kind: 'clip', id }
  ])
})

it('passes on a video that is not in the library, whatever its ending', async () => {
  const elsewhere = join(home, 'elsewhere')
  mkdirSync(elsewhere)
  await drop([write('other.pdf', mp4), write('elsewhere/known.mp4', mp4)])
  expect(words()).toEqual(['“other.pdf” was imported.', '“known.mp4” was imported.'])
})

it('says what cannot be dropped in one sentence each, and what can', async () => {
  mkdirSync(join(home, 'folder'))
  await drop([
    write('shots.csv', 'a,b'),
    write('notes.pdf', '%PDF'),
    join(home, 'folder'),
    write('empty.mp4', '')
  ])
  expect(words()).toEqual([
    '“shots.csv” looks like a list. Drop it on the composer to use it there.',
    '“notes.pdf” and 2 more files can’t be dropped here. Drop a video, or an editor’s project.'
  ])
})

it('refuses what is gone, and pipes and devices, without waiting for them', async () => {
  execFileSync('mkfifo', [join(home, 'pipe.mp4')])
  await drop([join(home, 'gone.mp4'), join(home, 'pipe.mp4'), '/dev/zero'])
  expect(words()).toEqual(
    ['gone.mp4', 'pipe.mp4', 'zero'].map(
      (name) => `“${name}” couldn’t be read. Check that it’s still there and that you may open it.`
    )
  )
})

it('answers drops one after the other, each file by the first that accepts it', async () => {
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  const drops = new Drops({
    targets: [
      {
        accepts: ({ name }) => name.startsWith('slow'),
        take: async ({ name }) => {
          await held
          return { kind: 'done', message: name }
        }
      },
      { accepts: () => true, take: ({ name }) => Promise.resolve({ kind: 'done', message: name }) }
    ],
    emit: (answer) => void answers.push(answer),
    logger: silentLogger
  })
  const both = [drops.take([write('slow', 'x'), write('a', 'x')], 0), drops.take([write('b', 'x')], 0)]
  release()
  await Promise.all(both)
  expect(words()).toEqual(['slow', 'a', 'b'])
})

it('leaves the rest of a drop that the user stops', async () => {
  const taken: string[] = []
  const drops = new Drops({
    targets: [
      {
        accepts: () => true,
        take: ({ name }) => {
          taken.push(name)
          const problem = { code: 'taken_back', message: 'The import was stopped.', retryable: true } as const
          return Promise.reject(new ProblemError(problem))
        }
      }
    ],
    emit: (answer) => void answers.push(answer),
    logger: silentLogger
  })
  await drops.take([write('one.mp4', mp4), write('two.mp4', mp4)], 0)
  expect([taken, words()]).toEqual([['one.mp4'], ['The import was stopped.']])
})
