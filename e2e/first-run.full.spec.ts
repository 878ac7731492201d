import { expect, test } from './support/app/app'
import { enterKey } from './support/window/composer'
import { filesHolding } from './support/files/folder'
import { answerBoxes } from './support/app/main-process'
import { signIn } from './support/window/window'

test.use({ simulatorSettings: { balanceMicrodollars: 12_340_000 } })

test('explains a bad key and stores nothing', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  await enterKey(app.page, 'bad-key-of-nobody')
  await expect(app.page.getByRole('alert')).toContainText(
    'ModelsLab rejected this key. Nothing was sent or charged.'
  )
  await expect(app.page.getByRole('heading', { name: 'Your ModelsLab key' })).toBeVisible()

  await app.relaunch()
  await expect(app.page.getByLabel('API key', { exact: true })).toBeEmpty()
  await app.close()
  expect(await filesHolding(app.home, 'bad-key-of-nobody')).toEqual([])
  expect(simulator.ledger().entries).toEqual([])
})

test('removes the key from this computer', async ({ launchApp }) => {
  const app = await launchApp()
  await signIn(app)
  await app.page.getByRole('button', { name: 'Settings', exact: true }).click()
  const settings = app.page.getByRole('dialog', { name: 'Settings' })
  await expect(settings.getByText('Saved in your desktop keyring.')).toBeVisible()
  await answerBoxes(app.electron, ['Remove key'])
  await settings.getByRole('button', { name: 'Remove from this computer…' }).click()
  await expect(app.page.getByRole('heading', { name: 'Your ModelsLab key' })).toBeVisible()

  await app.relaunch()
  await expect(app.page.getByRole('heading', { name: 'Your ModelsLab key' })).toBeVisible()
})
