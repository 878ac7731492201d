import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ClipBench } from './testing/clip-bench'

let bench: ClipBench
beforeEach(async () => {
  bench = await ClipBench.start()
})
afterEach(() => bench.end())

const clips = (): string[] => readdirSync(bench.library).filter((name) => name.endsWith('.mp4'))

it('names new clips by the template of the settings, and refuses one that cannot be used', async () => {
  await bench.call('settings.update', { fileNameTemplate: '{model} {words:9} {id}' })
  const { fileName } = await bench.makeClip('a paper boat on a lake')
  expect(fileName).toMatch(/^\S+ a-paper-b [0-9a-f]{4}\.mp4$/)
  await expect(bench.call('settings.update', { fileNameTemplate: '{colour}' })).rejects.toThrow()
  expect(await bench.call('names.sample', { template: '{words}' })).toEqual({
    name: 'a-paper-boat-on-a-lake.mp4'
  })
})

it('renames files when asked, keeps the names after a lost database, and takes them back', async () => {
  const before = await bench.makeClip('a boat')
  const { id } = await bench.generation('a boat')
  await bench.call('settings.update', { fileNameTemplate: '{words}' })
  expect(clips()).toEqual([before.fileName])
  bench.bench.platform.ipc.send('handoff.drag', { ids: [id] })
  await bench.until(async () =>
    expect(await bench.call('names.plan', { ids: [id] })).toEqual({
      count: 1,
      names: [{ from: before.fileName, to: 'a-boat.mp4' }],
      handedOff: 1,
      inEdits: 0,
      undoable: 0
    })
  )
  expect(await bench.call('names.rename', { ids: null })).toEqual({ renamed: 1, left: 0, leftNames: [] })
  expect([clips(), (await bench.video('a boat')).fileName]).toEqual([['a-boat.mp4'], 'a-boat.mp4'])
  await bench.restart(() => rmSync(join(bench.home, 'state'), { recursive: true }))
  await bench.until(async () =>
    expect(await bench.video('a boat')).toMatchObject({ fileName: 'a-boat.mp4', state: 'saved' })
  )
  expect(await bench.call('names.undoRename', {})).toMatchObject({ renamed: 1 })
  expect(clips()).toEqual([before.fileName])
  expect(await bench.video('a boat')).toMatchObject({ fileName: before.fileName, state: 'saved' })
})

it('does not change the folder while files are renamed', async () => {
  await bench.makeClip('a boat')
  await bench.call('settings.update', { fileNameTemplate: '{words}' })
  bench.desktop.nextFolder = join(bench.home, 'New place')
  const renaming = bench.call('names.rename', { ids: null })
  await expect(bench.call('library.chooseFolder', {})).rejects.toThrow('being renamed')
  expect(await renaming).toMatchObject({ renamed: 1 })
  expect(await bench.video('a boat')).toMatchObject({ fileName: 'a-boat.mp4', state: 'saved' })
})
