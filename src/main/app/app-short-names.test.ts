import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { AppBench } from './testing/app-bench'

it('names a clip as short as an encrypted disk takes it', async () => {
  const bench = await AppBench.start({ measureNames: () => 143 })
  try {
    const [id] = await bench.press({ prompt: `a ${'very '.repeat(60)}long 雨の中の紙の舟 prompt` })
    const { videos } = await bench.comesTo(id!, 'ready')
    const clips = readdirSync(bench.library).filter((name) => name.endsWith('.mp4'))
    expect(clips).toEqual([videos[0]!.fileName])
    expect(Buffer.byteLength(clips[0]!)).toBeLessThanOrEqual(143)
    expect(Buffer.byteLength(clips[0]!)).toBeGreaterThan(60)
  } finally {
    await bench.end()
  }
})
