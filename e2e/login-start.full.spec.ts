import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './support/app/app'
import { signIn } from './support/window/window'

test('starts at login by a file that the settings write and remove', async ({ launchApp }) => {
  const app = await launchApp({ packaged: true })
  await signIn(app)
  const file = join(app.home, '.config/autostart/app.dailies.Dailies.desktop')
  await app.page.getByRole('button', { name: 'Settings', exact: true }).click()
  const toggle = app.page.getByRole('switch', { name: 'Start Dailies when you log in' })
  await expect(toggle).not.toBeChecked()
  expect(existsSync(file)).toBe(false)
  await toggle.click()
  await expect(toggle).toBeChecked()
  expect(readFileSync(file, 'utf8')).toMatch(/^Exec="\/.+"$/m)
  await toggle.click()
  await expect(toggle).not.toBeChecked()
  expect(existsSync(file)).toBe(false)
})
