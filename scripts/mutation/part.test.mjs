import { expect, it } from 'vitest'
import { partOf } from './part.mjs'

const list = ['a', 'b', 'c', 'd', 'e']

it('takes every so many', () => {
  expect(partOf(list, '1/1')).toEqual(list)
  expect(partOf(list, '1/2')).toEqual(['a', 'c', 'e'])
  expect(partOf(list, '2/2')).toEqual(['b', 'd'])
})

it.each(['', '0/2', '3/2', 'half'])('refuses %j', (written) => {
  expect(() => partOf(list, written)).toThrow('--part is written like 1/4')
})
