import { expect, test } from './support/app/app'
import { expectPhase, order, signIn } from './support/window/window'

test('keeps a generation running after any odd answer to a poll [A02, A03, A21]', async ({
  launchApp,
  simulator
}) => {
  const app = await launchApp()
  await signIn(app)
  const odd = ['huge=8', 'bomb=8', 'headers=1000', '500-html', 'half-json', 'empty']
  for (const fault of odd) await order(app, { prompt: `a boat [sim: poll-${fault}*1]` })
  for (const fault of odd) await expectPhase(app, `a boat [sim: poll-${fault}*1]`, 'Safe on disk')
  expect(simulator.ledger().entries.map(({ accepted }) => accepted)).toEqual(odd.map(() => true))
})
