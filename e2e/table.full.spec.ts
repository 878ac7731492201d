import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { seedLibrary } from './support/files/seed'
import { tileOf } from './support/window/library-view'
import { lookAt, resizeWindow } from './support/window/screens'

test('lists clips in a table that is sorted by its columns', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  const clips = seedLibrary(home, [
    { prompt: 'A paper boat crosses a puddle after the rain, low angle' },
    { prompt: 'A lighthouse', video: 'missing' },
    { prompt: 'A tram', state: 'failed', problem: { code: 'bad_request', message: 'No.', retryable: false } },
    { prompt: 'Fog rolls through a pine forest' }
  ])
  const app = await launchApp({ home })
  const { page } = app
  const idOf = (start: string) => clips.find(({ prompt }) => prompt.startsWith(start))!.generationId as never
  await callApp(page, 'annotations.set', { ids: [idOf('Fog')], change: { stars: 3 } })
  await page.getByRole('radio', { name: 'List' }).click()
  await expect(page.getByRole('button', { name: 'Sort by length' })).toBeVisible()
  await expect(tileOf(page, 'A paper boat')).toContainText('15 s')
  await lookAt(app, 'table')
  await tileOf(page, 'A paper boat').hover()
  const preview = tileOf(page, 'A paper boat').locator('.hover-layer')
  await expect(preview).toBeVisible()
  expect((await preview.boundingBox())?.width).toBe(64)
  await page.getByRole('button', { name: 'Sort by stars' }).click()
  const labels = () =>
    page
      .locator('[role=option][data-id]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
  await expect.poll(async () => (await labels())[0]).toMatch(/^Fog/)
  await tileOf(page, 'Fog').click()
  await page.keyboard.press('ArrowDown')
  await expect(tileOf(page, 'A paper boat')).toBeFocused()
  await resizeWindow(app, 900, 600)
  await lookAt(app, 'table-narrow')
  await app.relaunch()
  await expect(app.page.getByRole('button', { name: 'Sort by length' })).toBeVisible()
})
