import { expect, test } from './support/app/app'
import { recordDrags } from './support/drag/drag-recorder'
import { search, tileOf, waitForPosters } from './support/window/library-view'
import { seedLibrary } from './support/files/seed'

/** Nothing listens there: every connection is refused, as without a network. */
const nowhere = 'http://127.0.0.1:9'

test('opens, searches, plays, drags and copies without a key and a network', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  const clips = seedLibrary(home, [
    { prompt: 'amber lantern' },
    { prompt: 'blue heron' },
    { prompt: 'cedar gate' }
  ])
  const app = await launchApp({ home, apiUrl: nowhere })
  const { page } = app
  await waitForPosters(page, 3)

  await search(page).fill('HERON')
  await expect(page.getByRole('option')).toHaveCount(1)
  await tileOf(page, 'blue heron').click()
  await page.getByRole('button', { name: 'Play' }).click()
  const video = page.getByRole('group', { name: 'Player' }).locator('video')
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan(0.2)

  await page.getByRole('button', { name: 'Copy file' }).click()
  await expect(page.getByText('File copied')).toBeVisible()
  await page.keyboard.press('Control+Alt+c')
  await expect(page.getByText('Path copied')).toBeVisible()
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(clips[1]!.path)

  const drags = await recordDrags(app.electron)
  await tileOf(page, 'blue heron').dispatchEvent('dragstart')
  await expect.poll(drags).toMatchObject([{ files: [clips[1]!.path], iconIsEmpty: false }])

  await search(page).fill('no such words')
  await expect(page.getByText('No clip matches')).toBeVisible()
  await page.getByText('Clear search').click()
  await expect(page.getByRole('option')).toHaveCount(3)
})
