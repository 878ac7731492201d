import { expect, it } from 'vitest'
import { madeOf } from './batch-words'

const request = { modelId: 'veo-3.1-fast' }
const words = (models: number, takes: number, count: number, lines = 0): string | null =>
  madeOf(
    {
      requests: Array.from({ length: models }, () => request),
      takes,
      table:
        lines === 0
          ? null
          : { kind: 'lines', rows: Array.from({ length: lines }, (_, line) => ({ line, prompt: 'x' })) }
    },
    count
  )

it('explains how the number of clips is made up', () => {
  expect(words(1, 1, 1)).toBeNull()
  expect(words(1, 2, 4)).toBe('2 prompts × 2 takes')
  expect(words(3, 2, 12)).toBe('2 prompts × 3 models × 2 takes')
  expect(words(1, 1, 3, 3)).toBe('3 rows')
  expect(words(1, 2, 10, 3)).toBe('3 rows, 5 prompts × 2 takes')
})

it('shows only the rows when they set their own models or takes', () => {
  const rows = [1, 2, 3].map((line) => ({ line, cells: ['x', 'y'] }))
  const table = { kind: 'columns', columns: ['prompt', 'model'], rows } as const
  expect(madeOf({ requests: [request, request], takes: 1, table }, 4, true)).toBe('3 rows')
})
