import { expect, it, vi } from 'vitest'
import { FakeBridge } from '$lib/api/fake-bridge'
import { fakeGeneration, fakeVideo } from '$lib/api/fake-rows'
import { createServices } from '$lib/services'
import { nextStep } from './next-step'

it('offers another model first when the model is gone', () => {
  const problem = { code: 'model_withdrawn', message: 'It is gone.', retryable: false } as const
  expect(nextStep(fakeGeneration({ state: 'failed', problem }))?.title).toBe('Run again on…')
  expect(nextStep(fakeGeneration({ state: 'queued', waitingFor: 'click', problem }))?.title).toBe(
    'Run again on…'
  )
})

it.each([
  ['deleted', { deletedAtMs: 1, state: 'failed' }],
  ['hidden', { hidden: true }],
  ['cancelled', { state: 'cancelled' }]
] as const)('offers to restore what is %s', (_what, changes) => {
  expect(nextStep(fakeGeneration(changes))?.title).toBe('Restore')
})

it('offers to send with one click only what was certainly not sent', () => {
  const waiting = fakeGeneration({ state: 'queued', waitingFor: 'click' })
  expect(nextStep(waiting)?.title).toBe('Send now')
  const problem = { code: 'may_have_been_sent', message: 'It may have been sent.', retryable: false } as const
  expect(nextStep({ ...waiting, problem })?.title).toBe('Enter the ID…')
})

it.each([
  ['missing', {}, 'Locate file…'],
  ['changed', {}, 'Locate file…'],
  ['refused', {}, 'Download again'],
  ['refused', { canBeKept: true }, 'Keep it anyway…'],
  ['refused', { canBeDownloaded: false }, 'Show the reason']
] as const)('names the step for a %s file with %j: %s', (state, more, title) => {
  const videos = [fakeVideo({ state, ...more })]
  const generation = fakeGeneration({ state: state === 'refused' ? 'downloading' : 'ready', videos })
  expect(nextStep(generation)?.title).toBe(title)
})

it.each([
  ['content_refused', undefined, 'Edit prompt'],
  ['bad_request', 'prompt', 'Edit prompt'],
  ['bad_request', 'durationSeconds', 'Edit settings'],
  ['bad_request', 'modelId', 'Run again on…'],
  ['plan_lacks_model', undefined, 'Run again on…'],
  ['no_credit', undefined, 'Add credit'],
  ['may_have_been_sent', undefined, 'Enter the ID…'],
  ['provider_failed', undefined, 'Copy support report'],
  ['link_expired', undefined, 'Retry…']
] as const)('names the step after a failure with %s at %s: %s', (code, field, title) => {
  const problem = { code, message: 'No.', retryable: false, ...(field && { field }) }
  expect(nextStep(fakeGeneration({ state: 'failed', problem }))?.title).toBe(title)
})

it('fills the form with the prompt of a refused clip, and opens it', async () => {
  const problem = { code: 'content_refused', message: 'No.', retryable: false } as const
  const refused = fakeGeneration({ state: 'failed', problem })
  const fake = new FakeBridge([refused])
  const services = createServices(fake.bridge)
  await services.app.start()
  await services.app.updateSettings({ composerOpen: false })
  nextStep(refused)?.run(services, refused)
  expect(services.composer.form.request.prompt).toBe(refused.request.prompt)
  await vi.waitFor(() => expect(fake.state.settings.composerOpen).toBe(true))
  expect(fake.calls.map(({ name }) => name)).not.toContain('generations.create')
  services.app.destroy()
})

it.each([
  ['missing', 'ready', 'videos.locate'],
  ['refused', 'downloading', 'videos.downloadAgain']
] as const)('presses the step for a %s file of a %s clip: %s', async (video, state, call) => {
  const videos = [fakeVideo({ state: video })]
  const generation = fakeGeneration({ state, videos })
  const fake = new FakeBridge([generation])
  const services = createServices(fake.bridge)
  await services.app.start()
  nextStep(generation)?.run(services, generation)
  await vi.waitFor(() => expect(fake.calls).toContainEqual({ name: call, input: { id: videos[0]!.id } }))
  services.app.destroy()
})
