import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { lookAt, resizeWindow } from './support/window/screens'

const sizes = [
  { width: 900, height: 600, zoom: 1 },
  { width: 1280, height: 720, zoom: 1 },
  { width: 1440, height: 900, zoom: 1 },
  { width: 1920, height: 1080, zoom: 1 },
  { width: 1440, height: 900, zoom: 2 }
] as const

test('has room for all of its parts in every window, and enlarged', async ({ launchApp }) => {
  test.slow()
  const app = await launchApp({ args: ['--demo'] })
  const { page } = app
  const clips = page.locator('[role=option][data-state=ready]')
  await expect(clips.first()).toBeVisible()
  for (const { width, height, zoom } of sizes) {
    await resizeWindow(app, width, height)
    await app.electron.evaluate(
      ({ BrowserWindow }, factor) => BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(factor),
      zoom
    )
    await page.waitForFunction((wide) => window.innerWidth <= wide, width / zoom)
    // The place that is kept for the bar until it comes, so that the clips don't move then.
    const bar = page.locator('.bar')
    const [kept, taken] = await bar.evaluate((element) => [
      parseFloat(getComputedStyle(element).minHeight),
      element.firstElementChild!.getBoundingClientRect().height
    ])
    expect(Math.abs(kept - taken)).toBeLessThan(1)
    const name = `${width}-at-${zoom * 100}`
    await lookAt(app, `${name}-clips`)
    await callApp(page, 'settings.update', { tileSize: 'list' })
    await expect(page.getByRole('option').first()).toHaveClass(/table/)
    await lookAt(app, `${name}-table`)
    await callApp(page, 'settings.update', { tileSize: 'medium', room: 'shots' })
    await expect(page.getByRole('button', { name: 'Play circled' })).toBeVisible()
    await lookAt(app, `${name}-shots`)
    await callApp(page, 'settings.update', { room: 'grid' })
    await clips.first().dblclick()
    await expect(page.getByRole('dialog', { name: 'Viewer' })).toBeVisible()
    await lookAt(app, `${name}-viewer`)
    await page.keyboard.press('Escape')
  }
})
