import { expect, it } from 'vitest'
import { HotFolderStatus, type HotFolderId } from '@shared/library/hot-folders'
import { hotFolderWords, ruleChoices, ruleOf, ruleValue } from './hot-folder-words'

const id = '3b241101-e2bb-4255-8caf-4136c566a962' as HotFolderId

it('says how many clips there are, and whether that is all', () => {
  expect(hotFolderWords({ id, status: 'up_to_date', clips: 12, waiting: 0 })).toBe('12 clips, up to date')
  expect(hotFolderWords({ id, status: 'up_to_date', clips: 0, waiting: 0 })).toBe('No clips yet')
  expect(hotFolderWords({ id, status: 'incomplete', clips: 1, waiting: 2 })).toBe(
    '1 clip. 2 clips couldn’t be added or removed yet.'
  )
})

it('has words for everything that can be in the way', () => {
  const words = HotFolderStatus.options.map((status) => hotFolderWords({ id, status, clips: 1, waiting: 1 }))
  // Waiting and updating are one to the user.
  expect(new Set(words).size).toBe(words.length - 1)
})

it('offers each rule once', () => {
  expect(ruleChoices.map(({ value }) => ruleValue(ruleOf(value)))).toEqual(
    ruleChoices.map(({ value }) => value)
  )
})
