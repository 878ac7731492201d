import { readdir, stat } from 'node:fs/promises'
import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { textInPage } from './support/app/main-process'
import { expectPhase, order, signIn, testKey } from './support/window/window'

const prompt = 'an unspeakable heron'

test('tells what to attach to a report, and gives nothing private away', async ({ launchApp }) => {
  const app = await launchApp()
  const { electron, page } = app
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Safe on disk')

  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Find an action').fill('report a')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Report a problem' })
  await expect(dialog.getByRole('region', { name: 'Diagnostics', exact: true })).toContainText(
    'Generations: ready 1'
  )
  await dialog.getByRole('button', { name: 'Copy diagnostics' }).click()
  await expect(page.getByText('Diagnostics copied')).toBeVisible()
  const copied = await electron.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toContain('Crash reports: 0')
  for (const secret of [prompt, testKey, app.libraryFolder, process.env['HOME']!])
    expect(copied).not.toContain(secret)
  expect(app.logs()).not.toContain('heron')

  const menu = await electron.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()!.items.map(({ label, submenu }) => ({
      label,
      items: submenu?.items.map((item) => item.label) ?? []
    }))
  )
  expect(menu.at(-1)).toEqual({
    label: 'Help',
    items: [
      'Find an action',
      'Keyboard shortcuts',
      'If drag and drop doesn’t work',
      'Report a problem…',
      'Copy diagnostics',
      'Show log'
    ]
  })
})

test('keeps a crash report on this computer, and says that the window was loaded again [F57]', async ({
  launchApp
}) => {
  const app = await launchApp()
  const { electron, page } = app
  await signIn(app)
  expect((await callApp(page, 'help.diagnostics', {})).crashReports).toBe(0)
  const { folder, uploads } = await electron.evaluate(({ app: own, crashReporter }) => ({
    folder: own.getPath('crashDumps'),
    uploads: crashReporter.getUploadToServer()
  }))
  expect(uploads).toBe(false)
  expect((await stat(folder)).mode & 0o077).toBe(0)

  await electron.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    process.kill(webContents.getOSProcessId(), 'SIGSEGV')
    return new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()))
  })
  await expect.poll(() => textInPage(electron)).toContain('was loaded again')
  const reports = async (): Promise<number> =>
    (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.dmp')).length
  await expect.poll(reports).toBe(1)
})
