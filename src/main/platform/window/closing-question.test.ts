import { expect, it } from 'vitest'
import { agreesToClose, closingQuestion } from './closing-question'

const asking = { asksWhileRunning: true }
const quiet = { asksWhileRunning: false }

it('asks nothing while nothing runs', () => {
  expect(closingQuestion({ isSending: false, running: 0 }, asking)).toBeNull()
})

it.each([
  [
    1,
    '1 clip is running at ModelsLab.',
    'It keeps running, and nothing is lost. Dailies downloads it next time.'
  ],
  [
    12,
    '12 clips are running at ModelsLab.',
    'They keep running, and nothing is lost. Dailies downloads them next time.'
  ]
])('says that %i running clips are not lost, and offers not to ask again', (running, message, detail) => {
  expect(closingQuestion({ isSending: false, running }, asking)).toEqual({
    message,
    detail,
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

type OngoingWork = Parameters<typeof closingQuestion>[0]
const idle = { isSending: false, running: 0 }
const running = { isSending: false, running: 1 }
const sending = { isSending: true, running: 1 }

/** Closes the app, whose work changes during the question; returns the answer and the questions. */
async function close(before: OngoingWork, after: OngoingWork, agrees: boolean) {
  let work = before
  const asked: string[] = []
  const agreed = await agreesToClose(
    () => closingQuestion(work, asking),
    ({ message }) => {
      asked.push(message)
      work = after
      return Promise.resolve(agrees)
    }
  )
  return { agreed, asked }
}
const aboutRunning = '1 clip is running at ModelsLab.'
const aboutSending = 'A clip is being sent right now.'

it.each<[string, OngoingWork, OngoingWork, readonly string[]]>([
  ['nothing while nothing runs', idle, idle, []],
  ['once about running clips', running, running, [aboutRunning]],
  ['again where a request began to be sent meanwhile', running, sending, [aboutRunning, aboutSending]],
  ['nothing more about a request that was sent meanwhile', sending, running, [aboutSending]],
  ['once about a request that is still being sent', sending, sending, [aboutSending]]
])('asks %s', async (_what, before, after, asked) => {
  expect(await close(before, after, true)).toEqual({ agreed: true, asked })
})

it('stays open, and asks no second question, when the user says no', async () => {
  expect(await close(running, sending, false)).toEqual({ agreed: false, asked: [aboutRunning] })
})
