import { expect, test } from './support/app/app'
import { enterKey } from './support/window/composer'
import { filesHolding } from './support/files/folder'
import { balanceChip, promptField, signIn } from './support/window/window'

test.use({ simulatorSettings: { balanceMicrodollars: 12_340_000 } })

test('accepts a good key after a bad one, and keeps it after a restart', async ({ launchApp }) => {
  const app = await launchApp()
  await enterKey(app.page, 'bad-key-of-nobody')
  await expect(app.page.getByRole('alert')).toBeVisible()
  await signIn(app, 'good-key-of-somebody')
  await expect(balanceChip(app.page)).toHaveText('$12.34')

  await app.relaunch()
  await expect(balanceChip(app.page)).toHaveText('$12.34')
  await expect(promptField(app.page)).toBeVisible()
  await app.close()
  expect(await filesHolding(app.home, 'good-key-of-somebody')).toEqual([])
})
