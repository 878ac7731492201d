import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient } from '$lib/api/client'
import { FakeBridge } from '$lib/api/fake-bridge'
import { ComposerManager } from '../composer/composer-manager.svelte'
import { ErrorReporter } from '../window/error-reporter'
import { ModelsManager } from '../models/models-manager.svelte'
import { PriceManager } from '../models/price-manager.svelte'
import { ToastManager } from '../window/toast-manager.svelte'

let composer: ComposerManager

beforeEach(() => {
  vi.useFakeTimers()
  const client = createClient(new FakeBridge().bridge)
  const errors = new ErrorReporter(client, new ToastManager())
  const models = new ModelsManager(client, () => false)
  const prices = new PriceManager(client, errors, models)
  composer = new ComposerManager({
    client,
    errors,
    models,
    prices,
    hasKey: () => true,
    isLibraryNewer: () => false
  })
  return () => vi.useRealTimers()
})

const prompts = (): unknown =>
  composer.plan.batch.ok ? composer.plan.batch.value.requests.map(({ request }) => request.prompt) : null
const notes = (): readonly string[] => composer.plan.notes.map(({ text }) => text)

describe('a list written by an assistant', () => {
  beforeEach(() => {
    composer.list.set('Sure! Here are 2 prompts:\n# Scene 1\n1. A gull\n---\n2. A rope\nLet me know!')
  })

  it('sends its prompts and reports lines left out', () => {
    expect(prompts()).toEqual(['1. A gull', '2. A rope'])
    expect(notes()).toEqual(['3 lines are left out: see Variables.'])
  })

  it('sends the lines that are switched on, optionally without numbering', () => {
    expect(composer.list.hasMarks).toBe(true)
    composer.list.clean(true)
    composer.list.toggle(2)
    expect(prompts()).toEqual(['# Scene 1', 'A gull', 'A rope'])
    composer.list.toggle(2)
    composer.list.toggle(3)
    expect(prompts()).toEqual(['A rope'])
    composer.list.toggle(5)
    expect(composer.plan.blocker?.text).toBe('Every row is left out.')
  })

  it('resets switched lines when the text changes', () => {
    composer.list.toggle(3)
    composer.list.set('1. A gull\n2. A rope\n3. A knot')
    expect(prompts()).toEqual(['1. A gull', '2. A rope', '3. A knot'])
  })
})

describe('prompts of several lines', () => {
  const text = 'A harbour.\nFog.\n\nA street.\nRain.'

  it('need one confirmation before sending', () => {
    composer.list.set(text)
    expect(composer.plan.blocker).toEqual({
      text: '2 paragraphs or 4 lines?',
      needsKey: false,
      isAboutList: true
    })
    expect(prompts()).toEqual(['A harbour.\nFog.', 'A street.\nRain.'])
    composer.list.set(text, 'lines')
    expect(composer.plan.blocker).toBeNull()
    expect(prompts()).toEqual(['A harbour.', 'Fog.', 'A street.', 'Rain.'])
    composer.list.set(`${text}\nNeon.`)
    expect(composer.plan.blocker).toBeNull()
    composer.list.replace(text)
    expect(composer.plan.blocker?.text).toBe('2 paragraphs or 4 lines?')
  })

  it('need confirmation in JSON, too', () => {
    composer.list.set('[{"prompt": "a | b"}, {"prompt": "c"}]')
    expect(composer.plan.blocker?.text).toBe('1 JSON prompt or 2 prompts?')
    composer.list.set(composer.list.text, 'json')
    expect(prompts()).toEqual(['a | b', 'c'])
  })
})

it('applies table columns and reports unused ones', () => {
  composer.list.set('prompt;duration;model;seed;note\na boat;4;;7;x\na car;6;Veo 3.1;8;y')
  expect(
    composer.plan.batch.ok && composer.plan.batch.value.requests.map(({ request }) => request)
  ).toMatchObject([
    { prompt: 'a boat', modelId: 'veo-3.1-fast', durationSeconds: 4 },
    { prompt: 'a car', modelId: 'veo-3.1', durationSeconds: 6 }
  ])
  expect(notes()).toEqual(['Not used: seed, note.'])
})

it('reports variations that a cell is sent with', () => {
  composer.list.set('prompt;negative_prompt\nA car;{text|logo}\nA {red|blue} car;')
  expect(notes()).toEqual(['Line 2 and 1 more: variations in a cell aren’t expanded.'])
})

it('reports lines without words', () => {
  composer.list.set('A gull\n16:9\nA rope\n---')
  expect(prompts()).toEqual(['A gull', 'A rope'])
  expect(notes()).toEqual(['1 line is left out: see Variables.'])
})

describe('a file', () => {
  const file = (bytes: readonly number[], name = 'list.csv'): File => new File([new Uint8Array(bytes)], name)
  const latin = Array.from('prompt;x\nUn caf\u00E9 \u00E0 l\u0092aube;1').map(
    (sign) => sign.codePointAt(0) ?? 0
  )

  it('is read in Windows-1252, and its encoding can be changed', async () => {
    await composer.listFile.open(file(latin))
    expect(prompts()).toEqual(['Un café à l’aube'])
    expect(composer.listFile.current).toMatchObject({ encoding: 'windows-1252', isGuess: true })
    const doubts = (): unknown => composer.plan.batch.ok && composer.plan.batch.value.doubts
    expect(doubts()).toEqual(['The letters of this file were guessed: check “café” in line 2.'])
    composer.listFile.readAs('windows-1252')
    expect(doubts()).toEqual([])
    composer.listFile.readAs('macintosh')
    expect(prompts()).toEqual(['Un cafÈ ‡ líaube'])
    composer.list.set('a boat')
    expect(composer.listFile.current).toBeNull()
  })

  it('is asked about while any of its guessed letters may be in the list', async () => {
    const doubts = (): unknown => composer.plan.batch.ok && composer.plan.batch.value.doubts
    await composer.listFile.open(file(latin))
    composer.list.set(`${composer.list.text}\nA gull;2`)
    expect(doubts()).toEqual(['The letters of this file were guessed: check “café” in line 2.'])
    composer.list.set(composer.list.text, 'semicolon')
    expect(doubts()).toHaveLength(1)
    composer.list.replace('prompt;x\nUn café;1')
    expect(doubts()).toEqual([])
    await composer.listFile.open(file(latin))
    composer.list.set('')
    composer.list.set('prompt;x\nUn café;1')
    expect(doubts()).toEqual([])
  })

  it('is rejected with the line that cannot be read, and the list is kept', async () => {
    composer.list.set('a boat')
    await composer.listFile.open(file([0x61, 0x0a, 0xc3, 0xa9, 0xc3, 0x0a]))
    expect(composer.listFile.problem?.message).toBe(
      "list.csv: Line 2 holds letters that can't be read as UTF-8."
    )
    expect(prompts()).toEqual(['a boat'])
    await composer.listFile.open(file([], 'empty.txt'))
    expect(composer.listFile.problem).toBeNull()
  })
})

it('asks before sending pasted text with lost characters', () => {
  composer.form.change({ prompt: 'Un caf\uFFFD' })
  expect(composer.plan.batch.ok && composer.plan.batch.value.doubts).toEqual([
    'The prompt holds “\uFFFD”: letters that could not be read.'
  ])
})
