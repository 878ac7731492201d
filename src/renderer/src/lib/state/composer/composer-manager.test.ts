import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { models as catalogue } from '@shared/catalogue/models'
import { maximumTableLength } from '@shared/lists/prompt-table'
import type { GenerationRequest } from '@shared/request'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { ComposerManager } from './composer-manager.svelte'
import { ErrorReporter } from '../window/error-reporter'
import { ModelsManager } from '../models/models-manager.svelte'
import { PriceManager } from '../models/price-manager.svelte'
import { ToastManager } from '../window/toast-manager.svelte'

let fake: FakeBridge
let toasts: ToastManager
let composer: ComposerManager
let models: ModelsManager
let prices: PriceManager
let isDemo: boolean
let hasKey: boolean

const make = (): ComposerManager => {
  const client = createClient(fake.bridge)
  const errors = new ErrorReporter(client, toasts)
  models = new ModelsManager(client, () => isDemo)
  prices = new PriceManager(client, errors, models)
  return new ComposerManager({ client, errors, models, prices, hasKey: () => hasKey })
}
const costs = (request: GenerationRequest): number => prices.of(request)?.about ?? Infinity
const planned = (): readonly { prompt: string; modelId: string; take: number }[] =>
  composer.plan.ok
    ? composer.plan.value.requests.map(({ request: { prompt, modelId }, take }) => ({
        prompt,
        modelId,
        take
      }))
    : []

beforeEach(() => {
  vi.useFakeTimers()
  fake = new FakeBridge()
  toasts = new ToastManager()
  isDemo = false
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

describe('a refusal', () => {
  const refused = { code: 'bad_request', message: 'Not accepted.', retryable: false } as const

  it('says at its field what the service said, and what to do', () => {
    composer.reuse(
      { modelId: 'veo-3.1-fast', prompt: 'A boat' },
      { ...refused, field: 'durationSeconds', theirWords: 'duration must be 4', advice: 'Change it.' }
    )
    expect(composer.problemOf('durationSeconds')).toBe('Not accepted. Change it. “duration must be 4”')
    expect(composer.unplacedProblem).toBeNull()
  })

  it.each(['aspectRatio', 'further.seed', 'seed', undefined])(
    'of %s, which this model has no control for, is shown above the button',
    (field) => {
      composer.change({ prompt: 'A boat' })
      composer.chooseModel('kling-v2-master-t2v')
      composer.refused({ ...refused, ...(field !== undefined && { field }) })
      expect(composer.unplacedProblem?.message).toBe('Not accepted.')
      composer.change({ prompt: 'A ship' })
      expect(composer.unplacedProblem).toBeNull()
    }
  )
})

describe('what holds the button', () => {
  it('is a missing prompt, one that is too long, or a missing key', () => {
    expect(composer.blocker?.text).toBe('Write a prompt first.')
    composer.change({ prompt: 'x'.repeat(5012) })
    expect(composer.blocker?.text).toBe('A prompt has 5,012 characters; 5,000 is the most.')
    composer.change({ prompt: 'half a sign \uD83C' })
    expect(composer.blocker?.text).toBe('A prompt holds characters that cannot be sent.')
    composer.change({ prompt: 'A boat' })
    expect(composer.blocker).toBeNull()
    hasKey = false
    expect(make().blocker?.needsKey).toBe(true)
  })
})

describe('another model', () => {
  it('is the same one again with the negative prompt that was there', () => {
    composer.change({ prompt: 'A boat', negativePrompt: 'rain' })
    composer.chooseModel('kling-v2-5-turbo-t2v')
    expect(composer.request).not.toHaveProperty('negativePrompt')
    expect(composer.modelNote).toContain('Negative prompt left out')
    composer.chooseModel('veo-3.1-fast')
    expect(composer.request.negativePrompt).toBe('rain')
  })

  it('is the same one again with the switches as they were', () => {
    composer.change({ prompt: 'A boat', generateAudio: false, enhancePrompt: false })
    composer.chooseModel('kling-v2-5-turbo-t2v')
    composer.chooseModel('wan2.5-t2v')
    expect(composer.modelNote ?? '').not.toContain('Audio')
    composer.chooseModel('veo-3.1-fast')
    expect(composer.request).toMatchObject({ generateAudio: false, enhancePrompt: false })
    expect(composer.modelNote ?? '').not.toContain('Audio')
  })

  it('says what it is sent that was not asked for', () => {
    composer.paste('{"modelId":"kling-v2-5-turbo-t2v","prompt":"A boat"}')
    composer.chooseModel('veo-3.1-fast')
    expect(composer.modelNote).toContain('Now also: Audio on, Enhance prompt on')
  })

  it('of the user gets the prompt alone', async () => {
    await models.add({ id: 'house', further: { seed: 7 } })
    composer.change({ prompt: 'A boat' })
    composer.addModel('house')
    const alone = { modelId: 'house', prompt: 'A boat', further: { seed: 7 } }
    expect(composer.extras.map(({ request }) => request)).toEqual([alone])
    composer.chooseModel('house')
    expect(composer.request).toEqual(alone)
    expect(composer.modelNote).toContain('Duration 8 s')
    composer.chooseModel('veo-3.1-fast')
    expect(composer.request).not.toHaveProperty('further')
  })

  it('of the user is changed where it is chosen', async () => {
    await models.add({ id: 'house', further: { seed: 7 } })
    composer.change({ prompt: 'A boat' })
    composer.chooseAdded('house')
    composer.change({ durationSeconds: 5 })
    await models.add({ id: 'house', further: { fps: 25 } })
    composer.chooseAdded('house')
    const request = { modelId: 'house', prompt: 'A boat', durationSeconds: 5 }
    expect(composer.request).toEqual({ ...request, further: { fps: 25 } })
    await models.add({ id: 'house' })
    composer.chooseAdded('house')
    expect(composer.request).toEqual(request)
  })

  it('that is in no list is said before the press', () => {
    composer.reuse({ modelId: 'was-removed', prompt: 'A boat' })
    expect(composer.problemOf('modelId')).toContain('There is no model with the id was-removed in your list.')
    expect(composer.blocker).not.toBeNull()
  })

  it('that was switched off is refused at its field, and runs in the demo', () => {
    composer.change({ prompt: 'A boat' })
    composer.chooseModel('sora-2')
    expect(composer.problemOf('modelId')).toContain('Sora 2 was switched off on 24 Sept 2026.')
    expect(composer.blocker?.text).toContain('Sora 2')
    isDemo = true
    composer = make()
    composer.change({ prompt: 'A boat' })
    composer.chooseModel('sora-2')
    expect(composer.blocker).toBeNull()
  })

  it('beside the first one gets the settings as it takes them', () => {
    composer.change({ prompt: 'A boat' })
    composer.addModel('kling-v2-5-turbo-t2v')
    expect(composer.extras.map(({ request }) => request)).toMatchObject([{ durationSeconds: 10 }])
    composer.change({ durationSeconds: 4 })
    expect(composer.extras.map(({ request }) => request)).toMatchObject([{ durationSeconds: 5 }])
    composer.chooseModel('kling-v2-5-turbo-t2v')
    expect(composer.extras).toEqual([])
  })

  const other = catalogue.find(({ durations }) => durations && !durations.choices.includes(8))

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
    fake.draft = { draft: '{"prompt":', table: null }
    await composer.restoreDraft()
    expect(composer.request.prompt).toBe('')
  })

  it('does not overwrite what was typed meanwhile', async () => {
    fake.draft = { draft: JSON.stringify({ modelId: 'veo-3.1', prompt: 'From before' }), table: null }
    composer.change({ prompt: 'Typed' })
    await composer.restoreDraft()
    expect(composer.request.prompt).toBe('Typed')
  })
})

describe('a batch', () => {
  it('is every variation with every model, as often as there are takes', () => {
    composer.change({ prompt: 'A {red|blue} boat' })
    composer.addModel('veo-3.1')
    composer.setTakes(2)
    const each = (prompt: string): object[] =>
      ['veo-3.1-fast', 'veo-3.1'].flatMap((modelId) => [1, 2].map((take) => ({ prompt, modelId, take })))
    expect(planned()).toEqual([...each('A red boat'), ...each('A blue boat')])
  })

  it('leaves out a negative prompt that is empty', () => {
    composer.change({ prompt: 'A boat', negativePrompt: '  ' })
    const [first] = composer.plan.ok ? composer.plan.value.requests : []
    expect(first?.request).not.toHaveProperty('negativePrompt')
  })

  it('comes from a pasted list without any prompt in the form', () => {
    composer.setTable('A boat\nA ship')
    expect(planned().map(({ prompt }) => prompt)).toEqual(['A boat', 'A ship'])
    expect(composer.isPromptUnused).toBe(false)
    composer.change({ prompt: 'A car' })
    expect(composer.isPromptUnused).toBe(true)
    composer.change({ prompt: '{prompt}, at night' })
    expect(composer.isPromptUnused).toBe(false)
    composer.change({ prompt: '' })
    composer.setTable('')
    expect(composer.blocker?.text).toBe('Write a prompt first.')
  })

  it('reads a list again when the prompt names its columns', () => {
    composer.setTable('city,weather\nOslo,snow\nLima,mist')
    expect(composer.tableFormat).toBe('lines')
    composer.change({ prompt: 'A {city} street, {weather}' })
    expect(composer.tableFormat).toBe('comma')
    expect(planned().map(({ prompt }) => prompt)).toEqual(['A Oslo street, snow', 'A Lima street, mist'])
  })

  it('reads a list as the user said, whatever is typed after that', () => {
    composer.change({ prompt: 'A {city} street' })
    composer.setTable('city,sky\nOslo,grey', 'lines')
    composer.setTable('city,sky\nOslo,grey\nLima,blue')
    expect(composer.tableFormat).toBe('lines')
    expect(composer.problemOf('prompt')).toContain('no “city” column')
    expect(composer.blocker).not.toBeNull()
    composer.setTable('')
    composer.setTable('city,sky\nOslo,grey')
    expect(composer.tableFormat).toBe('comma')
  })

  it('names the line and column of a table that cannot be read', () => {
    composer.change({ prompt: 'A {city} street' })
    composer.setTable('city,sky\nOslo')
    expect(composer.tableFormat).toBe('comma')
    expect(composer.table).toMatchObject({ error: { message: 'Line 2 has 1 column; the first row has 2.' } })
    expect(composer.blocker?.needsKey).toBe(false)
  })

  it('marks a brace that is never closed', () => {
    composer.change({ prompt: 'A {red|blue boat' })
    expect(composer.problemOf('prompt')).toContain('The { at character 3 is never closed.')
  })

  it('keeps a long list with the draft, and writes it down only when it changed', async () => {
    composer.change({ prompt: 'A {city} street' })
    const rows = Array.from({ length: 64 }, (_, row) => `City ${row}, ${'far '.repeat(100)}`)
    composer.setTable(['city', ...rows].join('\n'), 'tab')
    const plan = planned()
    await vi.advanceTimersByTimeAsync(400)
    composer.setTakes(1)
    await vi.advanceTimersByTimeAsync(400)
    const saved = fake.calls.filter(({ name }) => name === 'draft.save').map(({ input }) => input as object)
    expect(saved.map((input) => 'table' in input)).toEqual([true, false])
    composer = make()
    await composer.restoreDraft()
    expect(planned()).toEqual(plan)
    expect(plan).toHaveLength(64)
  })

  it('is still refused after a restart where its list is too long', async () => {
    composer.change({ prompt: 'A {city} street' })
    composer.setTable('x'.repeat(maximumTableLength + 100))
    await vi.advanceTimersByTimeAsync(400)
    composer = make()
    await composer.restoreDraft()
    expect(composer.table).toMatchObject({ error: { message: 'This is too long for a list of prompts.' } })
    expect(composer.blocker).not.toBeNull()
  })

  it('is kept with the draft', async () => {
    composer.change({ prompt: 'A {city} street' })
    composer.addModel('veo-3.1')
    composer.setTakes(3)
    composer.setTable('city\tsky\nOslo\tgrey')
    const plan = planned()
    await vi.advanceTimersByTimeAsync(400)
    composer = make()
    await composer.restoreDraft()
    expect(planned()).toEqual(plan)
    expect(plan).toHaveLength(6)
  })
})

describe('a sent prompt that comes back', () => {
  it('means itself, braces and all', () => {
    composer.reuse({ modelId: 'veo-3.1-fast', prompt: 'A sign that says {a|b}' })
    expect(planned().map(({ prompt }) => prompt)).toEqual(['A sign that says {a|b}'])
  })

  it('is filled in from the JSON of a copied request, and from no other text', () => {
    expect(composer.paste('{"modelId":"veo-3.1","prompt":"A boat","durationSeconds":6}')).toBe(true)
    expect(composer.request).toMatchObject({ modelId: 'veo-3.1', prompt: 'A boat', durationSeconds: 6 })
    expect(composer.paste('{"prompt":"A boat"}')).toBe(false)
    expect(composer.paste('A boat')).toBe(false)
  })
})

describe('what is filled in at once', () => {
  const clip = { modelId: 'veo-3.1', prompt: 'A ship', durationSeconds: 6, negativePrompt: 'rain' }
  const fillings: Record<string, () => unknown> = {
    'a clip': () => composer.reuse(clip),
    'a copied request': () => composer.paste(JSON.stringify(clip)),
    'a rewritten prompt': () => composer.useRewritten('A boat, golden light, 35 mm'),
    'a preset': () =>
      composer.usePreset({ id: 'p', name: 'Short', parameters: { modelId: 'veo-3.1', durationSeconds: 4 } })
  }

  it.each(Object.entries(fillings))('from %s is taken back, draft and settings', (_what, fill) => {
    composer.change({ prompt: 'A {red|blue} boat', durationSeconds: 4, negativePrompt: 'fog' })
    const before = composer.request
    fill()
    expect(composer.request).not.toEqual(before)
    composer.undoFilling()
    expect(composer.request).toEqual(before)
    expect(composer.filling).toBeNull()
  })

  it('is taken back only while it stands there as it was filled in', () => {
    composer.change({ prompt: 'Mine' })
    composer.reuse(clip)
    expect(composer.filling?.what).toBe('Copied from a clip')
    composer.change({ prompt: 'A ship at night' })
    composer.undoFilling()
    expect(composer.request.prompt).toBe('A ship at night')
    // The field's own undo leads back to what was filled in, and from there it goes on.
    composer.change({ prompt: 'A ship' })
    composer.undoFilling()
    expect(composer.request.prompt).toBe('Mine')
  })

  it('from a clip is all that is paid for: no list, takes or models beside it, until it is taken back', () => {
    composer.change({ prompt: 'Mine' })
    composer.addModel('kling-v2-5-turbo-t2v')
    composer.setTakes(3)
    composer.setTable('A boat\nA car')
    const before = planned()
    composer.reuse(clip)
    expect(planned()).toEqual([{ prompt: 'A ship', modelId: 'veo-3.1', take: 1 }])
    expect(composer.filling?.what).toBe(
      'Copied from a clip, without the list, the takes and the further models'
    )
    composer.undoFilling()
    expect(planned()).toEqual(before)
  })

  it('from a preset leaves the list and the takes, and no model twice', () => {
    composer.change({ prompt: 'Mine' })
    composer.addModel('kling-v2-5-turbo-t2v')
    composer.setTakes(2)
    composer.usePreset({ id: 'p', name: 'Kling', parameters: { modelId: 'kling-v2-5-turbo-t2v' } })
    composer.chooseModel('wan2.5-t2v')
    expect(planned().map(({ modelId, take }) => [modelId, take])).toEqual([
      ['wan2.5-t2v', 1],
      ['wan2.5-t2v', 2]
    ])
  })

  it('needs no undo where it changes nothing', () => {
    composer.reuse(composer.request)
    expect(composer.filling).toBeNull()
  })

  it('brings the earlier negative prompt back through a model that takes none', () => {
    composer.change({ prompt: 'Mine', negativePrompt: 'fog' })
    composer.reuse({ modelId: 'kling-v2-5-turbo-t2v', prompt: 'A ship' })
    composer.undoFilling()
    composer.chooseModel('kling-v2-5-turbo-t2v')
    composer.chooseModel('veo-3.1-fast')
    expect(composer.request.negativePrompt).toBe('fog')
  })
})

describe('what is sent as typed', () => {
  const json = '{"shot":"wide | slow dolly-in","subject":"a paper boat","audio":"rain | far tram"}'
  const notes = (): readonly string[] => composer.notes.map(({ text }) => text)

  it('is a JSON prompt, and the form says so', () => {
    composer.change({ prompt: json })
    expect(planned().map(({ prompt }) => prompt)).toEqual([json])
    expect(notes()).toEqual(['JSON, sent as is.'])
    expect(composer.blocker).toBeNull()
  })

  it('is marked before sending where it is the syntax of another tool', () => {
    composer.change({ prompt: 'a {2$$red|blue|green} car' })
    expect(planned().map(({ prompt }) => prompt)).toEqual(['a {2$$red|blue|green} car'])
    expect(notes()).toEqual([
      "“{2$$red|blue|green}” is another tool's syntax; it would be sent as it stands."
    ])
    composer.setTable('a boat\na __colour__ door')
    expect(notes()).toEqual(["Line 2: “__colour__” is another tool's syntax; it would be sent as it stands."])
  })

  it('comes back into the form as it was, negative prompt and all', () => {
    const request = { modelId: 'veo-3.1-fast', prompt: 'a {x|y} boat', negativePrompt: '{text|logo}' }
    composer.reuse(request)
    expect(composer.plan.ok && composer.plan.value.requests).toHaveLength(1)
    expect(composer.plan.ok && composer.plan.value.requests[0]?.request).toMatchObject(request)
  })
})

describe('a model that ModelsLab said is gone', () => {
  const gone = { id: 'veo-3.1-fast', on: '2026-11-22', words: null }

  it('is left for one that nothing speaks against and that costs no more, with the prompt and a word about it', async () => {
    composer.change({ prompt: 'a boat' })
    composer.addModel('veo-3.1-fast')
    const before = costs(composer.request)
    fake.models = { ...fake.models, withdrawn: [gone] }
    await models.start()
    composer.leaveGoneModels()
    const fallback = catalogue.find(({ id }) => id === composer.request.modelId)
    expect(fallback?.status.kind).toBe('documented')
    expect(fallback?.mayBeGone).toBeUndefined()
    expect(composer.request.prompt).toBe('a boat')
    expect(composer.extras).toEqual([])
    expect(costs(composer.request)).toBeLessThanOrEqual(before)
    expect(composer.modelNote).toMatch(/^Veo 3\.1 Fast is gone, so the form is set to /)
  })

  it('is offered again once the user tries it again', async () => {
    fake.models = { ...fake.models, withdrawn: [gone] }
    await models.start()
    expect(models.isToldGone('veo-3.1-fast')).toBe(true)
    await models.tryAgain('veo-3.1-fast')
    expect(models.isToldGone('veo-3.1-fast')).toBe(false)
    composer.leaveGoneModels()
    expect(composer.request.modelId).toBe('veo-3.1-fast')
  })
})
