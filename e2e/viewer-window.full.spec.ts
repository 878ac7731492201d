import { expect, test } from './support/app/app'
import { tileOf } from './support/window/library-view'
import { lookAt, resizeWindow } from './support/window/screens'
import { loaded, openLibrary, prompts, timecode, viewer } from './support/window/viewer'

test('keeps the volume and the widths of the columns', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  const app = await openLibrary(launchApp, home)
  const { page } = app
  await tileOf(page, prompts[0]!).dblclick()
  await loaded(page)
  await viewer(page).getByRole('slider', { name: 'Volume' }).fill('0.25')
  const volume = (): Promise<number> =>
    page
      .getByRole('group', { name: 'Picture' })
      .locator('video')
      .evaluate((video: HTMLVideoElement) => video.volume)
  await expect.poll(volume).toBe(0.25)
  await page.keyboard.press('Escape')
  await expect.poll(volume).toBe(0.25)

  const handle = page.getByRole('separator', { name: 'Width of the inspector' })
  const width = async (): Promise<number> => Number(await handle.getAttribute('aria-valuenow'))
  const before = await width()
  const box = (await handle.boundingBox())!
  await page.mouse.move(box.x + 4, box.y + 200)
  await page.mouse.down()
  await page.mouse.move(box.x - 96, box.y + 200)
  await page.mouse.up()
  expect(await width()).toBe(before + 100)
  await handle.press('ArrowLeft')
  await expect.poll(width).toBe(before + 120)
  await handle.press('Home')
  await expect.poll(width).toBe(320)
  await handle.press('End')
  await expect.poll(width).toBe(640)

  const composer = page.getByRole('separator', { name: 'Width of the composer' })
  await composer.press('ArrowRight')
  await expect(composer).toHaveAttribute('aria-valuenow', '340')
  await page.reload()
  await expect.poll(width).toBe(640)
  await expect(composer).toHaveAttribute('aria-valuenow', '340')
})

test('looks right in every window', async ({ launchApp, freshFolder }) => {
  const app = await openLibrary(launchApp, await freshFolder())
  await tileOf(app.page, prompts[0]!).click()
  await lookAt(app, 'player-in-inspector')
  await app.page.keyboard.press('Enter')
  await loaded(app.page)
  for (const [width, height] of [
    [1440, 900],
    [900, 600]
  ] as const) {
    await resizeWindow(app, width, height)
    await lookAt(app, `viewer-${width}`)
  }
  await timecode(app.page).click()
  await app.page.keyboard.type('9:99')
  await app.page.keyboard.press('Enter')
  await lookAt(app, 'viewer-timecode-fault')
})

test('follows the full screen of the system, and ends only its own', async ({ launchApp, freshFolder }) => {
  const { electron, page } = await openLibrary(launchApp, await freshFolder())
  const setFull = (isFull: boolean) =>
    electron.evaluate(
      ({ BrowserWindow }, full) => BrowserWindow.getAllWindows()[0]!.setFullScreen(full),
      isFull
    )
  const isFull = () =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isFullScreen())
  const button = viewer(page).getByRole('button', { name: 'Full screen' })
  const openViewer = async (): Promise<void> => {
    await tileOf(page, prompts[1]!).click()
    await page.keyboard.press('Enter')
    await expect(viewer(page)).toBeVisible()
  }

  await openViewer()
  await page.keyboard.press('f')
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await setFull(false)
  await expect(button).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('f')
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Escape')
  await expect.poll(isFull).toBe(false)

  await setFull(true)
  await expect.poll(isFull).toBe(true)
  await openViewer()
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Escape')
  await expect(viewer(page)).toBeHidden()
  expect(await isFull()).toBe(true)
})
