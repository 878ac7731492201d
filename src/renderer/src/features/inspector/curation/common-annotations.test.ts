import { expect, it } from 'vitest'
import { noAnnotations } from '@shared/library/annotations'
import { commonOf } from './common-annotations'

it('shows of several clips what all of them say', () => {
  const one = { ...noAnnotations, stars: 3, title: 'Boat', tags: ['Night', 'boat'], isFavourite: true }
  const other = { ...noAnnotations, stars: 3, title: 'Car', tags: ['night'] }
  expect(commonOf([one], 1)).toEqual(one)
  expect(commonOf([one, other], 2)).toEqual({ ...noAnnotations, stars: 3, tags: ['Night'] })
  expect(commonOf([], 0)).toEqual(noAnnotations)
})

it('shows nothing as common while some of the clips are not read', () => {
  const one = { ...noAnnotations, stars: 3, tags: ['Night'], isFavourite: true }
  expect(commonOf([one, one], 3)).toEqual(noAnnotations)
})
