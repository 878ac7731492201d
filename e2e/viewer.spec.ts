import { expect, test } from './support/app/app'
import { seedLibrary } from './support/files/seed'
import { tileOf, waitForPosters } from './support/window/library-view'

test('shows a clip as large as the window, and compares it with the next', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  seedLibrary(home, [{ prompt: 'amber lantern' }, { prompt: 'blue heron' }])
  const { page } = await launchApp({ home })
  await waitForPosters(page, 2)
  const viewer = page.getByRole('dialog', { name: 'Viewer' })
  const compare = page.getByRole('dialog', { name: 'Compare' })
  const videos = page.locator('video[src]')
  await tileOf(page, 'amber lantern').click()
  await page.keyboard.press('Enter')
  await expect(viewer.getByText('00:00:15:00')).toBeVisible()
  await expect(videos).toHaveCount(1)
  await page.keyboard.press('c')
  await expect(compare.locator('ins')).toHaveText(['blue heron'])
  await expect(videos).toHaveCount(2)
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowRight')
  await expect(viewer.getByRole('heading')).toHaveText('blue heron')
  await page.keyboard.press('Escape')
  await expect(tileOf(page, 'blue heron')).toBeFocused()
})
