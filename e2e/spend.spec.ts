import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { fillComposer, pressGenerate } from './support/window/composer'
import { answerBoxes } from './support/app/main-process'
import {
  balanceChip,
  cards,
  expectPhase,
  inspector,
  order,
  question,
  select,
  signIn,
  testKey,
  whatNow
} from './support/window/window'

test('asks at a spending cap, and passes it only by a native dialog', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  const cap = page.getByRole('textbox', { name: 'Limit per batch ($)' })
  await cap.fill('abc')
  await expect(page.getByText('An amount in dollars, such as 7.50.')).toBeVisible()
  await cap.fill('1.50')
  await cap.press('Tab')
  await expect
    .poll(async () => (await callApp(page, 'app.state', {})).settings.batchCapMicrodollars)
    .toBe(1_500_000)
  await page.keyboard.press('Escape')

  await fillComposer(page, { prompt: 'a boat' })
  await pressGenerate(page)
  const preview = page.getByRole('dialog', { name: 'Review before sending' })
  await expect(preview.getByRole('alert')).toContainText('over your $1.50 limit per batch')
  expect(simulator.ledger().entries).toEqual([])
  await answerBoxes(app.electron, ['Cancel', 'Send over the limit', 'Cancel', 'Send over the limit'])
  await preview.getByRole('button', { name: 'Send anyway' }).click()
  await expect.poll(() => app.logs()).toContain('asked: Send this clip for about $1.92?')
  expect(simulator.ledger().entries).toEqual([])
  await pressGenerate(page)
  await preview.getByRole('button', { name: 'Send anyway' }).click()
  await expectPhase(app, 'a boat', 'Safe on disk')
  expect(simulator.ledger().entries).toHaveLength(1)

  // Making it again asks at the same cap in the same dialog.
  await select(app, 'a boat')
  await inspector(page).getByRole('button', { name: 'Make again' }).click()
  await question(page).getByRole('button', { name: 'Make again' }).click()
  await expect(page.getByText('You cancelled this. Nothing was sent or changed.').first()).toBeVisible()
  expect(simulator.ledger().entries).toHaveLength(1)
  await inspector(page).getByRole('button', { name: 'Make again' }).click()
  await question(page).getByRole('button', { name: 'Make again' }).click()
  await expect.poll(() => simulator.ledger().entries.length).toBe(2)
  await expect(cards(page, 'a boat')).toHaveCount(2)
  await expectPhase(app, 'a boat', 'Safe on disk')

  await balanceChip(page).click()
  const spend = page.getByRole('dialog', { name: 'Spending' })
  await expect(spend.getByRole('definition').first()).toHaveText('$3.84')
  await spend.getByRole('radio', { name: 'By model' }).click()
  await expect(spend.getByRole('row', { name: /Veo 3.1 Fast/ })).toContainText('$3.84')
})

test.describe('when a job fails', () => {
  test.use({ simulatorSettings: { faults: ['job-fails'] } })

  test('copies a report for support without the key', async ({ launchApp, simulator }) => {
    const app = await launchApp()
    await signIn(app)
    await order(app, { prompt: 'a boat' })
    await expectPhase(app, 'a boat', 'Failed')
    await select(app, 'a boat')
    await whatNow(app.page).getByRole('button', { name: 'Copy support report' }).click()
    await expect(app.page.getByText('Support report copied')).toBeVisible()
    const text = await app.electron.evaluate(({ clipboard }) => clipboard.readText())
    const [entry] = simulator.ledger().entries
    for (const part of [
      `Request id: ${entry?.remoteId}`,
      'Model: veo-3.1-fast',
      'Balance before sending: $25.00',
      'Charged: $1.92',
      'Balance afterwards: $23.08',
      `Sent, ID ${entry?.remoteId}`,
      '"status":"failed"'
    ]) {
      expect(text).toContain(part)
    }
    expect(text).toMatch(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z {2}failed/)
    expect(text).not.toContain(testKey)
  })
})
