import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Home } from './home'
import { LibraryCache } from './library-cache'
import { uuidOf } from './ids'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dailies-bench-cache-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Lives in a home as the app does: makes the pictures of its first clips. */
class Visitor {
  readonly visited: string[] = []

  readonly liveIn = (home: Home): Promise<void> => {
    this.visited.push(home.folder)
    mkdirSync(home.posters, { recursive: true })
    for (let index = 0; index < 14; index += 1) {
      for (const kind of ['jpg', 'strip.jpg']) {
        const path = join(home.posters, `${uuidOf('video', index)}.${kind}`)
        if (!existsSync(path)) writeFileSync(path, `picture ${index}`)
      }
    }
    return Promise.resolve()
  }
}

const cacheFor = (visitor: Visitor, said: string[] = []): LibraryCache =>
  new LibraryCache(root, { liveIn: visitor.liveIn, say: (line) => said.push(line) })

describe('LibraryCache', () => {
  it('makes a library once, after the app has lived in it', async () => {
    const [visitor, said] = [new Visitor(), [] as string[]]
    const first = await cacheFor(visitor, said).take(40)
    expect(visitor.visited).toHaveLength(2)
    const second = await cacheFor(visitor, said).take(40)
    expect(second).toEqual(first)
    expect(visitor.visited).toHaveLength(2)
    expect(said).toEqual(['Making a library of 40 clips.'])
  })

  it('links the pictures that the app made to seven of ten clips', async () => {
    const home = await cacheFor(new Visitor()).take(40)
    const posters = readdirSync(home.posters)
    // And the app made those of the first 14 clips that had none.
    expect(posters).toHaveLength(2 * (14 + 17))
    expect(posters).toContain(`${uuidOf('video', 20)}.jpg`)
    expect(posters).toContain(`${uuidOf('video', 20)}.strip.jpg`)
    expect(posters).not.toContain(`${uuidOf('video', 29)}.jpg`)
  })

  it('resets a library to what it was', async () => {
    const cache = cacheFor(new Visitor())
    const home = await cache.take(20)
    const before = { clips: readdirSync(home.library), posters: readdirSync(home.posters) }
    writeFileSync(home.database, 'spoilt')
    writeFileSync(join(home.library, '.dailies', 'journal.jsonl'), 'a line')
    linkSync(home.database, join(home.library, 'another.mp4'))
    writeFileSync(join(home.posters, 'another.jpg'), '')
    await cache.take(20)
    expect({ clips: readdirSync(home.library), posters: readdirSync(home.posters) }).toEqual(before)
    expect(existsSync(join(home.library, '.dailies', 'journal.jsonl'))).toBe(false)
  })

  it('removes libraries that were made in another way, and nothing else', async () => {
    for (const name of ['libraries-schema-1-00000000', 'results']) mkdirSync(join(root, name))
    await cacheFor(new Visitor()).take(1)
    expect(existsSync(join(root, 'libraries-schema-1-00000000'))).toBe(false)
    expect(existsSync(join(root, 'results'))).toBe(true)
  })

  it('makes a library again where the app could not live in it', async () => {
    const visitor = new Visitor()
    await cacheFor(visitor).take(1)
    const failing = new LibraryCache(root, {
      liveIn: () => Promise.reject(new Error('no window')),
      say: () => undefined
    })
    await expect(failing.take(2)).rejects.toThrow('no window')
    await cacheFor(visitor).take(2)
    expect(visitor.visited).toHaveLength(3)
    expect(visitor.visited.at(-1)).toMatch(/2$/)
  })
})
