import { expect, test } from 'vitest'
import { promptNotes, tableNotes } from './prompt-notes'

const texts = (prompt: string): readonly string[] => promptNotes(prompt, null).map(({ text }) => text)

test.each([
  ['a {red|blue} car', []],
  ['{"shot": "wide | slow"}', ['JSON, sent as is.']],
  ['a {2$$red|blue} car', ["“{2$$red|blue}” is another tool's syntax; it would be sent as it stands."]],
  [
    'a __colour__ door at {dawn|dusk} --ar 16:9',
    [
      "“__colour__” and 1 more are another tool's syntax; they would be sent as they stand.",
      'Nothing in this prompt is expanded.'
    ]
  ],
  ['a {city} street', ['“{city}” is filled in only from a list or table.']],
  [String.raw`a \{city\} street`, []]
])('shows notes for %j', (prompt, notes) => {
  expect(texts(prompt)).toEqual(notes)
})

test('groups equal notes of a list and names their lines', () => {
  const rows = ['a __x__', 'a boat', 'a __x__', '{"a": 1}'].map((prompt, index) => ({
    line: index + 1,
    prompt
  }))
  expect(tableNotes({ kind: 'lines', rows }).map(({ text }) => text)).toEqual([
    "Line 1 and 1 more: “__x__” is another tool's syntax; it would be sent as it stands.",
    'Line 4: JSON, sent as is.'
  ])
})
