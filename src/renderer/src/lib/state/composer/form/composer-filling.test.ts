import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ComposerBench } from '../testing/composer-bench'

let bench: ComposerBench

beforeEach(() => {
  vi.useFakeTimers()
  bench = new ComposerBench()
})
afterEach(() => vi.useRealTimers())

describe('reusing a sent prompt', () => {
  it('escapes its braces', () => {
    bench.filling.reuse({ modelId: 'veo-3.1-fast', prompt: 'A sign that says {a|b}' })
    expect(bench.planned().map(({ prompt }) => prompt)).toEqual(['A sign that says {a|b}'])
  })

  it('fills the form from a copied request, and ignores other text', () => {
    expect(bench.filling.paste('{"modelId":"veo-3.1","prompt":"A boat","durationSeconds":6}')).toBe(true)
    expect(bench.form.request).toMatchObject({
      modelId: 'veo-3.1',
      prompt: 'A boat',
      durationSeconds: 6
    })
    expect(bench.filling.paste('{"prompt":"A boat"}')).toBe(false)
    expect(bench.filling.paste('A boat')).toBe(false)
  })
})

describe('a prompt from a link', () => {
  it('is text: it multiplies nothing, and leaves the model and the settings', () => {
    bench.form.change({ prompt: 'Mine', durationSeconds: 4 })
    const { modelId } = bench.form.request
    bench.filling.useLinked('A {red|blue} boat')
    expect(bench.planned().map(({ prompt }) => prompt)).toEqual(['A {red|blue} boat'])
    expect(bench.form.request).toMatchObject({ modelId, durationSeconds: 4 })
    expect(bench.filling.current?.what).toBe('Filled in from a link')
  })
})

describe('filling the form', () => {
  const clip = { modelId: 'veo-3.1', prompt: 'A ship', durationSeconds: 6, negativePrompt: 'rain' }
  const fillings: Record<string, () => unknown> = {
    'a clip': () => bench.filling.reuse(clip),
    'a copied request': () => bench.filling.paste(JSON.stringify(clip)),
    'a link': () => bench.filling.useLinked('A boat from elsewhere'),
    'a rewritten prompt': () => bench.filling.useRewritten('A boat, golden light, 35 mm'),
    'a preset': () =>
      bench.filling.usePreset({
        id: 'p',
        name: 'Short',
        parameters: { modelId: 'veo-3.1', durationSeconds: 4 }
      })
  }

  it.each(Object.entries(fillings))('from %s can be undone, including draft and settings', (_what, fill) => {
    bench.form.change({ prompt: 'A {red|blue} boat', durationSeconds: 4, negativePrompt: 'fog' })
    const before = bench.form.request
    fill()
    expect(bench.form.request).not.toEqual(before)
    bench.filling.undo()
    expect(bench.form.request).toEqual(before)
    expect(bench.filling.current).toBeNull()
  })

  it('can be undone only while the form is unchanged', () => {
    bench.form.change({ prompt: 'Mine' })
    bench.filling.reuse(clip)
    expect(bench.filling.current?.what).toBe('Copied from a clip')
    bench.form.change({ prompt: 'A ship at night' })
    bench.filling.undo()
    expect(bench.form.request.prompt).toBe('A ship at night')
    // The field's own undo leads back to what was filled in, and from there it goes on.
    bench.form.change({ prompt: 'A ship' })
    bench.filling.undo()
    expect(bench.form.request.prompt).toBe('Mine')
  })

  it('from a clip drops the list, takes and extra models until it is undone', () => {
    bench.form.change({ prompt: 'Mine' })
    bench.form.addModel('kling-v2-5-turbo-t2v')
    bench.form.setTakes(3)
    bench.list.set('A boat\nA car')
    const before = bench.planned()
    bench.filling.reuse(clip)
    expect(bench.planned()).toEqual([{ prompt: 'A ship', modelId: 'veo-3.1', take: 1 }])
    expect(bench.filling.current?.what).toBe(
      'Copied from a clip, without the list, the takes and the other models'
    )
    bench.filling.undo()
    expect(bench.planned()).toEqual(before)
  })

  it('from a clip of a shot names the shot, and from any other clip none', () => {
    bench.filling.reuse(clip, '1A')
    expect(bench.form.shot).toBe('1A')
    bench.filling.reuse(clip)
    expect(bench.form.shot).toBe('')
  })

  it('from a preset keeps the list and takes, and removes a duplicate model', () => {
    bench.form.change({ prompt: 'Mine' })
    bench.form.addModel('kling-v2-5-turbo-t2v')
    bench.form.setTakes(2)
    bench.filling.usePreset({
      id: 'p',
      name: 'Kling',
      parameters: { modelId: 'kling-v2-5-turbo-t2v' }
    })
    bench.form.chooseModel('wan2.5-t2v')
    expect(bench.planned().map(({ modelId, take }) => [modelId, take])).toEqual([
      ['wan2.5-t2v', 1],
      ['wan2.5-t2v', 2]
    ])
  })

  it('offers no undo when nothing changed', () => {
    bench.filling.reuse(bench.form.request)
    expect(bench.filling.current).toBeNull()
  })

  it('restores the negative prompt after a model without one', () => {
    bench.form.change({ prompt: 'Mine', negativePrompt: 'fog' })
    bench.filling.reuse({ modelId: 'kling-v2-5-turbo-t2v', prompt: 'A ship' })
    bench.filling.undo()
    bench.form.chooseModel('kling-v2-5-turbo-t2v')
    bench.form.chooseModel('veo-3.1-fast')
    expect(bench.form.request.negativePrompt).toBe('fog')
  })
})
