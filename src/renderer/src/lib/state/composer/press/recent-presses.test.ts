import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FormDraft } from '../form/form-draft'
import { RecentPresses } from './recent-presses'

const contents: FormDraft = {
  request: { modelId: 'veo-3.1-fast', prompt: 'A boat' },
  takes: 1,
  extras: [],
  shot: '',
  table: null
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('returns the time since the same batch was sent, for half a minute', () => {
  const recent = new RecentPresses()
  expect(recent.repeatedAfterMs('a boat')).toBeNull()
  recent.add('p1', contents, 'a boat')
  vi.advanceTimersByTime(29_999)
  expect(recent.repeatedAfterMs('a boat')).toBe(29_999)
  expect(recent.repeatedAfterMs('a kite')).toBeNull()
  vi.advanceTimersByTime(1)
  expect(recent.repeatedAfterMs('a boat')).toBeNull()
})

it('returns nothing when the clock was set back', () => {
  const recent = new RecentPresses()
  recent.add('p1', contents, 'a boat')
  vi.setSystemTime(Date.now() - 1)
  expect(recent.repeatedAfterMs('a boat')).toBeNull()
})

it('keeps the contents of an undone batch without counting it as sent', () => {
  const recent = new RecentPresses()
  recent.add('p1', contents, 'a boat')
  recent.undone('p1')
  expect(recent.repeatedAfterMs('a boat')).toBeNull()
  expect(recent.contentsOf('p1')).toBe(contents)
  expect(recent.contentsOf('p2')).toBeNull()
  expect(recent.contentsOf(undefined)).toBeNull()
})

it('keeps only the latest twenty', () => {
  const recent = new RecentPresses()
  for (let number = 0; number <= 20; number++) recent.add(`p${number}`, contents, `boat ${number}`)
  expect([recent.contentsOf('p0'), recent.contentsOf('p1')]).toEqual([null, contents])
})
