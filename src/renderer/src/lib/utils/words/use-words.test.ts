import { expect, it } from 'vitest'
import type { ClipUse, EditId } from '@shared/library/clip-uses'
import { usedInWords, usesWords } from './use-words'

const use = (edit: string, onTimeline: number | null, ms: number | null): ClipUse => ({
  editId: crypto.randomUUID() as EditId,
  edit,
  onTimeline,
  ms
})

it.each([
  ['“Film”, 2×, 3.4 s', [use('Film', 2, 3400)]],
  ['“Film”, 8 s', [use('Film', 1, 8000)]],
  ['“Film”, only in its bin', [use('Film', 0, 0)]],
  ['“Film”', [use('Film', null, null)]],
  ['“Film”, 1 s; “Trailer”, only in its bin', [use('Film', 1, 1000), use('Trailer', 0, 0)]]
])('says %s', (words, uses) => {
  expect(usesWords(uses)).toBe(words)
})

it('names a few edits of clips that go to the trash', () => {
  expect(usedInWords(['Film'], 1)).toBe('It’s used in “Film”.')
  expect(usedInWords(['A', 'B', 'C', 'D'], 5)).toBe('Some are used in “A”, “B”, “C” and other edits.')
})
