import { expect, test } from './support/app'

test('opens on the first-run screen and quits', async ({ launchApp }) => {
  const app = await launchApp()
  await expect(app.page.getByRole('textbox', { name: 'API key' })).toBeVisible()
  await app.close()
})
