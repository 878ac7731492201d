import { expect, it } from 'vitest'
import { fakeGeneration } from '$lib/api/fake-rows'
import { Announcer } from './announcer.svelte'

it('announces each state change once', () => {
  const announcer = new Announcer()
  const running = fakeGeneration({ state: 'processing' })
  announcer.take(running)
  expect(announcer.sentence).toBe('Generating: A balcony at dawn')
  announcer.say('')
  announcer.take({ ...running, revision: 2 })
  expect(announcer.sentence).toBe('')
  announcer.take({ ...running, state: 'ready', revision: 3 })
  expect(announcer.sentence).toBe('Safe on disk: A balcony at dawn')
})

it('does not announce the deletion of a finished clip', () => {
  const announcer = new Announcer()
  announcer.take(fakeGeneration({ deletedAtMs: 1 }))
  expect(announcer.sentence).toBe('')
})
