import { expect, it } from 'vitest'
import { fakeAppState } from '$lib/api/fake-rows'
import { libraryWork } from './library-work'

const { library } = fakeAppState()
const progress = { done: 12_400, total: 100_000 }

it('names the work on the library with its progress', () => {
  expect(libraryWork(library)).toBeNull()
  expect(libraryWork({ ...library, indexing: progress })).toBe('Indexing for search… 12,400 of 100,000')
  expect(libraryWork({ ...library, indexing: progress, checking: progress })).toBe(
    'Checking files… 12,400 of 100,000'
  )
})
