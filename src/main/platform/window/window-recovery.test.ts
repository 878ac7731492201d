import { expect, it } from 'vitest'
import { FakeClock, settle } from '../../base/testing/fake-clock'
import { silentLogger } from '../../logging/logger'
import { WindowRecovery } from './window-recovery'

function fakeWindow() {
  const events: string[] = []
  const clock = new FakeClock()
  let answer: (yes: boolean) => void = () => undefined
  const ask = (question: string) => {
    events.push(question)
    return new Promise<boolean>((resolve) => (answer = resolve))
  }
  const recovery = new WindowRecovery({
    clock,
    logger: silentLogger,
    reload: () => void events.push('reloaded'),
    endPage: () => void events.push('page ended'),
    mayReload: (answered) => {
      answered.addEventListener('abort', () => {
        events.push('question gone')
        answer(false)
      })
      return ask('reload?')
    },
    mayTryAgain: () => ask('try again?'),
    leave: () => void events.push('left')
  })
  const say = async (yes: boolean): Promise<void> => {
    answer(yes)
    await settle()
  }
  return { events, clock, recovery, say }
}

it('reloads a crashed page [F57]', async () => {
  const { events, recovery } = fakeWindow()
  await recovery.crashed('oom')
  expect(events).toEqual(['reloaded'])
})

it('asks the user if the page keeps crashing, instead of reloading it forever [F57]', async () => {
  const { events, clock, recovery, say } = fakeWindow()
  await recovery.crashed('crashed')
  await recovery.crashed('crashed')
  clock.advance(61_000)
  await recovery.crashed('crashed')
  await recovery.crashed('crashed')
  expect(events).toEqual(Array(4).fill('reloaded'))
  void recovery.crashed('crashed')
  expect(events.at(-1)).toBe('try again?')
  await say(true)
  expect(events.slice(4)).toEqual(['try again?', 'reloaded'])
  await recovery.crashed('crashed')
  await recovery.crashed('crashed')
  void recovery.crashed('crashed')
  await say(false)
  expect(events.slice(6)).toEqual(['reloaded', 'reloaded', 'try again?', 'left'])
})

it('asks once about a hung page, and reloads it if the user agrees [F57]', async () => {
  const { events, recovery, say } = fakeWindow()
  void recovery.unresponsive()
  void recovery.unresponsive()
  await say(false)
  expect(events).toEqual(['reload?'])
  void recovery.unresponsive()
  await say(true)
  expect(events).toEqual(['reload?', 'reload?', 'page ended'])
})

it('closes the question if the page responds or is gone [F57]', async () => {
  const { events, recovery } = fakeWindow()
  void recovery.unresponsive()
  recovery.responsive()
  await settle()
  void recovery.unresponsive()
  await recovery.crashed('killed')
  expect(events).toEqual(['reload?', 'question gone', 'reload?', 'question gone', 'reloaded'])
})
