import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type RunningApp } from './support/app/app'
import { answerOpenDialogs } from './support/app/main-process'
import { seedLibrary } from './support/files/seed'
import { expectPhase } from './support/window/window'

/** Blurs and focuses the window. */
async function turnTo({ electron }: RunningApp): Promise<void> {
  const isFocused = () =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isFocused())
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.minimize())
  await expect.poll(isFocused).toBe(false)
  await electron.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]!
    window.restore()
    window.focus()
  })
}

const notices = (app: RunningApp) => app.page.getByRole('status').filter({ hasText: /folder|library/i })

test('locates a moved library from its notice [F40]', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  seedLibrary(home, [{ prompt: 'amber lantern' }])
  const app = await launchApp({ home })
  await expectPhase(app, 'amber lantern', 'Safe on disk')
  const moved = join(home, 'Moved here')
  renameSync(app.libraryFolder, moved)
  await turnTo(app)
  await expect(notices(app)).toContainText(
    'Can’t find your library folder. Reconnect the drive or locate the folder.'
  )
  await answerOpenDialogs(app.electron, moved)
  await notices(app).getByRole('button', { name: 'Locate library…' }).press('Enter')
  await expect(notices(app)).toBeHidden()
  await expectPhase(app, 'amber lantern', 'Safe on disk')
})
