import { expect, it } from 'vitest'
import { defaultNameTemplate, nameFieldNames, parseTemplate, problemOfTemplate } from './name-template'

it('reads texts, fields, choices of fields and lengths', () => {
  expect(parseTemplate('{date} t{take} {shot or words} {prompt : 24}-{id:8}')).toEqual([
    [{ names: ['date'], most: null }],
    ['t', { names: ['take'], most: null }],
    [{ names: ['shot', 'words'], most: null }],
    [{ names: ['prompt'], most: 24 }, '-', { names: ['id'], most: 8 }]
  ])
})

it('takes the default and every field', () => {
  const all = nameFieldNames.map((name) => `{${name}}`).join(' ')
  expect([problemOfTemplate(defaultNameTemplate), problemOfTemplate(all)]).toEqual([null, null])
})

it.each([
  ['{colour}', '“colour” isn’t a field.'],
  ['{shot or colour}', '“colour” isn’t a field.'],
  ['{toString}', '“toString” isn’t a field.'],
  ['{}', 'A field has no name.'],
  ['{words', 'A “{” isn’t closed with “}”.'],
  ['words}', 'A “}” has no “{” before it.'],
  ['{words {id}', 'A “{” isn’t closed with “}”.'],
  ['', 'Add at least one field, such as {words}.'],
  ['clip', 'Add at least one field, such as {words}.'],
  ['{prompt:0}', 'The length of “prompt” is a number from 1 to 100.'],
  ['{prompt:many}', 'The length of “prompt” is a number from 1 to 100.'],
  ['{prompt:8:9}', 'The length of “prompt” is a number from 1 to 100.'],
  ['{words}'.repeat(40), 'This template is too long.']
])('says what is wrong with %j', (template, problem) => {
  expect(problemOfTemplate(template)).toBe(problem)
})
