import { expect, it } from 'vitest'
import { joinHandlers, type Handlers, type HandlersOf } from './handlers'

const ignore = (): void => undefined
const key: HandlersOf<'key'> = {
  'key.set': ignore,
  'key.test': ignore,
  'key.remove': ignore,
  'key.retryKeychain': ignore
}
const sending: HandlersOf<'sending'> = { 'sending.setPaused': ignore }

it('joins the handlers of several capabilities', () => {
  expect(Object.keys(joinHandlers(key, sending))).toEqual([...Object.keys(key), 'sending.setPaused'])
})

it('does not compile if a call is missing, unknown or handled twice', () => {
  // @ts-expect-error most calls are missing
  const all: Handlers = joinHandlers(key, sending)
  // @ts-expect-error both sets handle sending.setPaused
  joinHandlers(key, sending, sending)
  // @ts-expect-error the contract has no such call
  const unknownCall: HandlersOf<'sending'> = { ...sending, 'sending.nothing': ignore }
  expect([Object.keys(all).length, Object.keys(unknownCall).length]).toEqual([5, 2])
})
