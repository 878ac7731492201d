import { expect, it } from 'vitest'
import { reportWords } from './editor-copy-manager.svelte'

const nothing = { made: 0, alreadyThere: 0, isCancelled: false, failures: [] }

it('says what was made, what was there, and that the rest was cancelled', () => {
  expect(reportWords({ ...nothing, made: 1 })).toBe('1 copy made.')
  expect(reportWords({ ...nothing, made: 2, alreadyThere: 1, isCancelled: true })).toBe(
    '2 copies made. 1 copy was there already. The rest was cancelled.'
  )
  expect(reportWords({ ...nothing, failures: ['It failed.'] })).toBe('')
})
