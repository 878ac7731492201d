import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writtenDay } from '@shared/local-day'
import { models as catalogue } from '@shared/catalogue/models'
import { ComposerBench } from '../testing/composer-bench'

let bench: ComposerBench

beforeEach(() => {
  vi.useFakeTimers()
  bench = new ComposerBench()
})
afterEach(() => vi.useRealTimers())

describe('changing the model', () => {
  it('restores the negative prompt when the user returns to a model', () => {
    bench.form.change({ prompt: 'A boat', negativePrompt: 'rain' })
    bench.form.chooseModel('kling-v2-5-turbo-t2v')
    expect(bench.form.request).not.toHaveProperty('negativePrompt')
    expect(bench.form.modelNote).toContain('Negative prompt: not available')
    bench.form.chooseModel('veo-3.1-fast')
    expect(bench.form.request.negativePrompt).toBe('rain')
  })

  it('restores the switches when the user returns to a model', () => {
    bench.form.change({ prompt: 'A boat', generateAudio: false, enhancePrompt: false })
    bench.form.chooseModel('kling-v2-5-turbo-t2v')
    bench.form.chooseModel('wan2.5-t2v')
    expect(bench.form.modelNote ?? '').not.toContain('Audio')
    bench.form.chooseModel('veo-3.1-fast')
    expect(bench.form.request).toMatchObject({ generateAudio: false, enhancePrompt: false })
    expect(bench.form.modelNote ?? '').not.toContain('Audio')
  })

  it('lists default settings that are added', () => {
    bench.filling.paste('{"modelId":"kling-v2-5-turbo-t2v","prompt":"A boat"}')
    bench.form.chooseModel('veo-3.1-fast')
    expect(bench.form.modelNote).toContain('Added: Audio on, Enhance prompt on')
  })

  it('sends only the prompt and its own fields to a custom model', async () => {
    await bench.models.add({ id: 'house', further: { seed: 7 } })
    bench.form.change({ prompt: 'A boat' })
    bench.form.addModel('house')
    const alone = { modelId: 'house', prompt: 'A boat', further: { seed: 7 } }
    expect(bench.form.extras.map(({ request }) => request)).toEqual([alone])
    bench.form.chooseModel('house')
    expect(bench.form.request).toEqual(alone)
    expect(bench.form.modelNote).toContain('Not sent to house: duration')
    bench.form.chooseModel('veo-3.1-fast')
    expect(bench.form.request).not.toHaveProperty('further')
  })

  it('applies an edited custom model to the form', async () => {
    await bench.models.add({ id: 'house', further: { seed: 7 } })
    bench.form.change({ prompt: 'A boat' })
    bench.form.chooseAdded('house')
    bench.form.change({ durationSeconds: 5 })
    await bench.models.add({ id: 'house', further: { fps: 25 } })
    bench.form.chooseAdded('house')
    const request = { modelId: 'house', prompt: 'A boat', durationSeconds: 5 }
    expect(bench.form.request).toEqual({ ...request, further: { fps: 25 } })
    await bench.models.add({ id: 'house' })
    bench.form.chooseAdded('house')
    expect(bench.form.request).toEqual(request)
  })

  it('reports an unknown model before sending', () => {
    bench.filling.reuse({ modelId: 'was-removed', prompt: 'A boat' })
    expect(bench.plan.problemOf('modelId')).toContain('Your list has no model with the ID was-removed.')
    expect(bench.plan.blocker).not.toBeNull()
  })

  it('rejects a withdrawn model at its field, except in the demo', () => {
    bench.form.change({ prompt: 'A boat' })
    bench.form.chooseModel('sora-2')
    expect(bench.plan.problemOf('modelId')).toContain(
      `Sora 2 was switched off on ${writtenDay('2026-09-24')}.`
    )
    expect(bench.plan.blocker?.text).toContain('Sora 2')
    bench.isDemo = true
    bench.restart()
    bench.form.change({ prompt: 'A boat' })
    bench.form.chooseModel('sora-2')
    expect(bench.plan.blocker).toBeNull()
  })

  it('maps the settings to each additional model', () => {
    bench.form.change({ prompt: 'A boat' })
    bench.form.addModel('kling-v2-5-turbo-t2v')
    expect(bench.form.extras.map(({ request }) => request)).toMatchObject([{ durationSeconds: 10 }])
    bench.form.change({ durationSeconds: 4 })
    expect(bench.form.extras.map(({ request }) => request)).toMatchObject([{ durationSeconds: 5 }])
    bench.form.chooseModel('kling-v2-5-turbo-t2v')
    expect(bench.form.extras).toEqual([])
  })

  it('keeps what one additional model is set to, until both agree', () => {
    const veo = 'veo-3.1-fast'
    const extra = () => bench.form.extras[0]
    bench.form.chooseModel('veo-3.1')
    bench.form.change({ prompt: 'A boat', durationSeconds: 8, aspectRatio: '16:9' })
    bench.form.addModel(veo)
    bench.form.setOfExtra(veo, 'durationSeconds', 4)
    bench.form.setOfExtra(veo, 'generateAudio', false)
    expect(bench.form.requests).toMatchObject([
      { modelId: 'veo-3.1', durationSeconds: 8, generateAudio: true },
      { modelId: veo, durationSeconds: 4, generateAudio: false, aspectRatio: '16:9' }
    ])
    bench.form.change({ durationSeconds: 6, aspectRatio: '9:16' })
    expect(extra()?.request).toMatchObject({ durationSeconds: 4, generateAudio: false, aspectRatio: '9:16' })
    bench.form.setOfExtra(veo, 'durationSeconds', 6)
    expect(extra()?.hasOwnSettings).toBe(true)
    bench.form.change({ durationSeconds: 8 })
    expect(extra()?.request).toMatchObject({ durationSeconds: 8, generateAudio: false })
    bench.form.followForm(veo)
    expect(extra()).toMatchObject({ hasOwnSettings: false, request: { generateAudio: true } })
    bench.form.setOfExtra(veo, 'durationSeconds', 4)
    bench.form.removeModel(veo)
    bench.form.addModel(veo)
    expect(extra()).toMatchObject({ hasOwnSettings: false, request: { durationSeconds: 8 } })
  })

  const other = catalogue.find(({ durations }) => durations && !durations.choices.includes(8))

  it('keeps the prompt and lists the changes', () => {
    if (!other) throw new Error('Every model of the catalogue makes 8 seconds')
    bench.form.change({ prompt: 'A boat', durationSeconds: 8 })
    bench.form.chooseModel(other.id)
    expect(bench.form.request).toMatchObject({ modelId: other.id, prompt: 'A boat' })
    expect(other.durations?.choices).toContain(bench.form.request.durationSeconds)
    expect(bench.form.modelNote).toContain('8 s isn’t available')
  })
})

describe('a model that ModelsLab reports as gone', () => {
  const gone = { id: 'veo-3.1-fast', on: '2026-11-22', words: null }

  it('is replaced by a documented one that costs no more, with a note', async () => {
    bench.form.change({ prompt: 'a boat' })
    bench.form.addModel('veo-3.1-fast')
    const before = bench.costs(bench.form.request)
    bench.fake.models = { ...bench.fake.models, withdrawn: [gone] }
    await bench.models.start()
    bench.form.leaveGoneModels()
    const fallback = catalogue.find(({ id }) => id === bench.form.request.modelId)
    expect(fallback?.status.kind).toBe('documented')
    expect(fallback?.mayBeGone).toBeUndefined()
    expect(bench.form.request.prompt).toBe('a boat')
    expect(bench.form.extras).toEqual([])
    expect(bench.costs(bench.form.request)).toBeLessThanOrEqual(before)
    expect(bench.form.modelNote).toMatch(/^Veo 3\.1 Fast is gone, so the form is set to /)
  })

  it('is available again after the user retries it', async () => {
    bench.fake.models = { ...bench.fake.models, withdrawn: [gone] }
    await bench.models.start()
    expect(bench.models.isToldGone('veo-3.1-fast')).toBe(true)
    await bench.models.tryAgain('veo-3.1-fast')
    expect(bench.models.isToldGone('veo-3.1-fast')).toBe(false)
    bench.form.leaveGoneModels()
    expect(bench.form.request.modelId).toBe('veo-3.1-fast')
  })
})
