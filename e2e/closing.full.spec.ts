import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { answerBoxes, ended, quit } from './support/app/main-process'
import { expectPhase, order, signIn } from './support/window/window'

test('asks before quitting while clips run until the user wants it no longer, and loses nothing', async ({
  launchApp,
  simulator
}) => {
  const prompt = 'a clip that takes its time'
  simulator.fault({ fault: 'job-finish-after', value: 1_000_000, times: 1 })
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Generating')

  await answerBoxes(app.electron, ['Keep it open', 'Close Dailies'], { ticks: true })
  await quit(app.electron)
  await expect.poll(() => app.logs()).toContain('asked: 1 clip is running at ModelsLab.')
  expect((await callApp(app.page, 'app.state', {})).settings.asksBeforeClosing).toBe(true)
  const closed = ended(app.electron)
  await quit(app.electron)
  await closed

  await app.start()
  await expectPhase(app, prompt, 'Generating')
  expect((await callApp(app.page, 'app.state', {})).settings.asksBeforeClosing).toBe(false)
  await answerBoxes(app.electron, [])
  const closedAgain = ended(app.electron)
  await quit(app.electron)
  await closedAgain

  await app.start()
  simulator.set({ advanceSeconds: 1_000_000 })
  await expectPhase(app, prompt, 'Safe on disk')
  expect(simulator.ledger().entries).toHaveLength(1)
  expect(app.logs().match(/asked: .*/g)).toHaveLength(2)
})
