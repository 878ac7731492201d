import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './support/app/app'
import { ended } from './support/app/main-process'
import { startDisplay } from './support/desktop/display'

test('restores the window within a smaller screen [F70]', async ({ desktop, launchApp }) => {
  const app = await launchApp()
  // A window outside the screen is moved onto it.
  const isShown = () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible())
  await expect.poll(isShown).toBe(true)
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.setBounds({ x: 1150, y: 60, width: 1200, height: 900 })
  )
  const places = () =>
    app.electron.evaluate(({ BrowserWindow, screen }) => ({
      window: BrowserWindow.getAllWindows()[0]!.getBounds(),
      screen: screen.getPrimaryDisplay().workArea
    }))
  await expect.poll(async () => (await places()).window.x).toBeGreaterThan(1024)
  await app.close()
  const small = await startDisplay(desktop.env, '1024x700')
  try {
    await app.start({ env: { DISPLAY: small.name } })
    await expect(app.page.getByRole('heading', { name: 'Dailies' })).toBeVisible()
    expect((await places()).screen).toEqual({ x: 0, y: 0, width: 1024, height: 700 })
    // The display may still be placing it.
    const isWithin = async (): Promise<boolean> => {
      const { window, screen } = await places()
      const [right, bottom] = [window.x + window.width, window.y + window.height]
      return window.x >= 0 && window.y >= 0 && right <= screen.width && bottom <= screen.height
    }
    await expect.poll(isWithin).toBe(true)
    await app.close()
  } finally {
    await small.stop()
  }
})

for (const scale of [0.9, 1.1])
  test(`opens at the same place and size at every start, at scale ${scale} and after any exit`, async ({
    launchApp
  }) => {
    const app = await launchApp({ args: [`--force-device-scale-factor=${scale}`] })
    const stored = async (): Promise<unknown> =>
      JSON.parse(await readFile(join(app.userData, 'window.json'), 'utf8'))
    /** Quits as Ctrl Q and the menu do. */
    const quit = async (): Promise<void> => {
      const closed = ended(app.electron)
      await app.electron.evaluate(({ app: main }) => main.quit())
      await closed
    }
    const { electron } = app
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1101, 701))
    await app.relaunch()
    const first = await stored()
    expect(first).toMatchObject({ maximized: false })
    for (let starts = 0; starts < 3; starts += 1) {
      await expect(app.page.getByRole('heading', { name: 'Dailies' })).toBeVisible()
      await app.relaunch()
      expect(await stored()).toEqual(first)
    }
    await quit()
    expect(await stored()).toEqual(first)
  })
