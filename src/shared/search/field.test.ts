import { describe, expect, it } from 'vitest'
import { searchOf, takeChips } from './chips'
import { completions } from './complete'

const labels = (text: string): readonly string[] =>
  completions(text, { model: ['Veo 3.1 Fast', 'Sora 2'] }).map(({ label }) => label)

describe('completions', () => {
  it.each([
    ['mo', ['model:']],
    ['rain be', ['before:']],
    ['-st', ['state:', 'stars:']],
    ['m', []],
    ['rain', []],
    ['model:', ['model:Veo 3.1 Fast', 'model:Sora 2']],
    ['model:so', ['model:Sora 2']],
    ['is:mis', ['is:missing']],
    ['is:missing', []],
    ['is:missing ', []],
    ['note:x', []]
  ])('of %j', (text, expected) => {
    expect(labels(text)).toEqual(expected)
  })

  it('keep what is before, and quote what has spaces', () => {
    expect(completions('rain -model:v', { model: ['Veo 3.1 Fast'] })[0]?.text).toBe(
      'rain -model:"Veo 3.1 Fast" '
    )
  })
})

describe('chips', () => {
  it.each([
    ['rain state:ready ', ['state:ready'], 'rain '],
    ['rain state:ready', [], 'rain state:ready'],
    ['state:ready rain', ['state:ready'], 'rain'],
    ['-model:"Veo 3" a is:missing b', ['-model:"Veo 3"', 'is:missing'], 'a b'],
    ['state:odd rain', [], 'state:odd rain'],
    ['-rain "a b" c', [], '-rain "a b" c']
  ])('are taken out of %j', (typed, chips, words) => {
    expect(takeChips(typed)).toEqual({ chips, words })
  })

  it('are all taken once typing ended, and give the same search', () => {
    const content = takeChips('rain state:ready', true)
    expect(content).toEqual({ chips: ['state:ready'], words: 'rain ' })
    expect(searchOf(content)).toBe('state:ready rain')
  })
})
