import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { defaultTimelineOptions } from '@shared/timelines/targets'
import { ClipBench } from './testing/clip-bench'
import { systemClock } from '../base/clock'

let app: ClipBench
beforeEach(async () => {
  // ffmpeg takes its time on any clock.
  app = await ClipBench.start({ clock: systemClock })
})
afterEach(() => app.end())

const copiesFolder = (): string => join(app.library, 'Editor copies')

async function make(prompt: string): Promise<GenerationId> {
  const { fileName } = await app.makeClip(prompt)
  const { id } = await app.generation(prompt)
  expect(await app.call('editorCopies.make', { ids: [id], sort: 'dnxhr' })).toEqual({
    made: 1,
    alreadyThere: 0,
    isCancelled: false,
    failures: []
  })
  expect(readdirSync(copiesFolder())).toEqual([fileName?.replace(/\.mp4$/, ' (DNxHR).mov')])
  return id
}

it.skipIf(process.platform !== 'linux')(
  'points Resolve on Linux at the copies, and other editors at the clips',
  async () => {
    const id = await make('one')
    const folder = mkdtempSync(join(app.home, 'Film-'))
    const save = async (target: 'resolve' | 'final_cut'): Promise<string> => {
      const path = join(folder, `${target}.fcpxml`)
      app.desktop.nextTimeline = path
      const source = { kind: 'clips' as const, ids: [id] }
      const options = { ...defaultTimelineOptions, target }
      const { warnings } = await app.call('timelines.plan', { source, options })
      expect(warnings.filter((warning) => warning.includes('Make copies'))).toEqual([])
      await app.call('timelines.save', { source, options })
      return readFileSync(path, 'utf8')
    }
    expect(await save('resolve')).toContain('Editor%20copies/')
    expect(await save('final_cut')).not.toContain('Editor%20copies/')
  }
)

it('reports to the window how far a copy is, and finds it again after a restart', async () => {
  const id = await make('one')
  const progress = app.bench.platform.events.filter(({ name }) => name === 'editorCopies.progress')
  expect(progress[0]?.payload).toEqual({ progress: { sort: 'dnxhr', done: 0, total: 1, share: 0 } })
  expect(progress.at(-1)?.payload).toEqual({ progress: null })
  await app.restart()
  await app.until(async () => {
    const { copies } = await app.call('editorCopies.of', { id })
    expect(copies).toMatchObject([{ sort: 'dnxhr', isStale: false }])
  })
})

it('deletes the copies of a clip with it, through the trash', async () => {
  const id = await make('one')
  await app.call('generations.trash', { ids: [id] })
  expect(readdirSync(copiesFolder())).toHaveLength(1)
  await app.call('trash.erase', { ids: [id] })
  expect(readdirSync(copiesFolder())).toEqual([])
  expect(app.desktop.trashed).toHaveLength(2)
})
