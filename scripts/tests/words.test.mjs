import { expect, it } from 'vitest'
import { avoidedIn, avoidedInProject } from './words.mjs'

it('finds no avoided expression', () => {
  expect(avoidedInProject()).toEqual([])
})

it.each([
  ['docs/a.md', 'The file is made anew.', ['docs/a.md:1: “anew” → again, re-']],
  ['src/main/a.ts', 'x\n/** What lies behind it. */', ['src/main/a.ts:2: “lies” → is, is stored']],
  ['src/main/a.ts', 'The user is told why; two of them are told apart.', []],
  ['src/main/a.ts', 'const renew = 1', []],
  ['src/main/db/a.ts', 'this proves it', ['src/main/db/a.ts:1: “proves” → check, verify']],
  ['src/shared/a.ts', 'this proves it', []],
  ['src/shared/a.ts', "'1 clip of yours'", ['src/shared/a.ts:1: “of yours” → of your clips']],
  [
    'src/renderer/src/A.svelte',
    '<p>Without its request</p>',
    ['src/renderer/src/A.svelte:1: “its request” → clip, prompt, settings']
  ],
  ['src/renderer/src/a.ts', 'const further = 1 // without its request', []],
  ['src/renderer/src/a.ts', '/** A clip with its request. */', []],
  ['src/main/library/a.ts', "'by itself'", []]
])('reads words, not parts of them: %s %s', (file, text, found) => {
  expect(avoidedIn(file, text)).toEqual(found)
})
