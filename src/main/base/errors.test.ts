import { expect, it } from 'vitest'
import { errorCode } from './errors'

it('returns the code of a system error, and nothing for any other', () => {
  expect(errorCode(new Error('x'))).toBe('')
  expect(errorCode('x')).toBe('')
  expect(errorCode(Object.assign(new Error('x'), { code: 5 }))).toBe('')
  expect(errorCode(Object.assign(new Error('x'), { code: 'EIO' }))).toBe('EIO')
})
