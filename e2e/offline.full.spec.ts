import { expect, test } from './support/app/app'
import { enterKey } from './support/window/composer'
import { holdTimers } from './support/app/main-process'
import { startTestSimulator } from './support/servers/simulator'
import { expectPhase, order, testKey } from './support/window/window'

const closedOnce = async (): Promise<number> => {
  const simulator = await startTestSimulator()
  await simulator.close()
  return simulator.port
}

test('holds a prompt while offline, and sends it by itself when the API is back [F07]', async ({
  launchApp
}) => {
  const port = await closedOnce()
  const app = await launchApp({ apiUrl: `http://127.0.0.1:${port}` })
  await enterKey(app.page, testKey)
  await order(app, { prompt: 'a kite over the harbour' })
  await expectPhase(app, 'a kite over the harbour', 'Waiting for the network')
  await expect(app.page.getByRole('button', { name: 'Offline' })).toBeVisible()
  await expect(
    app.page.getByText('Not sent, not charged. Will send when you’re online.').first()
  ).toBeVisible()

  const simulator = await startTestSimulator({ port, faults: ['job-success'] })
  try {
    await expectPhase(app, 'a kite over the harbour', 'Safe on disk')
    await expect(app.page.getByRole('button', { name: 'Offline' })).toBeHidden()
    expect(simulator.ledger().entries).toMatchObject([{ accepted: true }])
  } finally {
    await simulator.close()
  }
})

test('retries at once when the system reports the network [F16]', async ({ launchApp }) => {
  const port = await closedOnce()
  const app = await launchApp({ apiUrl: `http://127.0.0.1:${port}` })
  // Without it, the next try is five seconds later.
  await holdTimers(app.electron, 1000)
  await enterKey(app.page, testKey)
  await order(app, { prompt: 'a kite over the harbour' })
  await expectPhase(app, 'a kite over the harbour', 'Waiting for the network')

  const simulator = await startTestSimulator({ port, faults: ['job-success'] })
  try {
    await app.page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect.poll(() => simulator.ledger().entries.length).toBe(1)
    await expectPhase(app, 'a kite over the harbour', 'Safe on disk')
  } finally {
    await simulator.close()
  }
})
