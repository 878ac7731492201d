import { expect, it } from 'vitest'
import { FakeClock } from './testing/fake-clock'

it('fires only due timers, in order, each at its time', () => {
  const clock = new FakeClock(1000)
  const seen: [string, number][] = []
  const note = (name: string) => () => void seen.push([name, clock.now()])
  clock.setTimer(30, note('late'))
  clock.setTimer(10, () => {
    note('early')()
    clock.setTimer(5, note('added'))
  })
  clock.setTimer(20, note('called off'))()
  clock.advance(29)
  expect([seen, clock.pending]).toEqual([
    [
      ['early', 1010],
      ['added', 1015]
    ],
    1
  ])
})

it('lets promises settle between timers on request', async () => {
  const clock = new FakeClock()
  let rounds = 0
  const again = async (): Promise<void> => {
    await Promise.resolve()
    rounds += 1
    clock.setTimer(10, () => void again())
  }
  void again()
  await clock.run(50)
  expect(rounds).toBe(6)
})

it('keeps timers where they are when the wall clock jumps', () => {
  const clock = new FakeClock(0)
  let fired = false
  clock.setTimer(10, () => (fired = true))
  clock.jumpTo(-86_400_000)
  clock.advance(9)
  expect(fired).toBe(false)
  clock.advance(1)
  expect([fired, clock.now()]).toEqual([true, -86_399_990])
})
