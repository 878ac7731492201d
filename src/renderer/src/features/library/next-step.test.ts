import { expect, it } from 'vitest'
import { fakeGeneration } from '$lib/api/fake-rows'
import { nextStep } from './next-step'

it('offers another model first when the model is gone', () => {
  const problem = { code: 'model_withdrawn', message: 'It is gone.', retryable: false } as const
  expect(nextStep(fakeGeneration({ state: 'failed', problem }))?.title).toBe('Run again on…')
  expect(nextStep(fakeGeneration({ state: 'queued', waitingFor: 'click', problem }))?.title).toBe(
    'Run again on…'
  )
})

it('offers to send with one click only what was certainly not sent', () => {
  const waiting = fakeGeneration({ state: 'queued', waitingFor: 'click' })
  expect(nextStep(waiting)?.title).toBe('Send now')
  const problem = { code: 'may_have_been_sent', message: 'It may have been sent.', retryable: false } as const
  expect(nextStep({ ...waiting, problem })?.title).toBe('See what to do')
})
