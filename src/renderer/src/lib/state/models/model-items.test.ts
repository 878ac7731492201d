import { mergeModels } from '@shared/catalogue/model-list'
import { models } from '@shared/catalogue/models'
import { expect, it } from 'vitest'
import { modelItems } from './model-items'

const listOf = (withdrawn: Parameters<typeof mergeModels>[0]['withdrawn'] = []) =>
  mergeModels({ catalogue: models, custom: [], listing: null, withdrawn })

it.each([
  ['veo2', '30 Jun 2026'],
  ['veo-3.0-fast-generate', '30 Jun 2026'],
  ['veo-3.1-fast', '22 Oct 2026']
])('notes that %s may be gone since its maker closed it', (id, date) => {
  const item = modelItems(listOf(), '').find(({ value }) => value === id)
  expect(item?.marks).toContain(`May be gone: Google closed it on ${date}.`)
  expect(item?.disabled).toBe(false)
})

it('shows the message for a model that is gone, and disables it', () => {
  const words = 'Model veo-3.1-fast is no longer available'
  const item = modelItems(listOf([{ id: 'veo-3.1-fast', on: '2026-11-22', words }]), '').find(
    ({ value }) => value === 'veo-3.1-fast'
  )
  expect(item?.disabled).toBe(true)
  expect(item?.marks[0]).toContain('ModelsLab said on 22 Nov 2026 that Veo 3.1 Fast is gone.')
  expect(item?.source).toContain(words)
})
