import { expect, test } from './support/app/app'
import {
  expectPhase,
  historyLines,
  order,
  select,
  signIn,
  whatNow,
  unconfirmedPhase
} from './support/window/window'

const prompt = 'a lighthouse in fog'

test('never resends a request without an answer after a power cut [F04]', async ({
  launchApp,
  simulator
}) => {
  simulator.fault({ fault: 'submit-no-answer-created', times: 1 })
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Sending')
  await expect.poll(() => simulator.ledger().entries).toHaveLength(1)
  await app.kill()

  await app.start()
  await expectPhase(app, prompt, unconfirmedPhase)
  await select(app, prompt)
  await expect(whatNow(app.page)).toContainText('You were charged $1.92, so ModelsLab took it.')
  await expect(historyLines(app.page).last()).toContainText('Dailies closed while sending this')

  // Sending works again, without the old request.
  await order(app, { prompt: 'another day' })
  await expectPhase(app, 'another day', 'Safe on disk')
  await expectPhase(app, prompt, unconfirmedPhase)
  expect(simulator.ledger().entries.map((entry) => entry.prompt)).toEqual([prompt, 'another day'])
})
