import { expect, test } from './support/app/app'
import { orderWithoutAnswer } from './support/window/unconfirmed'
import { expectPhase, historyLines, inspector, whatNow } from './support/window/window'

const prompt = 'a market at dawn'

test('shows the cost of every choice', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  await orderWithoutAnswer(app, simulator, prompt, 'thrown away')
  const costs = {
    'Check my account': 'Free. Nothing is sent.',
    'Enter the ModelsLab ID': 'Free. The clip appears here when it’s done.',
    'Send again anyway': 'Costs about $1.92. You pay twice if the first one ran.',
    'Mark as not sent': 'Free. If it did run, you’ll have paid for a clip you don’t get.'
  }
  for (const [name, cost] of Object.entries(costs)) {
    await expect(whatNow(app.page).getByRole('button', { name })).toHaveAccessibleDescription(cost)
    await expect(whatNow(app.page).getByText(cost)).toBeVisible()
  }
})

test('attaches the id that the user entered', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  await orderWithoutAnswer(app, simulator, prompt, 'taken')
  await whatNow(app.page).getByRole('button', { name: 'Enter the ModelsLab ID' }).click()
  const { remoteId } = simulator.ledger().entries[0]!
  await inspector(app.page)
    .getByRole('textbox', { name: 'Its ID, from your ModelsLab dashboard' })
    .fill(remoteId!)
  await inspector(app.page).getByRole('button', { name: 'Follow this ID' }).click()
  await expectPhase(app, prompt, 'Safe on disk')
  await expect(historyLines(app.page).filter({ hasText: 'You entered its ID' })).toBeVisible()
  expect(simulator.ledger().entries).toMatchObject([{ accepted: true }])
})
