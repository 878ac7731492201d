import { expect, it } from 'vitest'
import { closingQuestion } from './closing-question'

const asking = { asksWhileRunning: true }
const quiet = { asksWhileRunning: false }

it('asks nothing while nothing runs', () => {
  expect(closingQuestion({ isSending: false, running: 0 }, asking)).toBeNull()
})

it.each([
  [1, '1 clip is running at ModelsLab.'],
  [12, '12 clips are running at ModelsLab.']
])('says that %i running clips are not lost, and offers not to ask again', (running, message) => {
  expect(closingQuestion({ isSending: false, running }, asking)).toEqual({
    message,
    detail: 'They keep running, and nothing is lost. Dailies downloads them next time.',
    dontAskAgain: 'Don’t ask again',
    isCloseDefault: true
  })
})

it('asks nothing about running clips where the user turned it off', () => {
  expect(closingQuestion({ isSending: false, running: 3 }, quiet)).toBeNull()
})

it.each([asking, quiet])('always asks while a paid request awaits its response: %j', (settings) => {
  expect(closingQuestion({ isSending: true, running: 1 }, settings)).toMatchObject({
    message: 'A clip is being sent right now.',
    dontAskAgain: null,
    isCloseDefault: false
  })
})
