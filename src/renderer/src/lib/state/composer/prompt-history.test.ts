import { expect, it } from 'vitest'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration } from '$lib/api/fake-rows'
import { ErrorReporter } from '../window/error-reporter'
import { PromptHistory } from './prompt-history.svelte'
import { ToastManager } from '../window/toast-manager.svelte'

const sent = (...prompts: string[]): PromptHistory => {
  const rows = prompts.map((prompt, index) =>
    fakeGeneration({ request: { modelId: 'veo-3.1-fast', prompt }, createdAtUs: index })
  )
  const client = createClient(new FakeBridge(rows).bridge)
  return new PromptHistory(client, new ErrorReporter(client, new ToastManager()))
}

it('steps back through earlier prompts from an empty field', async () => {
  const history = sent('first', 'second {a|b}')
  expect(history.isRecalling('typed')).toBe(false)
  expect(await history.earlier('')).toBe(String.raw`second \{a\|b\}`)
  expect(history.isRecalling(String.raw`second \{a\|b\}`)).toBe(true)
  expect(await history.earlier('second')).toBe('first')
  expect(await history.earlier('first')).toBeNull()
  expect(history.isRecalling('first, changed')).toBe(false)
})

const many = Array.from({ length: 450 }, (_, index) => `prompt ${index}`)

it('loads further pages back to the first prompt', async () => {
  const history = sent(...many)
  let current = ''
  for (let back = 0; back < many.length; back += 1) current = (await history.earlier(current)) ?? 'none'
  expect(current).toBe('prompt 0')
  expect(await history.earlier(current)).toBeNull()
})

it('loads older search results on request', async () => {
  const history = sent('a boat', ...many)
  await history.search('prompt')
  expect([history.found.length, history.hasMore]).toEqual([200, true])
  await history.more()
  await history.more()
  expect([history.found.length, history.hasMore]).toEqual([450, false])
  expect(new Set(history.found.map(({ prompt }) => prompt)).size).toBe(450)
})

it('finds prompts by their words', async () => {
  const history = sent('a boat', 'a train')
  await history.search('train')
  expect(history.found.map(({ prompt }) => prompt)).toEqual(['a train'])
})
