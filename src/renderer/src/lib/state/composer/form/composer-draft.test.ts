import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { maximumTableLength } from '@shared/lists/prompt-table'
import { ComposerBench } from '../testing/composer-bench'

let bench: ComposerBench

beforeEach(() => {
  vi.useFakeTimers()
  bench = new ComposerBench()
})
afterEach(() => vi.useRealTimers())

describe('the draft', () => {
  it('is saved after a pause in typing, and restored', async () => {
    bench.form.change({ prompt: 'A b' })
    bench.form.change({ prompt: 'A boat' })
    await vi.advanceTimersByTimeAsync(400)
    expect(bench.fake.calls.filter(({ name }) => name === 'draft.save')).toHaveLength(1)
    const next = bench.restart()
    await next.draft.restore()
    expect(next.form.request).toEqual(bench.form.request)
  })

  it('keeps further models with settings of their own', async () => {
    bench.form.change({ prompt: 'A boat' })
    bench.form.addModel('veo-3.1')
    bench.form.setOfExtra('veo-3.1', 'durationSeconds', 4)
    await vi.advanceTimersByTimeAsync(400)
    const { extras } = bench.form
    const next = bench.restart()
    await next.draft.restore()
    expect(next.form.extras).toEqual(extras)
    expect(extras).toMatchObject([{ hasOwnSettings: true, request: { durationSeconds: 4 } }])
  })

  it('is not overwritten when it cannot be read', async () => {
    bench.fake.draft = { draft: '{"prompt":', table: null }
    await bench.draft.restore()
    expect(bench.form.request.prompt).toBe('')
  })

  it('does not overwrite text typed while it loads', async () => {
    bench.fake.draft = { draft: JSON.stringify({ modelId: 'veo-3.1', prompt: 'From before' }), table: null }
    bench.form.change({ prompt: 'Typed' })
    await bench.draft.restore()
    expect(bench.form.request.prompt).toBe('Typed')
  })

  it('saves a long list only when it changed', async () => {
    bench.form.change({ prompt: 'A {city} street' })
    const rows = Array.from({ length: 64 }, (_, row) => `City ${row}, ${'far '.repeat(100)}`)
    bench.list.set(['city', ...rows].join('\n'), 'tab')
    const plan = bench.planned()
    await vi.advanceTimersByTimeAsync(400)
    bench.form.setTakes(1)
    await vi.advanceTimersByTimeAsync(400)
    const saved = bench.fake.calls
      .filter(({ name }) => name === 'draft.save')
      .map(({ input }) => input as object)
    expect(saved.map((input) => 'table' in input)).toEqual([true, false])
    bench.restart()
    await bench.draft.restore()
    expect(bench.planned()).toEqual(plan)
    expect(plan).toHaveLength(64)
  })

  it('still rejects a too long list after a restart', async () => {
    bench.form.change({ prompt: 'A {city} street' })
    bench.list.set('x'.repeat(maximumTableLength + 100))
    await vi.advanceTimersByTimeAsync(400)
    bench.restart()
    await bench.draft.restore()
    expect(bench.list.table).toMatchObject({
      error: { message: 'This is too long for a list of prompts.' }
    })
    expect(bench.plan.blocker).not.toBeNull()
  })

  it('keeps the list, models and takes', async () => {
    bench.form.change({ prompt: 'A {city} street' })
    bench.form.addModel('veo-3.1')
    bench.form.setTakes(3)
    bench.list.set('city\tsky\nOslo\tgrey')
    const plan = bench.planned()
    await vi.advanceTimersByTimeAsync(400)
    bench.restart()
    await bench.draft.restore()
    expect(bench.planned()).toEqual(plan)
    expect(plan).toHaveLength(6)
  })
})
