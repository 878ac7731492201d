import { expect, it } from 'vitest'
import { FakeClock } from '../base/testing/fake-clock'
import { Confirmations, type Confirmation } from './confirmations'

const question: Confirmation = { message: 'Send 53 clips?', detail: 'Over your cap.', button: 'Send' }

function setUp(): {
  readonly clock: FakeClock
  readonly asked: ((answer: boolean) => void)[]
  readonly require: () => Promise<void>
} {
  const clock = new FakeClock()
  const asked: ((answer: boolean) => void)[] = []
  const ask = (): Promise<boolean> => new Promise((resolve) => asked.push(resolve))
  const confirmations = new Confirmations({ ask, clock })
  return { clock, asked, require: () => confirmations.require(question) }
}

it('allows only what the user agrees to', async () => {
  const { asked, require } = setUp()
  const agreed = require()
  asked[0]!(true)
  await expect(agreed).resolves.toBeUndefined()
  const cancelled = require()
  asked[1]!(false)
  await expect(cancelled).rejects.toThrow('You cancelled this.')
})

it('shows one dialog at a time', async () => {
  const { asked, require } = setUp()
  const first = require()
  await expect(require()).rejects.toThrow('Answer that first.')
  asked[0]!(true)
  await first
  expect(asked).toHaveLength(1)
})

it('shows no dialog for a minute after two were cancelled in a row', async () => {
  const { clock, asked, require } = setUp()
  for (const index of [0, 1]) {
    const cancelled = require()
    asked[index]!(false)
    await expect(cancelled).rejects.toThrow('You cancelled this.')
  }
  for (let call = 0; call < 20; call += 1) await expect(require()).rejects.toThrow('Try again in a minute.')
  expect(asked).toHaveLength(2)
  clock.advance(60_000)
  const later = require()
  asked[2]!(true)
  await later
})
