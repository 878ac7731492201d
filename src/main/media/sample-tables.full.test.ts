import { describe, expect, it } from 'vitest'
import { box, testClip } from '../downloads/testing/test-clip'
import { bytesSource, walkBoxes } from './mp4-boxes'
import { areTablesSane } from './sample-tables'

const numbers = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4))
  return bytes
}
const table = (type: string, ...values: readonly number[]): Buffer => box(type, numbers(0, ...values))
const huge = 2 ** 32 - 1

async function isSane(...parts: readonly Buffer[]): Promise<boolean> {
  const source = bytesSource(Buffer.concat(parts))
  return areTablesSane(source, (await walkBoxes(source)).boxes)
}
const inMovie = (...tables: readonly Buffer[]): Promise<boolean> =>
  isSane(box('moov', box('trak', box('mdia', box('minf', box('stbl', Buffer.concat(tables)))))))
const twoSamples = table('stsz', 0, 2, 10, 10)

describe('areTablesSane', () => {
  it('accepts a real file', async () => {
    expect(await isSane(testClip)).toBe(true)
  })

  it.each([
    ['one size for all', [table('stsz', 100, 5_000_000)]],
    ['a size for each', [twoSamples]],
    ['compact sizes', [table('stz2', 4, 2, 0)]],
    ['runs as long as the samples', [twoSamples, table('stts', 1, 2, 512), table('ctts', 2, 1, 5, 1, 6)]],
    ['chunks', [twoSamples, table('stco', 1, 48), table('stsc', 1, 1, 2, 1)]],
    ['tables of nothing', [table('stsz', 0, 0), box('stts', Buffer.alloc(8))]]
  ])('accepts %s', async (_what, tables) => {
    expect(await inMovie(...tables)).toBe(true)
  })

  it.each([
    ['more sizes than the box has', [table('stsz', 0, 3, 10, 10)]],
    ['more compact sizes than the box has', [table('stz2', 4, 100, 0)]],
    ['billions of samples of one size', [table('stsz', 100, huge)]],
    ['more runs than the box has', [twoSamples, table('stts', 26, 2, 512)]],
    ['a run of billions', [twoSamples, table('stts', 1, huge, 512)]],
    ['runs of billions in two tables', [twoSamples, table('ctts', 1, 900, 5), table('ctts', 1, 900, 5)]],
    ['billions of samples in a chunk', [twoSamples, table('stsc', 1, 1, huge, 1)]],
    ['billions of chunks', [twoSamples, table('stco', 1, 48), table('stsc', 1, huge, 1, 1)]],
    ['more key frames than the box has', [table('stss', 9, 1)]],
    ['tables too short to say anything', [box('stsz', Buffer.alloc(2))]],
    ['a box that is broken', [twoSamples, Buffer.from('rest')]]
  ])('rejects %s', async (_what, tables) => {
    expect(await inMovie(...tables)).toBe(false)
  })

  it('checks fragments', async () => {
    const fragment = (samples: number): Buffer => box('moof', box('traf', table('trun', samples)))
    expect(await isSane(fragment(5000))).toBe(true)
    expect(await isSane(fragment(huge))).toBe(false)
  })

  it('rejects an index too large for memory, but accepts any amount of video or padding', async () => {
    const large = Buffer.alloc(65 * 2 ** 20)
    expect(await isSane(box('moov', large))).toBe(false)
    expect(await isSane(box('meta', large))).toBe(false)
    expect(await isSane(box('mdat', large))).toBe(true)
    expect(await isSane(box('free', large))).toBe(true)
  })
})
