import { expect, it } from 'vitest'
import { noAnnotations } from '@shared/library/annotations'
import { commonOf } from './common-annotations'

it('shows of several clips what all of them say', () => {
  const one = { ...noAnnotations, stars: 3, title: 'Boat', tags: ['Night', 'boat'], isFavourite: true }
  const other = { ...noAnnotations, stars: 3, title: 'Car', tags: ['night'] }
  expect(commonOf([one])).toEqual(one)
  expect(commonOf([one, other])).toEqual({ ...noAnnotations, stars: 3, tags: ['Night'] })
  expect(commonOf([])).toEqual(noAnnotations)
})
