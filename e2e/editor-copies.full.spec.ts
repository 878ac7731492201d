import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './support/app/app'
import { seedLibrary } from './support/files/seed'
import { select } from './support/window/window'

test('makes a copy for Resolve with ffmpeg, names it, and makes none twice', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  seedLibrary(home, [{ prompt: 'amber lantern' }])
  const app = await launchApp({ home })
  const { page } = app
  await select(app, 'amber lantern')
  const makeOne = async (): Promise<void> => {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Make a copy for the editor…' }).click()
    await page.getByRole('radio', { name: /For Resolve on Linux/ }).check()
    await page.getByRole('button', { name: 'Make 1 copy' }).click()
  }
  await makeOne()
  await expect(page.getByText('1 copy made.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Copies for the editor' })).toContainText('DNxHR')
  const names = (): readonly string[] => readdirSync(join(home, 'Videos', 'Dailies', 'Editor copies'))
  expect(names()).toEqual([expect.stringMatching(/ \(DNxHR\)\.mov$/)])
  await makeOne()
  await expect(page.getByText('1 copy was there already.')).toBeVisible()
  expect(names()).toHaveLength(1)
})
