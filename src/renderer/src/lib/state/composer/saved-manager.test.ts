import { beforeEach, expect, it } from 'vitest'
import type { GenerationRequest } from '@shared/request'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { SavedManager } from './saved-manager.svelte'

const request: GenerationRequest = { modelId: 'veo-3.1', prompt: 'A boat', durationSeconds: 6 }
let fake: FakeBridge
let saved: SavedManager

beforeEach(async () => {
  fake = new FakeBridge()
  saved = new SavedManager(createClient(fake.bridge))
  await saved.start()
})
/** Reads them again, as the next start of the window does. */
const kept = async (): Promise<SavedManager> => {
  const next = new SavedManager(createClient(fake.bridge))
  await next.start()
  return next
}

it('saves the settings of a request without its prompt', async () => {
  await saved.savePreset('Short', request)
  const parameters = { modelId: 'veo-3.1', durationSeconds: 6 }
  expect((await kept()).presets).toMatchObject([{ name: 'Short', parameters }])
  expect(saved.presets[0]?.parameters).toEqual(parameters)
})

it('replaces a preset or snippet of the same name', async () => {
  await saved.savePreset('Short', request)
  await saved.savePreset('Short', { ...request, durationSeconds: 4 })
  await saved.saveSnippet('Light', 'soft light')
  await saved.saveSnippet('Light', 'hard light')
  expect(saved.presets.map(({ parameters }) => parameters.durationSeconds)).toEqual([4])
  expect(saved.snippets.map(({ text }) => text)).toEqual(['hard light'])
})

it('sorts presets and snippets by name', async () => {
  for (const name of ['Ökonomie', 'Zoo', 'apfel']) {
    await saved.savePreset(name, request)
    await saved.saveSnippet(name, name)
  }
  const names = ['apfel', 'Ökonomie', 'Zoo']
  expect(saved.presets.map(({ name }) => name)).toEqual(names)
  expect(saved.snippets.map(({ name }) => name)).toEqual(names)
})

it('renames a preset and keeps its settings', async () => {
  await saved.savePreset('Short', request)
  const [preset] = saved.presets
  if (!preset) throw new Error('Nothing was kept')
  await saved.renamePreset(preset, 'Six seconds')
  expect((await kept()).presets).toEqual([{ ...preset, name: 'Six seconds' }])
})

it('replaces another preset when renamed to its name', async () => {
  await saved.savePreset('Old', request)
  await saved.savePreset('New', { ...request, durationSeconds: 4 })
  const preset = saved.presets.find(({ name }) => name === 'New')
  if (!preset) throw new Error('Nothing was kept')
  await saved.renamePreset(preset, 'Old')
  expect((await kept()).presets).toEqual([{ ...preset, name: 'Old' }])
})

it('removes one and keeps the others', async () => {
  await saved.savePreset('Short', request)
  await saved.saveSnippet('Light', 'soft light')
  await saved.remove(saved.presets[0]?.id ?? '')
  expect([saved.presets, (await kept()).snippets.map(({ name }) => name)]).toEqual([[], ['Light']])
})
