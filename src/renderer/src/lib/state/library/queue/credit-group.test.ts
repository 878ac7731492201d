import { expect, it } from 'vitest'
import { fakeGeneration } from '$lib/api/fake-rows'
import { creditGroup } from './credit-group'

const waiting = (): ReturnType<typeof fakeGeneration> =>
  fakeGeneration({ state: 'queued', waitingFor: 'credit' })
const ready = fakeGeneration({ state: 'ready' })
const price = { about: 2_880_000, most: 2_880_000 }

it('groups clips that wait for credit, with their total cost', () => {
  const rows = [ready, ...Array.from({ length: 6 }, waiting)]
  const group = creditGroup(rows, () => price)
  expect(group?.words).toBe('6 wait for credit (about $17.28)')
  expect(group?.keys).toEqual(rows.slice(1).map(({ createdAtUs }) => createdAtUs))
})

it('counts clips without a known price', () => {
  const [first, second] = [waiting(), waiting()]
  expect(creditGroup([first, second], ({ id }) => (id === first.id ? price : null))?.words).toBe(
    '2 wait for credit (about $2.88 + 1 price not known)'
  )
})

it('makes no group for a single clip or for other reasons to wait', () => {
  const rows = [waiting(), fakeGeneration({ state: 'queued', waitingFor: 'slot' })]
  expect(creditGroup(rows, () => price)).toBeNull()
})
