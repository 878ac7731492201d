import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nameKey } from '../base/file-names'
import { endingAfter, MirrorBench } from './testing/mirror-bench'

const clips = 4
/** Names that meet on disks without case. */
const names = ['boat.mp4', 'Boat.mp4', 'boat 2.mp4', 'BOAT 2.mp4'] as const
const foreignNames = ['BOAT.MP4', 'boat 3.mp4', 'notes.txt'] as const

const number = fc.integer({ min: 0, max: clips - 1 })
const change = fc.oneof(
  fc.record({ kind: fc.constant('want' as const), clip: number }),
  fc.record({ kind: fc.constant('drop' as const), clip: number }),
  /** The user puts a file there, or removes one. */
  fc.record({ kind: fc.constant('foreign' as const), name: fc.constantFrom(...foreignNames) }),
  fc.record({ kind: fc.constant('delete' as const), clip: number }),
  fc.record({ kind: fc.constant('edit' as const), clip: number }),
  fc.record({ kind: fc.constant('sync' as const) }),
  fc.record({ kind: fc.constant('crash' as const), after: fc.integer({ min: 0, max: 12 }) })
)

it('ends with exactly the wanted clips and every file of others, after any changes and crashes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 25 }),
      fc.constantFrom('copy' as const, 'link' as const),
      async (changes, way) => {
        const bench = new MirrorBench()
        try {
          bench.way = way
          await play(
            bench,
            names.map((name, at) => bench.clip(at, name, `content of ${at}`)),
            changes
          )
        } finally {
          bench.remove()
        }
      }
    ),
    { numRuns: 60 }
  )
})

type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never
type Clip = ReturnType<MirrorBench['clip']>

async function play(bench: MirrorBench, all: readonly Clip[], changes: readonly Change[]): Promise<void> {
  const wanted = new Set<number>()
  /** Files that nobody but the user may touch, with their content. */
  const foreign = new Map<string, string>()
  const wantedClips = (): readonly Clip[] => [...wanted].map((at) => all[at]!)
  const { files } = bench
  /** Clips whose file there the user changed. */
  const edited = new Set<number>()

  const oursOf = (clip: Clip): string | undefined =>
    Object.entries(bench.content()).find(
      ([name, content]) => content === `content of ${all.indexOf(clip)}` && !foreign.has(name)
    )?.[0]

  for (const one of changes) {
    if (one.kind === 'want') wanted.add(one.clip)
    if (one.kind === 'drop') wanted.delete(one.clip)
    if (one.kind === 'foreign') {
      const isThere = Object.keys(bench.content()).some((name) => nameKey(name) === nameKey(one.name))
      if (!isThere) {
        bench.put(one.name, 'of the user')
        foreign.set(one.name, 'of the user')
      }
    }
    if (one.kind === 'delete' || one.kind === 'edit') {
      const name = oursOf(all[one.clip]!)
      if (name === undefined || name.endsWith('.part')) continue
      bench.discard(name)
      if (one.kind === 'edit') {
        bench.put(name, `edited ${one.clip}`)
        foreign.set(name, `edited ${one.clip}`)
        edited.add(one.clip)
      }
    }
    if (one.kind === 'sync') await bench.sync(wantedClips())
    if (one.kind === 'crash') {
      bench.files = endingAfter(files, one.after)
      await bench.sync(wantedClips()).catch(() => undefined)
      bench.files = files
    }
  }
  await bench.sync(wantedClips())

  const content = bench.content()
  for (const [name, text] of foreign) expect(content[name]).toBe(text)
  const ours = Object.entries(content).filter(([name]) => !foreign.has(name))
  const contentOf = (at: number): string => `content of ${at}`
  // An edited file stands for its clip.
  const expected = [...wanted].filter((at) => !edited.has(at)).map(contentOf)
  const found = ours.map(([, text]) => text)
  expect(found).toEqual(expect.arrayContaining(expected))
  expect([...wanted].map(contentOf)).toEqual(expect.arrayContaining(found))
  expect(new Set(found).size).toBe(found.length)
  const keys = Object.keys(content).map(nameKey)
  expect(new Set(keys).size).toBe(keys.length)
  for (const clip of all) expect(bench.libraryContent(clip.file)).toBe(`content of ${all.indexOf(clip)}`)
}
