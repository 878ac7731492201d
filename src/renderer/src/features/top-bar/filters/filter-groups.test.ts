import { expect, it } from 'vitest'
import { takeChips } from '@shared/search/chips'
import { parseSearch } from '@shared/search/parse-search'
import { filterGroups } from './filter-groups'

const nowMs = new Date(2026, 10, 29, 12).getTime()
const names = {
  models: ['Veo 3.1 Fast'],
  tags: ['night'],
  projects: ['“Quoted” film'],
  collections: ['Best of'],
  edits: ['Final cut 2']
}
const chips = filterGroups(names, nowMs).flatMap(({ options }) => options.map(({ chip }) => chip))

it.each(chips)('offers %s, which the search reads as one filter', (chip) => {
  expect(takeChips(chip, true)).toEqual({ chips: [chip], words: '' })
  const { parts, unread } = parseSearch(chip, nowMs)
  expect([parts.length, unread]).toEqual([1, []])
})

it('offers every check of the files', () => {
  for (const feature of ['different', 'silent', 'black', 'frozen', 'variable'])
    expect(chips).toContain(`is:${feature}`)
})

it('leaves out groups that have nothing to choose from', () => {
  const titles = filterGroups({ models: [], tags: [], projects: [], collections: [], edits: [] }, nowMs).map(
    ({ title }) => title
  )
  expect(titles).not.toContain('Project')
  expect(titles).toContain('Stars')
})
