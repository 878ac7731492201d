import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { models } from '@shared/catalogue/models'
import type { GenerationView } from '@shared/generation'
import { createClient } from '../api/client'
import { FakeBridge } from '../api/fake-bridge'
import { ComposerManager } from './composer-manager.svelte'
import { ErrorReporter } from './error-reporter'
import { ToastManager } from './toast-manager.svelte'

let fake: FakeBridge
let toasts: ToastManager
let composer: ComposerManager
let made: GenerationView[]
let hasKey: boolean

const make = (): ComposerManager => {
  const client = createClient(fake.bridge)
  return new ComposerManager({
    client,
    errors: new ErrorReporter(client, toasts),
    hasKey: () => hasKey,
    created: (generations) => made.push(...generations)
  })
}
const creations = (): unknown[] =>
  fake.calls.filter(({ name }) => name === 'generations.create').map(({ input }) => input)

beforeEach(() => {
  vi.useFakeTimers()
  fake = new FakeBridge()
  toasts = new ToastManager()
  made = []
  hasKey = true
  composer = make()
})
afterEach(() => vi.useRealTimers())

it('marks the field that a generation failed for, until it is changed', () => {
  composer.reuse(
    { modelId: 'veo-3.1-fast', prompt: 'A boat' },
    { code: 'bad_request', message: 'Not accepted.', field: 'prompt', retryable: false }
  )
  expect(composer.problemOf('prompt')).toBe('Not accepted.')
  composer.change({ prompt: 'A ship' })
  expect(composer.problemOf('prompt')).toBeNull()
})

describe('one press', () => {
  it('makes one generation and keeps the prompt', async () => {
    composer.change({ prompt: 'A boat' })
    await composer.generate()
    expect(made.map(({ request }) => request.prompt)).toEqual(['A boat'])
    expect(composer.request.prompt).toBe('A boat')
  })

  it('is one press however often it arrives', async () => {
    composer.change({ prompt: 'A boat' })
    const open = fake.hold('generations.create')
    const first = composer.generate()
    await composer.generate()
    open()
    await first
    await composer.generate()
    expect(creations()).toHaveLength(1)
  })

  it('is another press a moment later, with an id of its own', async () => {
    composer.change({ prompt: 'A boat' })
    await composer.generate()
    await vi.advanceTimersByTimeAsync(400)
    await composer.generate()
    const ids = (creations() as { pressId: string }[]).map(({ pressId }) => pressId)
    expect(new Set(ids).size).toBe(2)
  })

  it('leaves out a negative prompt that is empty', async () => {
    composer.change({ prompt: 'A boat', negativePrompt: '  ' })
    await composer.generate()
    expect(made[0]?.request).not.toHaveProperty('negativePrompt')
  })
})

describe('what holds the button', () => {
  it('is a missing prompt, one that is too long, or a missing key', () => {
    expect(composer.blocker?.text).toBe('Write a prompt first.')
    composer.change({ prompt: 'x'.repeat(5012) })
    expect(composer.blocker?.text).toBe('The prompt is 12 characters too long.')
    composer.change({ prompt: 'half a sign \uD83C' })
    expect(composer.blocker?.text).toBe('The prompt holds characters that cannot be sent.')
    composer.change({ prompt: 'A boat' })
    expect(composer.blocker).toBeNull()
    hasKey = false
    expect(make().blocker?.remedy).toBe('key')
  })

  it('marks the field that the answer names, until it is changed', async () => {
    const message = 'Veo 3.1 Fast does not make 12-second clips. Pick 4, 6 or 8.'
    fake.fail('generations.create', {
      code: 'bad_request',
      field: 'durationSeconds',
      message,
      retryable: false
    })
    composer.change({ prompt: 'A boat' })
    expect(await composer.generate()).toBe(false)
    expect(composer.problemOf('durationSeconds')).toBe(message)
    composer.change({ durationSeconds: 4 })
    expect(composer.problemOf('durationSeconds')).toBeNull()
  })
})

describe('another model', () => {
  const other = models.find(({ durations }) => durations && !durations.choices.includes(8))

  it('keeps the prompt and says what changed', () => {
    if (!other) throw new Error('Every model of the catalogue makes 8 seconds')
    composer.change({ prompt: 'A boat', durationSeconds: 8 })
    composer.chooseModel(other.id)
    expect(composer.request).toMatchObject({ modelId: other.id, prompt: 'A boat' })
    expect(other.durations?.choices).toContain(composer.request.durationSeconds)
    expect(composer.modelNote).toContain('8 s →')
  })
})

describe('the draft', () => {
  it('is saved when the typing rests, and comes back', async () => {
    composer.change({ prompt: 'A b' })
    composer.change({ prompt: 'A boat' })
    await vi.advanceTimersByTimeAsync(400)
    expect(fake.calls.filter(({ name }) => name === 'draft.save')).toHaveLength(1)
    const next = make()
    await next.restoreDraft()
    expect(next.request).toEqual(composer.request)
  })

  it('is left alone when it cannot be read', async () => {
    fake.draft = '{"prompt":'
    await composer.restoreDraft()
    expect(composer.request.prompt).toBe('')
  })

  it('does not overwrite what was typed meanwhile', async () => {
    fake.draft = JSON.stringify({ modelId: 'veo-3.1', prompt: 'From before' })
    composer.change({ prompt: 'Typed' })
    await composer.restoreDraft()
    expect(composer.request.prompt).toBe('Typed')
  })
})

it('brings the last prompt back into an empty field only', async () => {
  composer.change({ prompt: 'A boat' })
  await composer.generate()
  expect(composer.recall()).toBe(false)
  composer.change({ prompt: '' })
  expect(composer.recall()).toBe(true)
  expect(composer.request.prompt).toBe('A boat')
})
