import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ComposerBench } from './testing/composer-bench'

let bench: ComposerBench

beforeEach(() => {
  vi.useFakeTimers()
  bench = new ComposerBench()
})
afterEach(() => vi.useRealTimers())

it('marks the field that caused a failure until it is changed', () => {
  bench.composer.reuse(
    { modelId: 'veo-3.1-fast', prompt: 'A boat' },
    { code: 'bad_request', message: 'Not accepted.', field: 'prompt', retryable: false }
  )
  expect(bench.plan.problemOf('prompt')).toBe('Not accepted.')
  bench.form.change({ prompt: 'A ship' })
  expect(bench.plan.problemOf('prompt')).toBeNull()
})

describe('a rejected request', () => {
  const refused = { code: 'bad_request', message: 'Not accepted.', retryable: false } as const

  it('shows the message of the service and what to do at its field', () => {
    bench.composer.reuse(
      { modelId: 'veo-3.1-fast', prompt: 'A boat' },
      { ...refused, field: 'durationSeconds', theirWords: 'duration must be 4', advice: 'Change it.' }
    )
    expect(bench.plan.problemOf('durationSeconds')).toBe('Not accepted. Change it. “duration must be 4”')
    expect(bench.plan.unplacedRefusal).toBeNull()
  })

  it.each(['aspectRatio', 'further.seed', 'seed', undefined])(
    'is shown above the button when %s has no control for this model',
    (field) => {
      bench.form.change({ prompt: 'A boat' })
      bench.form.chooseModel('kling-v2-master-t2v')
      bench.plan.refuse({ ...refused, ...(field !== undefined && { field }) })
      expect(bench.plan.unplacedRefusal?.message).toBe('Not accepted.')
      bench.form.change({ prompt: 'A ship' })
      expect(bench.plan.unplacedRefusal).toBeNull()
    }
  )
})

describe('Generate button', () => {
  it('is blocked by a missing or too long prompt, or a missing key', () => {
    expect(bench.plan.blocker?.text).toBe('Write a prompt first.')
    bench.form.change({ prompt: 'x'.repeat(5012) })
    expect(bench.plan.blocker?.text).toBe('A prompt has 5,012 characters. The limit is 5,000.')
    bench.form.change({ prompt: 'half a sign \uD83C' })
    expect(bench.plan.blocker?.text).toBe('A prompt holds characters that can’t be sent.')
    bench.form.change({ prompt: 'A boat' })
    expect(bench.plan.blocker).toBeNull()
    bench.hasKey = false
    expect(bench.restart().plan.blocker?.needsKey).toBe(true)
    bench.isLibraryNewer = true
    expect(bench.restart().plan.blocker?.text).toBe('Install the newer Dailies again to send.')
  })
})

describe('a batch', () => {
  it('combines every variation, model and take', () => {
    bench.form.change({ prompt: 'A {red|blue} boat' })
    bench.form.addModel('veo-3.1')
    bench.form.setTakes(2)
    const each = (prompt: string): object[] =>
      ['veo-3.1-fast', 'veo-3.1'].flatMap((modelId) => [1, 2].map((take) => ({ prompt, modelId, take })))
    expect(bench.planned()).toEqual([...each('A red boat'), ...each('A blue boat')])
  })

  it('leaves out a negative prompt that is empty', () => {
    bench.form.change({ prompt: 'A boat', negativePrompt: '  ' })
    const [first] = bench.plan.batch.ok ? bench.plan.batch.value.requests : []
    expect(first?.request).not.toHaveProperty('negativePrompt')
  })

  it('can come from a pasted list alone', () => {
    bench.list.set('A boat\nA ship')
    expect(bench.planned().map(({ prompt }) => prompt)).toEqual(['A boat', 'A ship'])
    expect(bench.plan.isPromptUnused).toBe(false)
    bench.form.change({ prompt: 'A car' })
    expect(bench.plan.isPromptUnused).toBe(true)
    bench.form.change({ prompt: '{prompt}, at night' })
    expect(bench.plan.isPromptUnused).toBe(false)
    bench.form.change({ prompt: '' })
    bench.list.set('')
    expect(bench.plan.blocker?.text).toBe('Write a prompt first.')
  })

  it('re-reads a list as columns when the prompt names them', () => {
    bench.list.set('city,weather\nOslo,snow\nLima,mist')
    expect(bench.list.format).toBe('lines')
    bench.form.change({ prompt: 'A {city} street, {weather}' })
    expect(bench.list.format).toBe('comma')
    expect(bench.planned().map(({ prompt }) => prompt)).toEqual([
      'A Oslo street, snow',
      'A Lima street, mist'
    ])
  })

  it('keeps the list format that the user chose', () => {
    bench.form.change({ prompt: 'A {city} street' })
    bench.list.set('city,sky\nOslo,grey', 'lines')
    bench.list.set('city,sky\nOslo,grey\nLima,blue')
    expect(bench.list.format).toBe('lines')
    expect(bench.plan.problemOf('prompt')).toContain('no “city” column')
    expect(bench.plan.blocker).not.toBeNull()
    bench.list.set('')
    bench.list.set('city,sky\nOslo,grey')
    expect(bench.list.format).toBe('comma')
  })

  it('names the line and column of a table error', () => {
    bench.form.change({ prompt: 'A {city} street' })
    bench.list.set('city,sky\nOslo')
    expect(bench.list.format).toBe('comma')
    expect(bench.list.table).toMatchObject({
      error: { message: 'Line 2 has 1 column; the header has 2.' }
    })
    expect(bench.plan.blocker?.needsKey).toBe(false)
  })

  it('marks an unclosed brace', () => {
    bench.form.change({ prompt: 'A {red|blue boat' })
    expect(bench.plan.problemOf('prompt')).toContain('The { at character 3 is never closed.')
  })
})

describe('prompts sent as typed', () => {
  const json = '{"shot":"wide | slow dolly-in","subject":"a paper boat","audio":"rain | far tram"}'
  const notes = (): readonly string[] => bench.plan.notes.map(({ text }) => text)

  it('include JSON prompts, with a note in the form', () => {
    bench.form.change({ prompt: json })
    expect(bench.planned().map(({ prompt }) => prompt)).toEqual([json])
    expect(notes()).toEqual(['JSON, sent as is.'])
    expect(bench.plan.blocker).toBeNull()
  })

  it('mark the syntax of other tools', () => {
    bench.form.change({ prompt: 'a {2$$red|blue|green} car' })
    expect(bench.planned().map(({ prompt }) => prompt)).toEqual(['a {2$$red|blue|green} car'])
    expect(notes()).toEqual([
      "“{2$$red|blue|green}” is another tool's syntax; it would be sent as it stands."
    ])
    bench.list.set('a boat\na __colour__ door')
    expect(notes()).toEqual(["Line 2: “__colour__” is another tool's syntax; it would be sent as it stands."])
  })

  it('are restored unchanged, with the negative prompt', () => {
    const request = { modelId: 'veo-3.1-fast', prompt: 'a {x|y} boat', negativePrompt: '{text|logo}' }
    bench.filling.reuse(request)
    expect(bench.plan.batch.ok && bench.plan.batch.value.requests).toHaveLength(1)
    expect(bench.plan.batch.ok && bench.plan.batch.value.requests[0]?.request).toMatchObject(request)
  })
})
